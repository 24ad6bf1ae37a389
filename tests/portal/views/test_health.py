from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Letter, LetterState
from portal.selectors import readiness


def report(client, status):
    answer = client.get("/readyz")
    assert answer.status_code == status
    body = answer.json()
    assert body["ok"] is (status == 200)
    return {name: check for name, check in body["checks"].items() if not check["ok"]}


def letter(minutes_due, state=LetterState.QUEUED):
    return Letter.objects.create(
        email="a@example.test", language="zh-hans", subject="事", text="文", key=f"k{minutes_due}{state}",
        state=state, next_try_at=timezone.now() - timedelta(minutes=minutes_due),
    )  # fmt: skip


def task(minutes_running):
    return DBTaskResult.objects.create(
        args_kwargs={}, task_path="accounts.tasks.deliver_letters", backend_name="default", status="RUNNING",
        run_after=timezone.now(), started_at=timezone.now() - timedelta(minutes=minutes_running),
    )  # fmt: skip


def test_healthz_answers_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_yes_when_all_is_well(client):
    letter(1)
    task(1)
    assert report(client, 200) == {}


@pytest.mark.django_db
def test_readyz_names_a_pending_migration(client):
    MigrationRecorder.Migration.objects.filter(app="portal").delete()
    assert "portal.0001_groups" in report(client, 503)["migrations"]["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.SENDING])
def test_readyz_names_letters_that_nobody_sends(client, state):
    letter(20, state)
    assert "has been due since" in report(client, 503)["letters"]["detail"]


@pytest.mark.django_db
def test_letters_that_were_sent_or_given_up_do_not_count(client):
    letter(20, LetterState.SENT)
    letter(30, LetterState.FAILED)
    assert report(client, 200) == {}


@pytest.mark.django_db
def test_readyz_names_tasks_whose_worker_died(client):
    task(40)
    assert "1 running without end" in report(client, 503)["tasks"]["detail"]


@pytest.mark.django_db
def test_readyz_says_when_the_database_is_away_and_nothing_of_its_address(client):
    def away(execute, sql, params, many, context):
        raise DatabaseError("could not connect to secret-host")

    with connection.execute_wrapper(away):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert list(answer.json()["checks"]) == ["database"]
    assert "secret-host" not in answer.content.decode()


@pytest.mark.django_db
def test_readyz_says_when_redis_is_away_where_sign_ins_are_counted(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://secret-host@127.0.0.1:1/0",
        }
    }
    assert report(client, 503) == {
        "cache": {"ok": False, "detail": "Redis does not answer (ConnectionError)"}
    }


@pytest.mark.django_db
def test_one_check_that_fails_hides_no_other(client):
    letter(20)
    task(40)
    assert set(report(client, 503)) == {"letters", "tasks"}


def test_health_takes_no_post(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_the_readiness_check_costs_the_same_whatever_waits(django_assert_num_queries):
    letter(1)
    with django_assert_num_queries(5):
        readiness.checks()
    for minutes in (2, 3, 4):
        letter(minutes)
        task(minutes)
    with django_assert_num_queries(5):
        readiness.checks()
