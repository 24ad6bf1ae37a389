"""One world for all addresses: a case in each of four states, a member, and what hangs on them."""

from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from accounts.models import (
    CodeRequest,
    Invitation,
    Letter,
    LetterState,
    Organisation,
    Role,
    Seat,
    SeatRequest,
    Sector,
    User,
)
from accounts.selectors.seats import digest
from accounts.services import consents, invitations, post
from alliance.models import Alliance, Certificate, Membership, Post, Term
from alliance.services import posts
from casework.models import Case, Document, Effect
from casework.services import assignments, effects
from parks.models import (
    Park,
    ParkRegistration,
    Tenancy,
    Unit,
    Visit,
    VisitSlot,
    WaitingPlace,
    YearlyReport,
)
from parks.services import visits
from tests.applications import approved, draft, sent_back, under_review
from tests.conftest import _staff, client_of
from tests.factories import OrganisationFactory, SeatFactory, SectorFactory, UserFactory
from tests.parks.registrations import a_park, a_unit, submitted
from tests.parks.world import a_slot, fresh, in_line, letting, moved_in, offered

PEOPLE = (
    "anonymous", "owner", "colleague", "viewer", "outsider",
    "reviewer", "other_staff", "auditor", "administrator",
)  # fmt: skip
TOKEN = "secret-of-the-invitation-0123456789abcdef"
STAFF = {
    "reviewer": ("周正", "secretariat"),
    "other_staff": ("吴悠", "forum staff"),
    "auditor": ("郑审", "auditor"),
    "administrator": ("管岚", "administrator"),
}


@dataclass
class World:
    people: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    fingerprint: int = 0

    # set by build()
    sector: Sector = None  # type: ignore[assignment]
    organisation: Organisation = None  # type: ignore[assignment]
    elsewhere: Organisation = None  # type: ignore[assignment]
    member: Organisation = None  # type: ignore[assignment]
    case: Case = None  # type: ignore[assignment]
    draft: Case = None  # type: ignore[assignment]
    sent_back: Case = None  # type: ignore[assignment]
    approved: Case = None  # type: ignore[assignment]
    membership: Membership = None  # type: ignore[assignment]
    certificate: Certificate = None  # type: ignore[assignment]
    seat: Seat = None  # type: ignore[assignment]
    seat_request: SeatRequest = None  # type: ignore[assignment]
    invitation: Invitation = None  # type: ignore[assignment]
    code_request: CodeRequest = None  # type: ignore[assignment]
    letter: Letter = None  # type: ignore[assignment]
    failed_letter: Letter = None  # type: ignore[assignment]
    effect: Effect = None  # type: ignore[assignment]
    post: Post = None  # type: ignore[assignment]
    superuser: User = None  # type: ignore[assignment]
    park: Park = None  # type: ignore[assignment]
    unit: Unit = None  # type: ignore[assignment]
    other_park: Park = None  # type: ignore[assignment]
    planned: Organisation = None  # type: ignore[assignment]
    registration: ParkRegistration = None  # type: ignore[assignment]
    waiting_place: WaitingPlace = None  # type: ignore[assignment]
    offer: Tenancy = None  # type: ignore[assignment]
    lease: Tenancy = None  # type: ignore[assignment]
    report: YearlyReport = None  # type: ignore[assignment]
    slot: VisitSlot = None  # type: ignore[assignment]
    visit: Visit = None  # type: ignore[assignment]

    @property
    def document(self) -> Document:
        return self.case.documents.current().get(slot="business_licence")

    @property
    def draft_document(self) -> Document:
        return self.draft.documents.current().get(slot="business_licence")

    @property
    def alliance(self) -> Alliance:
        return Alliance.objects.get()

    @property
    def term(self) -> Term:
        return self.membership.terms.get()

    def user(self, name: str) -> User:
        return self.people[name]


def build() -> World:
    world = World()
    _people(world)
    _cases(world)
    _papers(world)
    _parks(world)
    for name in PEOPLE:
        world.clients[name] = client_of(world.people.get(name))
    return world


def _enterprise(world: World, name: str) -> Organisation:
    """Each case has an enterprise of its own, with the same three people."""
    organisation: Organisation = OrganisationFactory.create(name=name, sector=world.sector)
    for person, role in (("owner", Role.OWNER), ("colleague", Role.EDITOR), ("viewer", Role.VIEWER)):
        SeatFactory.create(user=world.people[person], organisation=organisation, role=role)
    return organisation


def _people(world: World) -> None:
    world.sector = SectorFactory.create()
    for name, said in (("owner", "江晓"), ("colleague", "林越"), ("viewer", "苏禾"), ("outsider", "何远")):
        world.people[name] = UserFactory.create(email=f"{name}@example.test", name=said)
    for name, (said, group) in STAFF.items():
        world.people[name] = _staff(f"{name}@example.test", said, group)
    world.superuser = UserFactory.create(name="示例站长", is_staff=True, is_superuser=True)
    world.elsewhere = OrganisationFactory.create(name="星川示例软件有限公司", sector=world.sector)
    SeatFactory.create(user=world.people["outsider"], organisation=world.elsewhere, role=Role.OWNER)


def _cases(world: World) -> None:
    owner, reviewer = world.people["owner"], world.people["reviewer"]
    world.organisation = _enterprise(world, "云岭示例智能装备有限公司")
    world.case = under_review(world.organisation, owner, reviewer)
    assignments.assign(world.case, None, reviewer)
    world.draft = draft(_enterprise(world, "云岭示例传感有限公司"), owner)
    world.sent_back = sent_back(_enterprise(world, "云岭示例软件有限公司"), owner, reviewer)
    world.member = _enterprise(world, "云岭示例材料有限公司")
    world.approved = approved(world.member, owner, reviewer)
    world.membership = Membership.objects.get(organisation=world.member)
    world.certificate = world.membership.certificates.get()
    world.effect = effects.record(world.approved, "certificate", "会员证书", state="failed")


def _parks(world: World) -> None:
    """A registration under review, one in line, an offer, a resident with its year, and a visit."""
    there, owner = letting(), world.people["owner"]
    other = a_park("dadi", "大地示例园")
    world.park, world.unit = there.park, a_unit(there.park)
    world.planned = _enterprise(world, "云岭示例新材料（筹）")
    Organisation.objects.filter(pk=world.planned.pk).update(is_planned=True, code=None)
    world.registration = fresh(submitted(world.organisation, there.park, owner))
    waiting = in_line(there, _enterprise(world, "云岭示例光电有限公司"), owner)
    world.waiting_place = waiting.places.get()
    world.offer = offered(
        there, a_unit(there.park, "302"), in_line(there, _enterprise(world, "云岭示例电池有限公司"), owner)
    )
    resident = in_line(there, _enterprise(world, "云岭示例检测有限公司"), owner)
    world.lease = moved_in(there, a_unit(there.park, "303"), resident)
    world.report = YearlyReport.objects.create(tenancy=world.lease, year=2025, due_on=date(2027, 5, 31))
    world.slot = a_slot(there)
    world.visit = visits.book(world.slot, world.member, by=owner)
    world.other_park = other


def _papers(world: World) -> None:
    owner = world.people["owner"]
    world.seat = Seat.objects.get(organisation=world.organisation, user=world.people["viewer"])
    asker = UserFactory.create(name="示例申请人")
    world.seat_request = SeatRequest.objects.create(organisation=world.organisation, user=asker)
    world.invitation = invitations.invite(
        world.organisation, email="invited@example.test", role=Role.EDITOR, by=owner
    )
    Invitation.objects.filter(pk=world.invitation.pk).update(token_hash=digest(TOKEN))
    world.code_request = CodeRequest.objects.create(
        code="N2500157MF12345678", kind="service_body", name="示例合作社", user=asker
    )
    words = {"subject": "示例通知", "text": "示例正文", "language": "zh-hans", "recipient": owner}
    world.letter = _queued(post.queue(key="access:read", email=owner.email, **words))
    failed = _queued(post.queue(key="access:fail", email=owner.email, about=world.case.reference, **words))
    Letter.objects.filter(pk=failed.pk).update(state=LetterState.FAILED)
    world.failed_letter = failed
    consents.give(owner, "portal_terms")
    world.post = posts.appoint(world.elsewhere, rank=Post.Rank.CHAIR, starts_on=world.membership.starts_on)


def _queued(letter: Letter | None) -> Letter:
    assert letter is not None
    return letter
