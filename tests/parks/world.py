"""A small park that lets: operators, a building, and registrations walked to any state of their tenancy."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Organisation, Role, User
from parks.models import Aspect, Park, ParkRegistration, Tenancy, Unit, VisitSlot, WaitingPlace, YearlyReport
from parks.services import opinions, tenancies
from tests.applications import pdf, step
from tests.factories import OrganisationFactory, SeatFactory, UserFactory
from tests.parks import registrations


@dataclass(frozen=True)
class Letting:
    """A park with two operators, who are needed for the opinions before an approval."""

    park: Park
    operator: User
    colleague: User


def an_operator(park: Park, name: str = "") -> User:
    user = UserFactory.create(is_staff=True, **({"name": name} if name else {}))
    user.groups.add(Group.objects.get(name="park operator"))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return registrations.operates(park, user)


def letting(slug: str = "lijia", name: str = "礼嘉示例园", **values: Any) -> Letting:
    park = registrations.a_park(slug, name, **values)
    return Letting(park, an_operator(park), an_operator(park))


def an_enterprise() -> tuple[Organisation, User]:
    organisation = OrganisationFactory.create()
    return organisation, SeatFactory.create(organisation=organisation, role=Role.OWNER).user


def review(registration: ParkRegistration, *people: User) -> None:
    """An agreeing opinion on every aspect, from these people in turn."""
    for number, aspect in enumerate(Aspect.values):
        opinions.give(registration, aspect, verdict="agree", by=people[number % len(people)])


def in_line(
    there: Letting, organisation: Organisation | None = None, owner: User | None = None, **values: Any
) -> ParkRegistration:
    """Approved, and waiting: of this organisation, or of one of its own."""
    if organisation is None or owner is None:
        organisation, owner = an_enterprise()
    case = registrations.submitted(organisation, there.park, owner, **values)
    step(case, "start", there.operator)
    review(fresh(case), there.operator, there.colleague)
    step(case, "approve", there.operator)
    return fresh(case)


def fresh(case: Any) -> ParkRegistration:
    return ParkRegistration.objects.select_related("park", "organisation", "applicant").get(pk=case.pk)


def place_of(registration: ParkRegistration) -> WaitingPlace:
    """Its newest place in line, whether it still waits there or not."""
    return registration.places.order_by("-pk")[0]


def editor_of(registration: ParkRegistration) -> User:
    return registration.applicant


def a_day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


def a_contract() -> dict[str, Any]:
    return {
        "signed_on": a_day(0), "starts_on": a_day(0), "ends_on": a_day(1095), "rent": None,
        "contract": scan(),
    }  # fmt: skip


def scan(name: str = "合同.pdf") -> SimpleUploadedFile:
    return pdf(name)


def offered(there: Letting, unit: Unit, registration: ParkRegistration | None = None) -> Tenancy:
    return tenancies.offer(registration or in_line(there), unit, by=there.operator)


def accepted(there: Letting, unit: Unit, registration: ParkRegistration | None = None) -> Tenancy:
    tenancy = offered(there, unit, registration)
    return tenancies.accept(tenancy, by=editor_of(tenancy.registration), revision=tenancy.revision)


def signed(
    there: Letting, unit: Unit, registration: ParkRegistration | None = None, **contract: Any
) -> Tenancy:
    tenancy = accepted(there, unit, registration)
    words = {**a_contract(), **contract}
    return tenancies.sign(tenancy, by=there.operator, revision=tenancy.revision, **words)


def moved_in(
    there: Letting, unit: Unit, registration: ParkRegistration | None = None, *, on: date | None = None
) -> Tenancy:
    tenancy = signed(there, unit, registration, **({"signed_on": on} if on else {}))
    return tenancies.move_in(tenancy, by=there.operator, revision=tenancy.revision, on=on or a_day(0))


def a_slot(there: Letting, *, hours: int = 48, **values: Any) -> VisitSlot:
    """A time so many hours from now."""
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
    return VisitSlot.objects.create(park=there.park, starts_at=starts, **values)


def starts(slot: VisitSlot, *, hours: int) -> VisitSlot:
    """Move it, as time would."""
    VisitSlot.objects.filter(pk=slot.pk).update(starts_at=timezone.now() + timedelta(hours=hours))
    slot.refresh_from_db()
    return slot


def a_report(tenancy: Tenancy) -> YearlyReport:
    """Of the year before, sent in."""
    figures = {"revenue": 4000, "tax": 250, "staff_count": 55, "investment": 2800, "patents": 3}
    year = timezone.localdate().year - 1
    return YearlyReport.objects.create(
        tenancy=tenancy, year=year, due_on=a_day(30), status="submitted", **figures
    )
