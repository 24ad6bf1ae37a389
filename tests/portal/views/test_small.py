import pytest
from django.test import Client


def test_robots_are_kept_from_doors_that_stay_shut(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /certificates/" in answer.content.decode()
    assert "Disallow: /members/" not in answer.content.decode()


def test_the_icon_browsers_ask_for_is_the_one_we_have(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 301
    assert answer["Location"].endswith("portal/img/favicon.svg")


def test_the_footers_privacy_link_leads_to_the_notice_in_force(client):
    answer = client.get("/privacy/")
    assert (answer.status_code, answer["Location"]) == (302, "/texts/personal_information/current/")


@pytest.mark.django_db
def test_the_accessibility_page_says_whom_to_ask(client, settings):
    settings.SECRETARIAT_EMAIL = "office@alliance.example"
    assert "mailto:office@alliance.example" in client.get("/accessibility/").content.decode()


def test_every_answer_carries_the_protective_headers(client):
    headers = client.get("/healthz").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_anybody_may_switch_the_language_and_comes_back_to_the_same_page(client):
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/members/"})
    assert (answer.status_code, answer["Location"]) == (302, "/members/")
    assert 'lang="en"' in client.get("/").content.decode()
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    assert 'lang="zh-hans"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_the_language_switch_leads_to_no_other_host(client):
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words():
    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "en"})
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/cases/RH-2026-9999/form/nowhere/at/all/"])
def test_an_address_that_is_not_there_gets_a_page_in_our_look(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "masthead" in answer.content.decode()
