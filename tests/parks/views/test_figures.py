from collections.abc import Callable

from django.test import Client

from accounts.models import Organisation, User
from parks.models import Condition, Park
from tests.applications import draft as membership_draft
from tests.parks.registrations import a_park, draft

SignIn = Callable[[User], Client]


def test_the_figures_follow_what_is_typed_and_keep_nothing(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn
) -> None:
    made = draft(organisation, park, owner)
    typed = {"area_min": "１,000.00", "total_investment": "600"}
    page = sign_in(owner).post(f"/cases/{made.reference}/figures/", typed).content.decode()
    assert "600" in page
    made.refresh_from_db()
    assert made.total_investment == 3000


def test_what_is_no_number_yet_is_not_computed(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn
) -> None:
    made = draft(organisation, park, owner)
    page = sign_in(owner).post(f"/cases/{made.reference}/figures/", {"area_min": "约"}).content.decode()
    assert "登记尚未填写“需求面积下限”" in page


def test_without_a_plot_ratio_it_is_said(organisation: Organisation, owner: User, sign_in: SignIn) -> None:
    made = draft(organisation, a_park("dadi", "大地示例园"), owner)
    page = sign_in(owner).get(f"/cases/{made.reference}/form/site/").content.decode()
    assert "园区尚未填写容积率，暂不能计算。" in page


def test_figures_are_of_ones_own_registrations_alone(
    organisation: Organisation, owner: User, outsider: User, park: Park, sign_in: SignIn
) -> None:
    made = draft(organisation, park, owner)
    other = membership_draft(organisation, owner)
    assert sign_in(outsider).post(f"/cases/{made.reference}/figures/").status_code == 404
    assert sign_in(owner).post(f"/cases/{other.reference}/figures/").status_code == 404
    assert sign_in(owner).get(f"/cases/{made.reference}/figures/").status_code == 405


def test_the_page_before_sending_says_what_the_conditions_find(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn
) -> None:
    made = draft(organisation, park, owner)
    Condition.objects.create(park=park, measure="total_investment", bound="at_least", threshold=5000)
    page = sign_in(owner).get(f"/cases/{made.reference}/form/check/").content.decode()
    assert "登记为 3,000 万元，要求不低于 5,000 万元。" in page
    assert "不满足" in page


def test_every_section_draws_with_its_units(
    organisation: Organisation, owner: User, park: Park, sign_in: SignIn
) -> None:
    made, client = draft(organisation, park, owner), sign_in(owner)
    pages = {
        code: client.get(f"/cases/{made.reference}/form/{code}/").content.decode()
        for code in ("subject", "project", "site", "output", "environment", "pledges", "documents")
    }
    for unit in ("㎡", "kN/㎡", "kVA", "元/㎡·月"):
        assert unit in pages["site"]
    assert "授权委托书" in pages["documents"]
