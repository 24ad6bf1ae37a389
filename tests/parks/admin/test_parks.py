import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pytest_django.asserts import assertContains

from parks.models import Condition, Operator, Park
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def page(park: Park, name: str = "board", *more: str) -> str:
    return reverse(f"admin:parks_park_{name}", args=[park.pk, *more])


def inlines(**conditions: str) -> dict[str, str]:
    forms = {"conditions-TOTAL_FORMS": "1" if conditions else "0", "conditions-INITIAL_FORMS": "0"}
    forms |= {"figures-TOTAL_FORMS": "0", "figures-INITIAL_FORMS": "0"}
    return forms | {f"conditions-0-{name}": value for name, value in conditions.items()}


def test_an_operator_words_their_park_and_keeps_its_conditions(desk, there, sector):
    response = desk.post(
        page(there.park, "change"),
        {
            "introduction": "示例简介", "sectors": [sector.pk], "plot_ratio": "2.5", "offer_days": "7",
            "opinions_needed": "3", "name": "别的名称", "slug": "other",
            **inlines(measure="annual_tax", bound="at_least", threshold="300", order="0", is_required="on"),
        },
    )  # fmt: skip

    assert response.status_code == 302
    park = Park.objects.get()
    assert (park.introduction, park.offer_days, park.opinions_needed) == ("示例简介", 7, 3)
    assert (park.name, park.slug) == (there.park.name, there.park.slug)
    assert list(park.sectors.all()) == [sector]
    assert Condition.objects.get().threshold == 300


def test_a_condition_without_its_threshold_is_told_in_words(desk, there):
    response = desk.post(
        page(there.park, "change"),
        {"offer_days": "7", "opinions_needed": "3", **inlines(measure="annual_tax", order="0")},
    )

    assertContains(response, "有数值的指标，须选择要求并填写门槛值")
    assert not Condition.objects.exists()


def test_the_secretariat_names_operators_and_nobody_else_does(reviewer, sign_in, desk, there):
    person = UserFactory.create(is_staff=True)
    person.groups.add(Group.objects.get(name="park operator"))
    data = {"park": there.park.pk, "user": person.pk}

    assert desk.post(reverse("admin:parks_operator_add"), data).status_code == 403
    assert sign_in(reviewer).post(reverse("admin:parks_operator_add"), data).status_code == 302
    assert Operator.objects.filter(user=person, park=there.park).exists()
