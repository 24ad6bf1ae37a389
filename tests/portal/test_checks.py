import pytest

from portal import checks


@pytest.fixture
def server(settings):
    settings.PORTAL_URL = "https://alliance.example.cn"
    settings.ALLOWED_HOSTS = ["alliance.example.cn"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return settings


def found() -> list[str]:
    return [warning.id for warning in checks.fit_for_people(None)]


def test_a_server_that_people_can_use_has_nothing_to_say(server):
    assert found() == []


@pytest.mark.parametrize(
    "address", ["http://alliance.example.cn", "http://127.0.0.1:8000", "https://other.cn"]
)
def test_an_address_that_letters_and_qr_codes_should_not_carry_is_told(server, address):
    server.PORTAL_URL = address
    assert found() == ["portal.W001"]


def test_letters_that_would_become_files_are_told(server):
    server.EMAIL_BACKEND = checks.FILES
    assert found() == ["portal.W002"]
