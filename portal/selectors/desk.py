"""Everything one person's desk shows, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import CodeRequest, Letter, Role, Seat, SeatRequest, User
from alliance.models import Membership
from casework.lifecycle import CASE
from casework.models import Case
from parks.lifecycles import TenancyStatus
from parks.models import Tenancy, Visit, YearlyReport
from parks.selectors.reports import asked_of
from parks.selectors.tenancies import tenancies_of
from parks.selectors.visits import ahead, visits_of

OPEN_SHOWN = 50
FINISHED_SHOWN = 10
LETTERS_SHOWN = 5
PARKS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Desk:
    seats: list[Seat]
    open_cases: list[Case]
    finished_cases: list[Case]
    requests_to_decide: list[SeatRequest]
    requests_waiting: list[SeatRequest]
    codes_waiting: list[CodeRequest]
    unread: int
    letters: list[Letter]
    # What waits in the parks: offers and contracts, reports of a year, appointments.
    tenancies: list[Tenancy]
    reports: list[YearlyReport]
    visits: list[Visit]

    @property
    def is_empty(self) -> bool:
        return not (self.seats or self.requests_waiting or self.codes_waiting)


def desk_of(user: User) -> Desk:
    cases = Case.objects.of(user.pk).select_related("organisation")
    unread = Letter.objects.filter(recipient=user, read_at__isnull=True, confidential=False)
    # By status: "no open key" is true of nearly all cases, and would be looked up first.
    finished = cases.exclude(status__in=CASE.open_statuses).order_by("-decided_at", "-pk")
    return Desk(
        seats=list(_seats(user)),
        open_cases=list(_open(cases)[:OPEN_SHOWN]),
        finished_cases=list(finished[:FINISHED_SHOWN]),
        requests_to_decide=list(_requests_to_decide(user)),
        requests_waiting=list(
            user.seat_requests.filter(state=SeatRequest.State.PENDING).select_related("organisation")
        ),
        codes_waiting=list(user.code_requests.filter(state=CodeRequest.State.PENDING)),
        unread=unread.count(),
        letters=list(unread.order_by("-pk")[:LETTERS_SHOWN]),
        tenancies=list(_to_answer(user)[:PARKS_SHOWN]),
        reports=list(asked_of(user)[:PARKS_SHOWN]),
        visits=list(ahead(visits_of(user))[:PARKS_SHOWN]),
    )


def _seats(user: User) -> QuerySet[Seat]:
    live = Prefetch(
        "organisation__memberships", queryset=Membership.objects.live(), to_attr="live_memberships"
    )
    return (
        Seat.objects.filter(user=user)
        .select_related("organisation__sector")
        .prefetch_related(live)
        .order_by("organisation__pinyin", "pk")
    )


def _open(cases: QuerySet[Case]) -> QuerySet[Case]:
    unanswered = Count("corrections", filter=Q(corrections__answered_at=None, corrections__closed=False))
    return cases.filter(open_key__isnull=False).annotate(unanswered=unanswered).order_by("due_on", "-pk")


def _to_answer(user: User) -> QuerySet[Tenancy]:
    """Offers, and what was accepted for an enterprise that has no code yet."""
    offered = Q(status=TenancyStatus.OFFERED)
    lacks_code = Q(status=TenancyStatus.ACCEPTED, registration__organisation__is_planned=True)
    return tenancies_of(user).filter(offered | lacks_code).order_by("answer_by", "pk")


def _requests_to_decide(user: User) -> QuerySet[SeatRequest]:
    owned = Seat.objects.filter(user=user, role=Role.OWNER).values("organisation")
    return SeatRequest.objects.filter(organisation__in=owned, state=SeatRequest.State.PENDING).select_related(
        "organisation", "user"
    )
