#!/usr/bin/env python
import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from environs import EnvError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        settings.configured or settings.DEBUG  # noqa: B018
    except (ImproperlyConfigured, EnvError) as trouble:
        sys.exit(f"The portal does not start. {trouble}")
    execute_from_command_line(sys.argv)
