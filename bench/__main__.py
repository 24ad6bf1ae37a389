"""Measures the pages that many people open, on a world of its own, against a bare page of the same run.

    make bench                                    10,000 organisations on SQLite, kept in var/bench
    make bench ARGS="--enterprises 100000"
    DATABASE_URL=postgres://... make bench        on an empty PostgreSQL database

See bench/README.md for what the numbers mean.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WARM_UP = 3
REVIEWER = "reviewer@demo.example"
UNITS = "/parks/units/?use=production&area_min=200&area_max=3000&rent_max=60&load_min=1"


@dataclass(frozen=True)
class Page:
    """A page, who opens it, and how many times a bare page's time it may take (median to median)."""

    name: str
    path: str
    who: str = ""
    bound: float = 100


@dataclass(frozen=True)
class Timing:
    median: float
    worst_of_twenty: float


def prepare(enterprises: int) -> None:
    """Environment, tables, data and collected static files; quick when it was done before."""
    os.environ["PORTAL_DEMO"] = "1"
    os.environ["PORTAL_DATA_DIR"] = str(ROOT / "var" / "bench" / str(enterprises))
    os.environ["LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django  # noqa: PLC0415  settings read the environment set above

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_alliance", verbosity=0)
    call_command("load_demo", enterprises=enterprises)


def pages() -> list[Page]:
    """Addresses of this world: a rare name, a word in every name, a full desk, a case, the largest park."""
    from django.db.models import Count  # noqa: PLC0415

    from accounts.models import Seat  # noqa: PLC0415
    from casework.models import Case  # noqa: PLC0415
    from parks.models import Operator, Park, Tenancy  # noqa: PLC0415

    seat = Seat.objects.order_by("-pk").select_related("user").first()
    case = Case.objects.filter(status="under_review").order_by("pk").first()
    if seat is None or case is None:
        raise SystemExit("This world is empty: load_demo made nothing.")
    park = Park.objects.annotate(units=Count("buildings__units")).order_by("-units", "pk")[0]
    operator = Operator.objects.filter(park=park).select_related("user").order_by("pk")[0].user.email
    tenancy = Tenancy.objects.filter(registration__park=park, status="moved_in").order_by("pk")[0]
    return [
        Page("home", "/", bound=100),
        Page("directory", "/members/", bound=200),
        Page("directory, a rare name", "/members/?q=云岭", bound=400),
        Page("directory, a word in every name", "/members/?q=示例", bound=320),
        Page("directory, initials", "/members/?q=yl", bound=400),
        Page("directory, one sector", "/members/?sector=software", bound=250),
        Page("desk", "/desk/", seat.user.email, bound=200),
        Page("queue", "/admin/casework/case/", REVIEWER, bound=550),
        Page("queue, a search", "/admin/casework/case/?q=云岭", REVIEWER, bound=400),
        Page("a case, to a reviewer", f"/admin/casework/case/{case.pk}/change/", REVIEWER, bound=270),
        Page("parks", "/parks/", bound=100),
        Page("a park, the one with most units", f"/parks/{park.slug}/", bound=350),
        Page("free units", "/parks/units/", bound=160),
        Page("free units, five conditions", UNITS, bound=150),
        Page("a tenancy", f"/tenancies/{tenancy.pk}/", operator, bound=120),
        Page("queue, to an operator", "/admin/casework/case/", operator, bound=180),
        Page("registrations of a park", "/admin/parks/parkregistration/", operator, bound=620),
        Page("the board of a park", f"/admin/parks/park/{park.pk}/board/", operator, bound=250),
        Page("waiting list, to an operator", "/admin/parks/waitingplace/", operator, bound=150),
        Page("waiting list of all parks", "/admin/parks/waitingplace/", REVIEWER, bound=180),
        Page("tenancies of a park", "/admin/parks/tenancy/", operator, bound=600),
    ]


def opener(page: Page) -> Callable[[], None]:
    from django.test import Client  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    if page.who:
        user = User.objects.get(email=page.who)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def open_once() -> None:
        answer = client.get(page.path)
        if answer.status_code != 200:
            raise SystemExit(f"{page.path} answered {answer.status_code}")

    return open_once


def clock() -> Callable[[], float]:
    """SQLite works in this process, so its time is ours however busy the machine; PostgreSQL does not."""
    from django.db import connection  # noqa: PLC0415

    return time.process_time if connection.vendor == "sqlite" else time.perf_counter


def measure(open_once: Callable[[], None], rounds: int) -> Timing:
    now = clock()
    for _ in range(WARM_UP):
        open_once()
    times = []
    for _ in range(rounds):
        begun = now()
        open_once()
        times.append((now() - begun) * 1000)
    return Timing(statistics.median(times), statistics.quantiles(times, n=20)[-1])


def run(rounds: int) -> bool:
    """Prints the table; whether every page kept its bound."""
    bare = measure(opener(Page("bare", "/healthz")), rounds * 5)
    print(f"\n{'page':<34}{'median ms':>10}{'p95 ms':>10}{'times bare':>12}{'bound':>8}")
    print(f"{'/healthz (the bare page)':<34}{bare.median:>10.2f}{bare.worst_of_twenty:>10.2f}{1:>12}")
    kept = True
    for page in pages():
        timing = measure(opener(page), rounds)
        ratio = timing.median / bare.median
        over = "  OVER" if ratio > page.bound else ""
        kept = kept and not over
        print(
            f"{page.name:<34}{timing.median:>10.2f}{timing.worst_of_twenty:>10.2f}"
            f"{ratio:>12.0f}{page.bound:>8.0f}{over}"
        )
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--enterprises", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    prepare(options.enterprises)
    return 0 if run(options.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
