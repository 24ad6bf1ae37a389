from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.models import TrailEntry
from casework.services import trail


class Command(BaseCommand):
    help = (
        "Proves every case's trail: numbered without gaps, each line sealed with the hash of the one before."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        entries = TrailEntry.objects.order_by("case_id", "sequence")
        breaks = list(trail.broken(entries.iterator(chunk_size=2000)))
        for one in breaks:
            self.stderr.write(f"case {one.entry.case_id}, entry {one.entry.sequence}: {one.reason}")
        unproved = list(trail.cases_beside_their_trail().values_list("reference", flat=True))
        for reference in unproved:
            self.stderr.write(f"case {reference}: its status is not the one its trail ends with")
        if breaks or unproved:
            raise CommandError(f"{len(breaks) + len(unproved)} faults in the trail")
        self.stdout.write(self.style.SUCCESS(f"{entries.count()} trail entries proved"))
