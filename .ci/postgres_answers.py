"""Exit 0 when the PostgreSQL of DATABASE_URL answers; else say so and exit 1."""

import os
import sys

import psycopg

url = os.environ["DATABASE_URL"]
if not url.startswith(("postgres://", "postgresql://")):
    sys.exit(f"DATABASE_URL does not name a PostgreSQL: {url.split(':', 1)[0]}")
try:
    # The database of that name need not exist: the tests make their own beside it.
    psycopg.connect(url, dbname="postgres", connect_timeout=3).close()
except psycopg.OperationalError as trouble:
    sys.exit(f"SKIPPED: no PostgreSQL answers, so the race tests do not run here.\n{trouble}")
