import pytest
from allauth.account import app_settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from accounts import ratelimits


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@ratelimits.limited("certificate_check", methods=("GET",))
def page(request):
    return HttpResponse("here")


def test_the_sixty_first_look_in_a_minute_waits_and_is_told_for_how_long(rf: RequestFactory):
    answers = [page(rf.get("/")) for _ in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert answers[-1].headers["Retry-After"]


def test_another_address_and_another_method_are_not_counted(rf: RequestFactory):
    for _ in range(60):
        page(rf.get("/"))
    assert page(rf.get("/", REMOTE_ADDR="198.51.100.7")).status_code == 200
    assert page(rf.post("/")).status_code == 200


def test_the_doors_limits_are_on():
    for action in ("login", "login_failed", "signup", "reset_password", "confirm_email", "reauthenticate"):
        assert app_settings.RATE_LIMITS[action]
