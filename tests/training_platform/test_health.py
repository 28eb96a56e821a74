"""What a machine is told that asks how the platform is: words, and nothing that serves an attacker."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from foundations.jobs.models import Heartbeat, Job
from foundations.jobs.running import beat

pytestmark = pytest.mark.django_db


@pytest.fixture
def pulse():
    beat()


def failing(answer) -> list[str]:
    return [part for part, word in answer.json()["parts"].items() if word == "failing"]


def test_health_is_ok_while_the_cluster_beats(client, pulse):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]


def test_health_tells_words_and_no_figures(client, pulse):
    Job.objects.create(name="samples.secret", state=Job.State.DEAD, error="ana@mp.example", enqueued_at=timezone.now())
    answer = client.get("/health/")
    assert answer.json() == {
        "status": "attention",
        "parts": {
            "database": "ok",
            "queue": "ok",
            "pulse": "ok",
            "dead_jobs": "failing",
            "disk": "ok",
            "mail": "ok",
            "backup": "ok",
        },
    }
    assert not any(character.isdigit() for character in answer.text)


def test_health_fails_without_a_pulse(client):
    answer = client.get("/health/")
    assert (answer.status_code, failing(answer)) == (503, ["pulse"])


def test_health_fails_when_the_pulse_is_old_whatever_else_beats(client, pulse):
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(minutes=5))
    Heartbeat.objects.create(name="mail", beat_at=timezone.now())
    answer = client.get("/health/")
    assert (answer.status_code, failing(answer)) == (503, ["pulse"])


def test_health_fails_when_work_waits_too_long(client, pulse):
    Job.objects.create(name="samples.echo", enqueued_at=timezone.now() - timedelta(hours=1))
    answer = client.get("/health/")
    assert (answer.status_code, failing(answer)) == (503, ["queue"])


def test_health_asks_for_attention_when_no_archive_was_made_in_time(client, pulse, settings):
    settings.BACKUP_IS_EXPECTED = True
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"], failing(answer)) == (200, "attention", ["backup"])
    Heartbeat.objects.create(name="backup", beat_at=timezone.now() - timedelta(hours=25))
    assert failing(client.get("/health/")) == []


def test_health_fails_in_words_when_the_database_is_away(client, pulse, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("training_platform.vital_signs.signs._asked", refuse)
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == "failing"
    assert answer.json()["parts"]["disk"] == "ok"


def test_health_fails_when_the_disk_is_full(client, pulse, monkeypatch):
    usage = SimpleNamespace(total=100, free=2)
    monkeypatch.setattr("training_platform.vital_signs.signs.shutil.disk_usage", lambda _path: usage)
    assert failing(client.get("/health/")) == ["disk"]


def test_health_begins_no_session_and_counts_in_none(client, pulse, cast):
    assert not client.get("/health/").cookies
    client.force_login(cast.ana)
    before = list(Session.objects.values_list("session_key", "session_data", "expire_date"))
    answer = client.get("/health/")
    assert not answer.cookies
    assert list(Session.objects.values_list("session_key", "session_data", "expire_date")) == before


def test_health_is_not_posted_to(client):
    assert client.post("/health/").status_code == 405


def test_health_is_cheap(client, pulse, django_assert_num_queries):
    client.get("/health/")
    with django_assert_num_queries(8):
        client.get("/health/")
