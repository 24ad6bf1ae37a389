from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo import people


class Command(BaseCommand):
    help = "Prints who can sign in to the demo, and makes whoever is missing. Refuses outside demo mode."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not the demo (PORTAL_DEMO): there are no demo accounts here.")
        people.ensure_all()
        self.stdout.write(f"\n  Demo sign-ins, all with the password {people.PASSWORD}\n")
        for account in people.ACCOUNTS:
            self.stdout.write(f"    {account.email:<28} {account.name}  {account.duty}")
        self.stdout.write(f"\n  {settings.PORTAL_URL}/accounts/login/\n")
