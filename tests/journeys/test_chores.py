"""Every line of the clock: after missed days one turn does all that is due, and a second turn finds nothing to do."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from foundations.audit.models import AuditEvent
from foundations.jobs.registry import task_named
from foundations.jobs.schedules import chores_of_the_clock
from tests.house.unchanged import Witness
from tests.makers.jobs import run_queued_jobs
from tests.makers.mail_servers import free_port
from tests.makers.scene import make_scene

# Wagtail leaves the temporary file of each rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
CHORES = sorted(chore.name for chore in chores_of_the_clock())
MISSED_DAYS = 40
# What a turn writes each time it looks: jobs and their messages, and the book's own memory of its checks.
LEFT_BY_LOOKING = {"jobs_job", "django_q_ormq", "audit_auditcheck"}


def turn(chore: str) -> None:
    """The chore, and whatever it put on the queue."""
    task_named(chore)()
    run_queued_jobs()


def state_of_the_house() -> dict[str, object]:
    tables = Witness().before
    return {name: digest for name, digest in tables.items() if name not in LEFT_BY_LOOKING} | {
        "events": AuditEvent.objects.count()
    }


@pytest.mark.slow
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_second_turn_finds_nothing_to_do(db, settings, filled):
    settings.JITSI_URL = f"http://127.0.0.1:{free_port()}"  # nobody answers there
    if filled:
        make_scene()
        run_queued_jobs()
    with time_machine.travel(timezone.now() + timedelta(days=MISSED_DAYS), tick=False):
        for chore in CHORES:
            turn(chore)
        restless = []
        for chore in CHORES:
            turn(chore)
            before = state_of_the_house()
            turn(chore)
            after = state_of_the_house()
            restless += [(chore, name) for name in before if after[name] != before[name]]
    assert restless == []


@pytest.mark.parametrize("chore", ["sessions.settle_due", "audit.seal_events"])
def test_first_turn_after_missed_days_does_what_is_due(db, chore):
    make_scene()
    run_queued_jobs()
    with time_machine.travel(timezone.now() + timedelta(days=MISSED_DAYS), tick=False):
        before = state_of_the_house()
        turn(chore)
        assert state_of_the_house() != before


def test_row_that_fails_keeps_no_other_from_its_groups(cast, monkeypatch):
    from network.actions import appointments

    aligned, real = [], appointments.align_groups

    def align(person, at=None):
        if person == cast.carla.person:
            raise ValueError
        aligned.append(person)
        real(person, at)

    monkeypatch.setattr(appointments, "align_groups", align)
    appointments.align_all_groups()
    assert {cast.sara.person, cast.elsa.person} <= set(aligned)
