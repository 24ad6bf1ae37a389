from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import alliance_file
from portal.services import alliance_data


class Command(BaseCommand):
    help = "Loads the alliance, its chair unit and its sectors from the data file; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=alliance_file.SHIPPED, help="another data file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            file = alliance_file.read(options["file"])
        except (alliance_file.FileProblem, OSError) as error:
            raise CommandError(str(error)) from error
        lines = alliance_data.load(file)
        if options["verbosity"]:
            self.stdout.write("\n".join(lines) or "Everything was in place.")
