import pytest
from django.contrib.auth.models import AnonymousUser

from casework import kinds, selectors
from casework.lifecycle import Status
from casework.services import drafts, move
from tests.factories import OrganisationFactory, SeatFactory

SEATED = {"owner", "colleague", "viewer"}
STAFF = {"reviewer", "auditor", "administrator"}
CAST = ["owner", "colleague", "viewer", "outsider", "reviewer", "other_staff", "auditor", "administrator"]


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize(
    ("status", "sees"),
    [(Status.DRAFT, SEATED), (Status.SUBMITTED, SEATED | STAFF), (Status.WITHDRAWN, SEATED | STAFF)],
)
def test_who_finds_a_case_by_its_reference(walk, person, status, sees, request):
    case, user = walk(status), request.getfixturevalue(person)
    found = selectors.case_for(user, case.reference)
    assert (found is not None) == (person in sees)
    assert selectors.case_for(user, "SY-1999-0001") is None
    queue = selectors.queue_for(user).values_list("pk", flat=True)
    assert (case.pk in queue) == (person in STAFF & sees)


def test_anonymous_finds_nothing(walk):
    case = walk(Status.SUBMITTED)
    assert selectors.case_for(AnonymousUser(), case.reference) is None
    assert not selectors.queue_for(AnonymousUser()).exists()


def test_kinds_follow_the_permission_to_look(kind, owner, reviewer, other_staff):
    assert selectors.kinds_of(owner) == []
    assert selectors.kinds_of(other_staff) == []
    assert kind in selectors.kinds_of(reviewer)


def test_two_seats_do_not_show_a_case_twice(walk, reviewer):
    case = walk(Status.SUBMITTED)
    assert [c.pk for c in selectors.queue_for(reviewer)] == [case.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_with_one_row_and_with_three(
    rows, kind, owner, reviewer, sector, django_assert_num_queries
):
    for _ in range(rows):
        organisation = OrganisationFactory.create(sector=sector)
        SeatFactory.create(user=owner, organisation=organisation)
        case = drafts.open_draft(kind, organisation=organisation, by=owner, values={"main_products": "示例"})
        kind.requirements = lambda case: []
        move(case, "submit", by=owner, revision=case.revision)
    assert set(kinds.every()) >= {kind}

    def read(cases) -> list[str]:
        return [
            f"{c.organisation.name} {c.organisation.sector} {c.applicant} {c.assignee} {c.is_overdue}"
            for c in cases
        ]

    reviewer.has_perm("casework.view_case")
    with django_assert_num_queries(1):
        assert len(read(selectors.queue_for(reviewer))) == rows
    with django_assert_num_queries(1):
        assert len(read(selectors.queue_for(reviewer).overdue())) == 0
