from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework import documentation
from casework.lifecycle import CASE


class Command(BaseCommand):
    help = "Writes docs/lifecycle.md from the table of moves; --check only says whether it is fresh."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
        parser.add_argument("--file", type=Path, default=Path(settings.BASE_DIR) / "docs" / "lifecycle.md")

    def handle(self, *args: Any, check: bool, file: Path, **options: Any) -> None:
        page = documentation.page(CASE)
        if check:
            if not file.exists() or file.read_text() != page:
                raise CommandError(f"{file.name} is stale: run manage.py lifecycle_doc")
            return
        file.write_text(page)
        self.stdout.write(f"{file.name} written")
