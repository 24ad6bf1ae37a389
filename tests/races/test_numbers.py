"""Numbers under load: case references and membership numbers, no doubles and no gaps."""

from django.db import transaction

from accounts.models import Role
from alliance.models import Certificate, Membership
from casework.models import Case, Series
from casework.services import drafts, move, numbering
from tests.applications import under_review
from tests.factories import OrganisationFactory, SeatFactory, UserFactory
from tests.races.threads import MARKS, collide, race, rounds
from tests.races.world import assert_trails_hold, enterprise

pytestmark = MARKS
THREADS, EACH = 16, 10


def numbers(written) -> list[int]:
    return sorted(int(one.rpartition("-")[2]) for one in written)


def test_sixteen_threads_take_ten_numbers_each_of_two_series():
    def take(prefix):
        return [numbering.take(prefix, 2026) for _ in range(EACH)]

    outcomes = race(*(lambda p=p: take(p) for p in ("RH", "LJ") * (THREADS // 2)))
    for prefix in ("RH", "LJ"):
        taken = [one for outcome in outcomes for one in outcome.value if one.startswith(prefix)]
        assert numbers(taken) == list(range(1, THREADS * EACH // 2 + 1))


def test_a_number_of_a_failed_transaction_is_given_again():
    class Failed(Exception):
        pass

    @transaction.atomic
    def take(fails):
        number = numbering.take("RH", 2026)
        if fails:
            raise Failed
        return number

    def several(thread):
        kept = []
        for step in range(EACH):
            try:
                kept.append(take(fails=(thread + step) % 3 == 0))
            except Failed:
                continue
        return kept

    outcomes = race(*(lambda n=n: several(n) for n in range(8)))
    taken = [one for outcome in outcomes for one in outcome.value]
    assert numbers(taken) == list(range(1, len(taken) + 1))


@transaction.atomic
def naive_take(key: str) -> str:
    """Read the last, add one, write it back."""
    series, _ = Series.objects.get_or_create(key=key)
    series.last += 1
    series.save()
    return str(series)


def test_without_the_counting_update_two_get_one_number():
    for meet in rounds('UPDATE "casework_series"', 3):
        outcomes = collide(*[lambda: [naive_take("RH-2026") for _ in range(EACH)]] * 4, meet=meet)
    taken = [one for outcome in outcomes for one in outcome.value]
    assert len(set(taken)) < len(taken)


def test_sixteen_threads_open_ten_cases_each(kind):
    by = UserFactory.create()
    organisations = OrganisationFactory.create_batch(THREADS * EACH)
    for organisation in organisations:
        SeatFactory.create(user=by, organisation=organisation, role=Role.EDITOR)

    def open_ten(first):
        for organisation in organisations[first::THREADS]:
            drafts.open_draft(kind, organisation=organisation, by=by, values={})

    race(*(lambda n=n: open_ten(n) for n in range(THREADS)))
    references = Case.objects.values_list("reference", flat=True)
    assert numbers(references) == list(range(1, THREADS * EACH + 1))


def test_approvals_at_once_number_the_members_without_doubles_or_gaps(alliance, reviewer):
    with transaction.atomic():
        there = [enterprise() for _ in range(12)]
        cases = [under_review(one.organisation, one.owner, reviewer) for one in there]
    race(
        *(lambda one=case: move(one, "approve", by=reviewer, revision=one.revision) for case in cases),
        meet='UPDATE "casework_series"',
    )
    assert numbers(Membership.objects.values_list("number", flat=True)) == list(range(1, len(cases) + 1))
    assert Certificate.objects.count() == len(cases)
    assert_trails_hold()
