"""The data `make run` needs before the first page: tables, the alliance, the demo world. Safe to repeat."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from environs import EnvError

from deploy.start import chosen_port


def prepare() -> None:
    chosen_port()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, EnvError) as trouble:
        sys.exit(f"The portal does not start. {trouble}")
    sys.stdout.write("Preparing the data; the first time this takes a minute ...\n")
    sys.stdout.flush()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_alliance", verbosity=0)
    # Does nothing where the demo world is loaded already: what people did in it stays.
    call_command("load_demo", "--enterprises", "60", "--seed", "7", verbosity=0)
    call_command("demo_accounts")


if __name__ == "__main__":
    prepare()
