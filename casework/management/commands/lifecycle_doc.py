from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework import documentation
from casework.lifecycle import CASE, Lifecycle
from casework.models import Moving


def every_other() -> list[Lifecycle]:
    """The tables of what is no case, in whichever package; by name."""
    found = [model.lifecycle for model in apps.get_models() if issubclass(model, Moving)]
    return sorted(found, key=lambda lifecycle: lifecycle.name)


class Command(BaseCommand):
    help = "Writes docs/lifecycle.md from the tables of moves; --check only says whether it is fresh."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
        parser.add_argument("--file", type=Path, default=Path(settings.BASE_DIR) / "docs" / "lifecycle.md")

    def handle(self, *args: Any, check: bool, file: Path, **options: Any) -> None:
        page = documentation.page(CASE, every_other())
        if check:
            if not file.exists() or file.read_text() != page:
                raise CommandError(f"{file.name} is stale: run manage.py lifecycle_doc")
            return
        file.write_text(page)
        self.stdout.write(f"{file.name} written")
