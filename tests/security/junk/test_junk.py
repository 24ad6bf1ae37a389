"""Whatever is sent to whichever address: a plain answer, never a fault of the server."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.access.world import World
from tests.security.junk.knocks import ROWS, address_of, broken, fault, knocker, taken_back

pytestmark = pytest.mark.usefixtures("db")

NAMES = (
    "q", "sector", "rank", "at", "before", "number", "code", "kind", "name", "next", "inline", "p", "o",
    "all", "e", "state", "assignee", "overdue", "term", "status", "level", "current", "_popup", "_to_field",
    "_changelist_filters", "id__exact", "is_active__exact", "groups__id__exact", "sector__id__exact", "part",
)  # fmt: skip
LONG = "长 " * 1200
DIGITS = "9" * 5000
QUERIES = {
    "nul": "a%00b", "no-utf8": "%ff%ed%a0%80", "digits": DIGITS, "too-large": "9" * 30, "negative": "-1",
    "words": "a+" * 1500, "lines": "%0d%0aSet-Cookie:x=1", "percent": "%",
}  # fmt: skip
PATHS = ("x%00y", "%ff%fe", DIGITS, "-1", "%E9%95%BF" * 400, "%0a%0d", "..%2f..", "9" * 30)
FIELDS = (
    "field", "revision", "note", "organisation", "consent", "decision", "step", "code", "kind", "name",
    "email", "role", "message", "password", "login", "part", "correction", "sentence:field.name",
    "assignee", "seen", "text", "_selected_action", "index", "select_across", "reason", "on", "rank",
    "session", "starts_on", "confirmed", "sector", "founded_on", "registered_capital", "shown",
    "language", "next", "revenue", "initial-revenue", "initial-sector", "initial-founded_on",
    "initial-needs", "staff_count", "niche", "seats-TOTAL_FORMS", "seats-INITIAL_FORMS", "seats-0-id",
    "seats-0-user", "main_products", "number", "initial-main_products", "registered_address",
    "industry_code", "is_active", "groups", "usable_password",
)  # fmt: skip
VALUES = {
    "nul": "a\0b", "long": LONG, "digits": DIGITS, "too-large": "9" * 30, "negative": "-1",
    "no-number": "sNaN", "exponent": "1e999999", "no-day": "2026-02-30", "lines": "a\r\nBcc: x@example.test",
}  # fmt: skip
FORM = "application/x-www-form-urlencoded"
BODIES = {
    "no-boundary": (b"", "multipart/form-data"),
    "cut-off": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    "no-utf8": (b"name=%ff&note=%ed%a0%80&q=\xff", FORM),
    "no-charset": (b"a=1", f"{FORM}; charset=no-such"),
    "json": (b'{"a": [', "application/json"),
    "too-many": (b"&".join(b"a%d=1" % number for number in range(1500)), FORM),
    "too-large": (b"note=" + b"x" * 2_200_000, FORM),
}


@pytest.mark.parametrize("junk", QUERIES)
def test_no_address_breaks_on_junk_in_its_query(world: World, junk: str) -> None:
    query = "&".join(f"{name}={QUERIES[junk]}" for name in NAMES)
    faults = []
    for row in ROWS:
        client = knocker(world, row)
        # All at once, and one at a time where one refusal would hide the next.
        single = [f"{name}={QUERIES[junk]}" for name in LISTS.get(row.name, ())]
        for one in [query, *single]:
            with taken_back(client):
                if fault(client.get(f"{address_of(world, row)}?{one}")):
                    faults.append(f"{row} {one[:40]}")
    assert faults == []


# A page of the portal reads the names that it knows; a list of the admin looks at every one.
LISTS = {
    "members": ("q", "sector", "rank", "at"), "certificate_check": ("number",), "inbox": ("before",),
    "organisation_new": ("code", "kind"), "admin:casework_case_changelist": NAMES,
    "admin:accounts_user_changelist": NAMES, "admin:alliance_membership_changelist": NAMES,
}  # fmt: skip


@pytest.mark.parametrize("part", PATHS, ids=lambda part: part[:12])
def test_no_address_breaks_on_junk_in_its_path(world: World, part: str) -> None:
    faults = []
    for row in ROWS:
        client = knocker(world, row)
        for address in broken(world, row, part):
            for knock in (client.get, client.post):
                with taken_back(client):
                    if fault(knock(address)):
                        faults.append(f"{knock.__name__} {row} {address[:60]}")
    assert faults == []


@pytest.mark.parametrize("junk", VALUES)
def test_no_address_breaks_on_a_form_full_of_junk(world: World, junk: str) -> None:
    faults = []
    for row in ROWS:
        client = knocker(world, row)
        # What leads to the depth of a view stays as it should be, the rest is junk.
        known = {key: value for key, value in row.data(world).items() if key in ("action", "step", "field")}
        for sure in (known, {}) if known else ({},):
            with taken_back(client):
                # Not in parts: sixty of them take longer to be taken apart than to be answered.
                data = urlencode(dict.fromkeys(FIELDS, VALUES[junk]) | sure)
                if fault(client.post(address_of(world, row), data, FORM, headers=dict(row.headers))):
                    faults.append(f"{row} {sure}")
    assert faults == []


@pytest.mark.parametrize("junk", VALUES)
def test_no_address_breaks_on_one_field_of_junk_among_good_ones(world: World, junk: str) -> None:
    faults = []
    for row in ROWS:
        client = knocker(world, row)
        good = dict(row.data(world))
        for name in good:
            with taken_back(client):
                data = dict(row.data(world)) | {name: VALUES[junk]}
                if fault(client.post(address_of(world, row), data, headers=dict(row.headers))):
                    faults.append(f"{row} {name}")
    assert faults == []


@pytest.mark.parametrize("junk", BODIES)
def test_no_address_breaks_on_a_body_that_is_no_form(world: World, junk: str) -> None:
    body, content_type = BODIES[junk]
    faults = []
    for row in ROWS:
        client = knocker(world, row)
        with taken_back(client):
            if fault(client.generic("POST", address_of(world, row), body, content_type)):
                faults.append(str(row))
    assert faults == []


HEADERS = {
    "Cookie": 'sessionid="abcdefgh\\000ijkl"; csrftoken="\\000"; messages="\\000"; django_language="\\000x"',
    "Accept-Language": "zh;q=9," * 300,
    "If-Modified-Since": "yesterday",
    "If-None-Match": "\xff,,",
    "Referer": "http://[",
    "Origin": "null",
    "X-Forwarded-For": "',,\"",
    "HX-Request": "true",
    "HX-Current-URL": "http://[",
}


def test_no_address_breaks_on_broken_headers(world: World) -> None:
    client = Client(raise_request_exception=False, headers=HEADERS)
    faults = []
    for row in ROWS:
        for knock in (client.get, client.post):
            with taken_back(client):
                if fault(knock(address_of(world, row))):
                    faults.append(f"{knock.__name__} {row}")
    assert faults == []
