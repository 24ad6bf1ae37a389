from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts.models import User
from portal.demo import people

pytestmark = pytest.mark.django_db


def run():
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


def test_outside_the_demo_it_refuses_and_makes_nobody(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="no demo accounts"):
        run()
    assert not User.objects.exists()


def test_it_prints_everybody_who_can_sign_in(settings):
    settings.DEMO = True
    printed = run()
    assert people.PASSWORD in printed
    for account in people.ACCOUNTS:
        assert account.email in printed
        assert authenticate(username=account.email, password=people.PASSWORD) is not None


def test_twice_makes_nobody_twice(settings):
    settings.DEMO = True
    run()
    run()
    assert User.objects.count() == len(people.ACCOUNTS)


def test_staff_have_their_groups_and_others_are_no_staff(settings):
    settings.DEMO = True
    run()
    groups = {
        user.email.partition("@")[0]: list(user.groups.values_list("name", flat=True))
        for user in User.objects.all()
    }
    assert groups == {
        "owner": [], "viewer": [], "reviewer": ["secretariat"], "auditor": ["auditor"],
        "administrator": ["administrator"],
        **{key: ["park operator"] for key in ("lijia", "zhaomushan", "dadi", "tianhaixing")},
    }  # fmt: skip
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.get(email="owner@demo.example").is_staff


def test_outside_the_demo_a_measured_world_has_nobody_with_that_password(settings):
    settings.DEMO = False
    user = people.ensure(people.ACCOUNTS[0])
    assert not user.has_usable_password()
