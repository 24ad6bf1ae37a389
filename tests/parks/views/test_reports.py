from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, User
from parks.models import YearlyReport
from parks.services import reports
from tests.parks import world
from tests.parks.registrations import a_unit
from tests.parks.world import Letting

SignIn = Callable[[User], Client]


@pytest.fixture
def there(db: None) -> Letting:
    return world.letting()


@pytest.fixture
def asked(there: Letting, organisation: Organisation, owner: User) -> YearlyReport:
    held = world.moved_in(there, a_unit(there.park), world.in_line(there, organisation, owner))
    return YearlyReport.objects.create(tenancy=held, year=2025, due_on=date(2027, 5, 31), staff_count=45)


def url(report: YearlyReport) -> str:
    return f"/yearly-reports/{report.pk}/"


def figures(report: YearlyReport, **more: Any) -> dict[str, Any]:
    return {
        "revision": report.revision, "revenue": "2,500.00", "tax": "150", "staff_count": "45",
        "investment": "1500", "patents": "0", **more,
    }  # fmt: skip


def test_it_is_filled_in_beside_what_was_promised_and_sent(
    asked: YearlyReport, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    page = client.get(url(asked)).content.decode()
    assert 'value="45"' in page
    assert "5,000 万元" in page
    answer = client.post(url(asked), figures(asked, note="达产前"), follow=True)
    asked.refresh_from_db()
    assert (asked.status, asked.revenue, asked.patents) == ("submitted", 2500, 0)
    page = answer.content.decode()
    assert "待园区办理：2025 年度绩效已提交" in page
    assert "50%" in page
    assert "达产前" in page
    assert '<form method="post" novalidate' not in page


def test_nothing_may_be_left_out_and_what_was_typed_stays(
    asked: YearlyReport, owner: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(url(asked), figures(asked, patents="", tax="-1"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请填写，没有的填 0。" in page
    assert "2500.00" in page
    asked.refresh_from_db()
    assert asked.status == "asked"


def test_a_second_click_is_told_that_it_is_done(asked: YearlyReport, owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    client.post(url(asked), figures(asked))
    page = client.post(url(asked), figures(asked), follow=True).content.decode()
    assert f"{owner.name}已提交该年度绩效，无须重复提交。" in page


def test_a_stale_page_is_refused_and_keeps_what_was_typed(
    asked: YearlyReport, there: Letting, owner: User, sign_in: SignIn
) -> None:
    client, old = sign_in(owner), figures(asked, revenue="777")
    client.post(url(asked), figures(asked))
    asked.refresh_from_db()
    reports.return_(asked, by=there.operator, revision=asked.revision, note="请核对税收")
    answer = client.post(url(asked), old)
    assert answer.status_code == 409
    assert there.operator.name in answer.content.decode()
    assert answer.context["form"]["revenue"].value() == "777"
    again = {**old, "revision": answer.context["form"]["revision"].value()}
    assert client.post(url(asked), again).status_code == 302


def test_a_viewer_reads_and_an_outsider_finds_nothing(
    asked: YearlyReport, viewer: User, outsider: User, sign_in: SignIn
) -> None:
    client = sign_in(viewer)
    assert "提交年度绩效" not in client.get(url(asked)).content.decode()
    client.post(url(asked), figures(asked))
    asked.refresh_from_db()
    assert asked.status == "asked"
    assert sign_in(outsider).get(url(asked)).status_code == 404
    assert sign_in(outsider).post(url(asked), figures(asked)).status_code == 404
