"""What a machine is told that asks how the platform is."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone

from foundations.jobs.models import Heartbeat, Job
from foundations.jobs.running import beat

pytestmark = pytest.mark.django_db


@pytest.fixture
def pulse():
    beat()


def test_health_is_ok_while_the_cluster_beats(client, pulse):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]


def test_health_fails_without_a_pulse(client):
    assert client.get("/health/").json()["failing"] == ["cluster"]


def test_health_fails_when_the_pulse_is_old(client, pulse):
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["cluster"])


def test_health_fails_when_work_waits_too_long(client, pulse):
    Job.objects.create(name="samples.echo", enqueued_at=timezone.now() - timedelta(hours=1))
    answer = client.get("/health/").json()
    assert answer["failing"] == ["queue"]
    assert answer["queue_age"] >= 3600


def test_health_asks_for_attention_when_a_job_was_given_up(client, pulse):
    Job.objects.create(name="samples.secret", state=Job.State.DEAD, error="ana@mp.example", enqueued_at=timezone.now())
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"], answer.json()["dead_jobs"]) == (200, "attention", 1)
    assert "samples" not in answer.text
    assert "ana@" not in answer.text


def test_health_fails_in_words_when_the_database_is_away(client, pulse, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("training_platform.health._queue_measures", refuse)
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["failing"] == ["cluster", "database"]


def test_health_fails_when_the_disk_is_full(client, pulse, monkeypatch):
    usage = SimpleNamespace(total=100, free=2)
    monkeypatch.setattr("training_platform.health.shutil.disk_usage", lambda _path: usage)
    assert client.get("/health/").json()["failing"] == ["disk"]


def test_health_is_not_posted_to(client):
    assert client.post("/health/").status_code == 405
