"""A place in a park through a plain HTTP client: only links and forms of the pages, CSRF enforced."""

import re

import pytest

from parks.models import Aspect, Park, Tenancy, Unit
from tests.journeys import tenant
from tests.journeys.client import Reader
from tests.journeys.test_without_scripts import bytes_of_a_pdf
from tests.parks import registrations, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> world.Letting:
    park = Park.objects.get(slug="lijia")
    return world.Letting(park, world.an_operator(park), world.an_operator(park))


@pytest.fixture
def unit(there) -> Unit:
    return registrations.a_unit(there.park, "301")


def register(reader: Reader, unit: Unit) -> str:
    reader.open(f"/parks/units/{unit.pk}/").follow("登记入园")
    reader.form("开始登记").press()
    reader.follow("主体")
    for section, values in tenant.SECTIONS.items():
        assert reader.heading == section
        form = reader.form("保存并继续")
        for label, value in values.items():
            form.fill(label, value)
        form.press()
    reader.form("保存并继续").tick(tenant.SHOWN).press()
    for paper in tenant.PAPERS:
        reader.form("上传", within=paper).attach(f"{paper}.pdf", bytes_of_a_pdf(paper.encode())).press()
        assert "已收到" in reader.part(paper).text
    reader.follow("继续")
    form = reader.form("提交申请")
    for promise in tenant.PROMISES:
        form.tick(promise)
    form.press()
    return re.search(r"RY-\d{4}-\d{4}", reader.text)[0]


def review(staff: Reader, reference: str, aspects: list[Aspect]) -> None:
    for aspect in aspects:
        staff.open("/admin/casework/case/").follow(reference)
        form = staff.form("保存意见", within=f"opinion-{aspect}")
        form.fill(f"对“{aspect.label}”的意见", "同意").press()
        assert "评审意见已保存" in staff.text


def approve_and_offer(staff: Reader, reference: str, unit: Unit) -> None:
    for _once_more in range(2):
        staff.form("批准入园").press()
    assert "已批准" in staff.text
    staff.open("/admin/parks/waitingplace/").follow("通知选房")
    staff.form("下一步：确认").fill("合适的单元", str(unit)).press()
    staff.form("通知选房").press()
    assert "已通知" in staff.text


def test_a_place_in_a_park_from_the_free_unit_to_moving_in(owner, there, unit, signed_in):
    applicant, anybody = signed_in(owner), Reader()
    staff, colleague = signed_in(there.operator), signed_in(there.colleague)
    reference = register(applicant, unit)

    staff.open("/admin/casework/case/").follow(reference)
    staff.form("开始审核").press()
    review(staff, reference, list(Aspect)[:3])
    review(colleague, reference, list(Aspect)[3:])
    staff.open("/admin/casework/case/").follow(reference)
    approve_and_offer(staff, reference, unit)

    applicant.open(f"/cases/{reference}/").follow("前往答复")
    applicant.follow("接受")
    applicant.form("确认接受").press()
    assert "已接受" in applicant.text

    tenancy = Tenancy.objects.get(registration__reference=reference)
    staff.open(f"/admin/parks/tenancy/{tenancy.pk}/change/").follow("登记签约")
    form = staff.form("登记签约")
    for label, days in (("签约日期", 0), ("起租日期", 0), ("届满日期", 1826)):
        form.fill(label, world.a_day(days).isoformat())
    form.attach("合同.pdf", bytes_of_a_pdf(b"contract")).press()
    staff.follow("登记入驻")
    staff.form("登记入驻").fill("入驻日期", world.a_day(0).isoformat()).press()
    assert "入驻已登记" in staff.text
    assert tenant.NAME in anybody.open("/parks/lijia/").text
