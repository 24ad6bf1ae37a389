"""The parks of the demo world, told after its organisations: each enterprise has a registration somewhere."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from accounts.models import Organisation, OrganisationKind, Role, Sector, User
from accounts.services import organisations
from parks.models import Operator
from portal.demo import names, people
from portal.demo.parks import stories, visiting, yearly
from portal.demo.parks.ground import Ground, prepare
from portal.demo.parks.walk import ParkWalk

Said = Callable[[str], None]
# Who is still to be founded waits in this park, under a name that no walked organisation has.
PLANNER = "tianhaixing"
PLANNED = 990_000


def load(tenants: Sequence[Organisation], *, seed: int, colleague: User, say: Said) -> list[Ground]:
    """Registrations, tenancies, a line, visits and reports for these organisations of the demo."""
    random = Random(f"{seed}-parks")  # noqa: S311  nothing secret
    grounds = {ground.park.slug: ground for ground in _grounds(colleague, random)}
    if not grounds:
        return []
    enterprises = [one for one in tenants if one.kind == OrganisationKind.ENTERPRISE]
    visitors = [(one, _owner(one)) for one in enterprises]
    for index, (organisation, owner) in enumerate(visitors):
        slug, story = stories.story_at(index)
        if ground := grounds.get(slug):
            story(ParkWalk(organisation, owner=owner, ground=ground, random=random))
    if planner := grounds.get(PLANNER):
        _planned(planner, random)
    for place, ground in enumerate(grounds.values()):
        visiting.receive(ground, visitors[place * 3 :])
    yearly.report({ground.park.pk: ground for ground in grounds.values()}, random)
    say(f"{len(enterprises)} registrations walked through {len(grounds)} parks")
    return list(grounds.values())


def _grounds(colleague: User, random: Random) -> list[Ground]:
    """Of the parks that have a demo operator."""
    today = timezone.localdate()
    workers = Operator.objects.filter(user__email__endswith=f"@{people.DOMAIN}").select_related(
        "park", "user"
    )
    return [prepare(one.park, one.user, colleague, random, today) for one in workers.order_by("park")]


def _owner(organisation: Organisation) -> User:
    return organisation.seats.filter(role=Role.OWNER).select_related("user")[0].user


def _planned(ground: Ground, random: Random) -> None:
    """An enterprise that is still to be founded: it may wait for space and has no code yet."""
    name = names.name_at(PLANNED)
    owner = people.person(f"founder@{people.DOMAIN}", names.person(random))
    organisation = organisations.plan(
        user=owner, kind=OrganisationKind.ENTERPRISE, name=name.chinese, english_name=name.english,
        sector=Sector.objects.filter(slug=name.trade.sector).first(),
        founded_on=timezone.localdate() + timedelta(days=120), registered_capital=Decimal(500),
        contact_name=owner.name, contact_phone=names.mobile(random), contact_email=owner.email,
        main_products=f"{name.trade.product}的研发与服务（示例）", registered_address="",
    )  # fmt: skip
    stories.in_line(ParkWalk(organisation, owner=owner, ground=ground, random=random))
