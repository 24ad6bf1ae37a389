from random import Random

from accounts import phones
from accounts.models import OrganisationKind
from portal.demo import names


def test_a_large_world_never_names_two_alike():
    made = [names.name_at(index).chinese for index in range(12_000)]
    assert len(set(made)) == len(made)


def test_every_name_says_that_it_is_an_example():
    for index in range(2_000):
        name = names.name_at(index)
        assert "示例" in name.chinese
        assert "Demo" in name.english


def test_all_kinds_of_organisation_are_there_within_the_first_sixty():
    assert {names.name_at(index).trade.kind for index in range(60)} == set(OrganisationKind.values)


def test_people_and_their_numbers_pass_our_own_checks():
    random = Random(7)
    assert len(names.person(random)) >= 2
    assert phones.clean_mobile(names.mobile(random)).startswith("139")
