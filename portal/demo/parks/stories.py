"""What can become of a registration for a park: one story per way through the tables of moves."""

from collections.abc import Callable

from parks.models import Aspect, Park, Unit
from portal.demo.parks.walk import YEAR, ParkWalk

Story = Callable[[ParkWalk], None]


def _submitted(walk: ParkWalk, days_ago: int, unit: Unit | None) -> None:
    walk.begin(days_ago)
    walk.complete(unit)
    walk.later(1)
    walk.submit()


def _reviewed(walk: ParkWalk, days_ago: int, unit: Unit | None) -> None:
    _submitted(walk, days_ago, unit)
    walk.later(2)
    walk.start()


def _approved(walk: ParkWalk, days_ago: int, unit: Unit | None) -> None:
    _reviewed(walk, days_ago, unit)
    walk.later(3)
    walk.approve()


def _offered(walk: ParkWalk, days_ago: int) -> None:
    unit = walk.ground.take()
    _approved(walk, days_ago, unit)
    walk.later(1)
    walk.offer(unit)


def _signed(walk: ParkWalk, days_ago: int, lease: int = 3 * YEAR) -> None:
    _offered(walk, days_ago)
    walk.later(2)
    walk.accept()
    walk.later(4)
    walk.sign(days=lease)


# --- before the decision ------------------------------------------------------------------------------


def draft(walk: ParkWalk) -> None:
    walk.begin(4)
    walk.draft()


def waiting_for_review(walk: ParkWalk) -> None:
    _submitted(walk, 4, walk.ground.units[0])


def half_reviewed(walk: ParkWalk) -> None:
    """Some opinions are there, the others are still to come."""
    _reviewed(walk, 7, walk.ground.units[0])
    walk.later(1)
    walk.opine((Aspect.INDUSTRY, Aspect.PLANNING, Aspect.SAFETY))


def asked_for_corrections(walk: ParkWalk) -> None:
    _reviewed(walk, 8, walk.ground.units[0])
    walk.later(1)
    walk.ask()


def rejected(walk: ParkWalk) -> None:
    _reviewed(walk, 70, walk.ground.units[0])
    walk.later(4)
    walk.reject()


def withdrawn(walk: ParkWalk) -> None:
    _submitted(walk, 40, walk.ground.units[0])
    walk.later(2)
    walk.withdraw()


def lapsed(walk: ParkWalk) -> None:
    _reviewed(walk, 90, walk.ground.units[0])
    walk.later(1)
    walk.ask()
    walk.lapse()


# --- in line, and offered -----------------------------------------------------------------------------


def in_line(walk: ParkWalk) -> None:
    """Wants more than any unit has."""
    _approved(walk, walk.random.randrange(20, 60), None)


def next_in_line(walk: ParkWalk) -> None:
    """Would take the unit that `left` leaves: the park offers it by itself."""
    _approved(walk, 45, walk.ground.units[0])


def offered(walk: ParkWalk) -> None:
    _offered(walk, 11)


def declined(walk: ParkWalk) -> None:
    _offered(walk, 50)
    walk.later(3)
    walk.decline()


def offer_lapsed(walk: ParkWalk) -> None:
    _offered(walk, 55)
    walk.let_lapse()


def offer_taken_back(walk: ParkWalk) -> None:
    _offered(walk, 30)
    walk.later(2)
    walk.take_back()


def accepted(walk: ParkWalk) -> None:
    _offered(walk, 18)
    walk.later(2)
    walk.accept()


# --- under contract -----------------------------------------------------------------------------------


def fitting_out(walk: ParkWalk) -> None:
    _signed(walk, 40)


def _resident(walk: ParkWalk, days_ago: int, lease: int = 3 * YEAR) -> None:
    _signed(walk, days_ago, lease)
    walk.later(20)
    walk.move_in()


def resident(walk: ParkWalk) -> None:
    _resident(walk, walk.random.randrange(90, 900))


def long_resident(walk: ParkWalk) -> None:
    """There through the whole of last year: a report on it was asked for."""
    _resident(walk, walk.random.randrange(740, 900))


def ending_soon(walk: ParkWalk) -> None:
    """The contract ends within 30, 60 or 90 days."""
    _resident(walk, YEAR, YEAR + walk.random.choice([-5, 25, 55]))


def left(walk: ParkWalk) -> None:
    _resident(walk, 500, YEAR)
    walk.begin(4)
    walk.leave()


def transferred(walk: ParkWalk) -> None:
    """From this park to the next one, without typing anything again."""
    _reviewed(walk, 16, walk.ground.units[0])
    walk.later(3)
    walk.transfer(Park.objects.exclude(pk=walk.ground.park.pk).order_by("order")[0])


# The first of a world, each with its park: what the demo owner sees in both enterprises, then whatever an
# operator should see once.
FIRST: tuple[tuple[str, Story], ...] = (
    ("zhaomushan", offered),
    ("dadi", long_resident),
    ("lijia", asked_for_corrections),
    ("dadi", waiting_for_review),
    ("lijia", half_reviewed),
    ("zhaomushan", draft),
    ("tianhaixing", next_in_line),
    ("tianhaixing", left),
    ("lijia", long_resident),
    ("zhaomushan", rejected),
    ("dadi", accepted),
    ("zhaomushan", fitting_out),
    ("lijia", declined),
    ("zhaomushan", offer_lapsed),
    ("dadi", offer_taken_back),
    ("tianhaixing", in_line),
    ("tianhaixing", transferred),
    ("dadi", withdrawn),
    ("lijia", lapsed),
    ("zhaomushan", ending_soon),
    ("tianhaixing", fitting_out),
    ("tianhaixing", in_line),
    ("zhaomushan", long_resident),
    ("zhaomushan", waiting_for_review),
)
# The rest of a world lives there.
OFTEN: tuple[tuple[str, Story], ...] = (
    ("zhaomushan", resident), ("dadi", resident), ("zhaomushan", long_resident), ("lijia", resident),
    ("dadi", ending_soon), ("tianhaixing", resident),
)  # fmt: skip


def story_at(index: int) -> tuple[str, Story]:
    return FIRST[index] if index < len(FIRST) else OFTEN[(index - len(FIRST)) % len(OFTEN)]
