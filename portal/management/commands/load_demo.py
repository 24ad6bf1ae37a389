from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo import world


class Command(BaseCommand):
    help = "Makes the demo world once: visibly fictional organisations and their applications."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--enterprises", type=int, default=60, help="how many organisations (default 60)")
        parser.add_argument(
            "--seed", type=int, default=7, help="the same seed makes the same world (default 7)"
        )
        parser.add_argument(
            "--allow",
            action="store_true",
            help="also outside demo mode, for measuring; nobody gets a password",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO and not options["allow"]:
            raise CommandError("This is not the demo (PORTAL_DEMO). Fictional members do not belong here.")
        if not 1 <= options["enterprises"] <= world.MOST:
            raise CommandError(f"--enterprises takes 1 to {world.MOST}.")
        say = self.stdout.write if options["verbosity"] else lambda line: None
        if world.exists():
            say("The demo world is there already: nothing to do.")
            return
        try:
            world.load(enterprises=options["enterprises"], seed=options["seed"], say=say)
        except world.NotReady as error:
            raise CommandError(str(error)) from error
