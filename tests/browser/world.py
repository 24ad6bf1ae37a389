"""The world the sweep of all pages walks through: the demo's stories, and the few things they lack."""

import re
from dataclasses import dataclass

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.test import override_settings
from django.utils import timezone

from accounts.models import (
    CodeRequest,
    Letter,
    Organisation,
    OrganisationKind,
    Role,
    Seat,
    SeatRequest,
    User,
)
from accounts.services import code_requests, invitations, seat_requests
from alliance.models import MEMBERSHIP, Certificate, Membership, Post
from casework.models import Case
from portal.demo import world

PASSWORD = "qingshan-7-lvshui"
# So many make every state of a membership, a registration, a tenancy and a report.
ENTERPRISES = 36


@dataclass(frozen=True)
class World:
    owner: User
    viewer: User
    newcomer: User
    reviewer: User
    auditor: User
    root: User
    organisation: Organisation
    invitation: str
    seat_request: SeatRequest
    code_request: CodeRequest

    def case(self, status: str) -> Case:
        """A membership application; the parks' pages find their own."""
        return Case.objects.filter(kind=MEMBERSHIP, status=status).order_by("pk").first()

    def applicant(self, status: str) -> User:
        return self.case(status).applicant

    def certificate(self, state: str) -> Certificate:
        today = timezone.localdate()
        wanted = (one for one in Certificate.objects.all() if one.status_on(today) == state)
        return next(wanted)

    def member(self) -> Membership:
        return Membership.objects.live().order_by("pk").first()

    def letter(self) -> Letter:
        return Letter.objects.filter(recipient=self.owner).first()

    def post(self) -> Post:
        return Post.objects.order_by("pk").first()


def build() -> World:
    with override_settings(DEMO=True):
        world.load(enterprises=ENTERPRISES, seed=7)
    people = {
        one.email.partition("@")[0]: one for one in User.objects.filter(email__endswith="@demo.example")
    }
    owner = people["owner"]
    mine = Organisation.objects.filter(seats__user=owner, seats__role=Role.OWNER).order_by("pk").first()
    newcomer = User.objects.create_user("newcomer@example.test", PASSWORD, name="何远")
    newcomer.emailaddress_set.create(email=newcomer.email, verified=True, primary=True)
    root = User.objects.create_superuser("root@example.test", PASSWORD, name="管岚")
    root.groups.add(Group.objects.get(name="administrator"))
    for one in User.objects.filter(is_staff=True):
        TOTP.activate(one, generate_totp_secret())
        RecoveryCodes.activate(one)
    return World(
        owner=owner,
        viewer=people["viewer"],
        newcomer=newcomer,
        reviewer=people["reviewer"],
        auditor=people["auditor"],
        root=root,
        organisation=mine,
        invitation=_invited(mine, owner),
        seat_request=seat_requests.ask(mine, user=newcomer, message="我在行政部工作。"),
        code_request=code_requests.ask(
            user=newcomer, code="N2500112MF12345678", kind=OrganisationKind.SERVICE_BODY, name="示例合作社"
        ),
    )


def _invited(organisation: Organisation, by: User) -> str:
    invitations.invite(organisation, email="invited@example.test", role=Role.EDITOR, by=by)
    letter = Letter.objects.filter(email="invited@example.test").latest("pk")
    return re.search(r"/invitations/([\w-]+)/", letter.text)[1]


def a_seat(world: World) -> Seat:
    return world.organisation.seats.exclude(user=world.owner).first()
