import pytest
from django.contrib.auth.models import AnonymousUser, Group

from accounts.models import User
from parks.models import Operator
from parks.selectors.scope import parks_seen_by, parks_worked_by, workers_of, works_in
from tests.parks import world


def names(parks) -> list[str]:
    return [park.slug for park in parks]


def test_an_operator_sees_and_works_in_their_own_park(park, operator, other_park):
    assert names(parks_seen_by(operator)) == names(parks_worked_by(operator)) == [park.slug]
    assert works_in(operator, park)
    assert not works_in(operator, other_park.pk)


def test_the_secretariat_works_everywhere_and_the_auditor_only_looks(park, other_park, reviewer, auditor):
    assert len(parks_worked_by(reviewer)) == len(parks_seen_by(auditor)) == 2
    assert not parks_worked_by(auditor)


def test_nobody_else_sees_a_park_at_the_desk(park, owner, other_staff):
    for person in (AnonymousUser(), owner, other_staff):
        assert not parks_seen_by(person)


@pytest.mark.parametrize("lacks", ["is_staff", "is_active"])
def test_who_left_sees_nothing_though_the_row_is_still_there(lacks, park, operator):
    User.objects.filter(pk=operator.pk).update(**{lacks: False})
    operator.refresh_from_db()
    assert Operator.objects.filter(user=operator).exists()
    assert not parks_seen_by(operator)


def test_the_row_goes_and_with_it_the_park(park, operator):
    Operator.objects.filter(user=operator).delete()
    assert not parks_worked_by(operator)


def test_workers_are_the_parks_own_people_and_those_of_all_parks(
    park, operator, other_park, reviewer, auditor
):
    stranger = world.an_operator(other_park)
    found = set(User.objects.filter(workers_of(park.pk)))
    assert found == {operator, reviewer}
    assert stranger in set(User.objects.filter(workers_of(other_park.pk)))
    assert Group.objects.get(name="auditor").user_set.get() not in found
