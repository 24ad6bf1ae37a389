import pytest
from django.core.cache import cache

from accounts.models import CodeRequest, Organisation
from tests.factories import SeatFactory

pytestmark = pytest.mark.django_db
CODE = "N2500112MF1234567B"
URL = "/organisations/code-request/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def asked(client, **changes):
    return client.post(URL, {"code": CODE, "kind": "enterprise", "name": "示例合作社", **changes})


def test_a_letter_code_is_sent_to_staff_and_listed(outsider, sign_in):
    client = sign_in(outsider)
    assert asked(client).status_code == 302
    assert CodeRequest.objects.get().user == outsider
    assert "待核实" in client.get(URL).content.decode()


def test_what_the_library_reads_or_nobody_reads_stays_on_the_page(outsider, sign_in):
    client = sign_in(outsider)
    for code in ("914403001922038216", "91"):
        answer = asked(client, code=code)
        assert answer.status_code == 422
        assert f'value="{code}"' in answer.content.decode()
    assert asked(client, name="").status_code == 422
    assert not CodeRequest.objects.exists()


def test_a_code_that_is_here_leads_to_its_organisation(outsider, sign_in):
    made = Organisation.objects.create(name="示例", code=CODE)
    assert asked(sign_in(outsider)).headers["Location"] == f"/seat-requests/{CODE}/"
    SeatFactory.create(user=outsider, organisation=made)
    assert asked(sign_in(outsider)).headers["Location"] == made.get_absolute_url()
