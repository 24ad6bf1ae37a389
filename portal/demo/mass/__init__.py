"""The mass of a large demo world: plain rows in batches. Every constraint and every hash holds."""

from collections.abc import Callable
from random import Random

from django.utils import timezone, translation

from accounts.models import Sector, User
from alliance.models import Alliance
from portal.demo.mass.applications import apply
from portal.demo.mass.members import admit
from portal.demo.mass.plans import Ground, Numbers, plans_of, register
from portal.demo.mass.trails import write_trail

BATCH = 2_000
Said = Callable[[str], None]


def load(start: int, stop: int, *, seed: int, cast_reviewers: list[User], say: Said) -> None:
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    ground = Ground(Alliance.objects.get().number_prefix, cast_reviewers, sectors, timezone.now())
    with translation.override("zh-hans"):
        for first in range(start, stop, BATCH):
            last = min(first + BATCH, stop)
            _batch(range(first, last), ground, Random(f"{seed}-mass-{first}"))  # noqa: S311  nothing secret
            say(f"{last} organisations")


def _batch(indices: range, ground: Ground, random: Random) -> None:
    numbers = Numbers()
    plans = list(plans_of(indices, ground, random))
    register(plans)
    applying = [plan for plan in plans if plan.actions]
    apply(applying, ground, numbers, random)
    write_trail(applying, ground)
    admit([plan for plan in applying if plan.approved], ground, numbers)
    numbers.keep()
