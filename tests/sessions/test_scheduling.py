"""The timetable: sessions added, moved, called off, and people with a part in them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from courses.events import workshop_cancelled
from courses.models import Workshop
from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from sessions.actions import assign_part, cancel_session, move_session, schedule_session
from sessions.errors import SessionError
from sessions.models import SessionPart, TrainingSession
from sessions.receivers import cancel_with_workshop
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.sessions import make_session

HOUR = timedelta(hours=1)


@pytest.fixture
def session(cast):
    """Tomorrow; ana holds a seat, berta is only nominated, ciro waits, and dora holds one and reads English."""
    session = make_session(starts_at=timezone.now() + timedelta(days=1))
    cast.dora.language = "en"
    cast.dora.save()
    states = {cast.ana: "confirmed", cast.berta: "nominated", cast.ciro: "waiting", cast.dora: "confirmed"}
    for user, state in states.items():
        make_enrolment(workshop=session.workshop, person=user.person, state=state)
    make_enrolment(workshop=session.workshop)
    return session


def plan(workshop, by, **overrides):
    now = timezone.now()
    fields = {"title_es": "Primera", "title_en": "First", "starts_at": now + HOUR, "ends_at": now + 2 * HOUR}
    return schedule_session(workshop, by=by, **fields | overrides)


def test_session_gets_a_room_of_its_own(cast):
    workshop = make_workshop()
    first, second = plan(workshop, cast.elsa), plan(workshop, cast.sara)
    assert first.room.name != second.room.name
    assert first.room.subject == first.pk
    assert AuditEvent.objects.about(first).get().actor == cast.elsa.person_id


@pytest.mark.parametrize("who", ["ana", "carla", "dora", "bruno", "felix"])
def test_timetable_is_kept_by_the_staff(cast, session, who):
    user = getattr(cast, who)
    with pytest.raises(SessionError):
        plan(session.workshop, user)
    with pytest.raises(SessionError):
        cancel_session(session, by=user)
    with pytest.raises(SessionError):
        move_session(session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, by=user)
    with pytest.raises(SessionError):
        assign_part(session, cast.bruno.person, role="trainer", by=user)


def test_end_must_come_after_the_beginning(cast, session):
    with pytest.raises(ValidationError):
        plan(session.workshop, cast.elsa, ends_at=timezone.now())
    with pytest.raises(ValidationError):
        move_session(session, starts_at=session.ends_at, ends_at=session.starts_at, by=cast.elsa)
    assert TrainingSession.objects.count() == 1


def test_cancelled_workshop_gets_no_session(cast):
    with pytest.raises(SessionError):
        plan(make_workshop(state=Workshop.State.CANCELLED), cast.elsa)


def test_moving_writes_to_holders_of_seats_in_their_language(cast, session):
    was = session.starts_at
    moved = move_session(session, starts_at=was + HOUR, ends_at=session.ends_at + HOUR, by=cast.elsa)
    letters = {letter.address: letter for letter in Letter.objects.filter(kind="sessions.moved")}
    assert set(letters) == {"ana@mp.hn.example", "berta@mp.hn.example", "dora@pgn.pa.example"}
    assert letters["dora@pgn.pa.example"].subject == "New hours: First session"
    spanish = letters["ana@mp.hn.example"]
    assert spanish.subject == "Cambio de horario: Primera sesión"
    assert f"/es/sesiones/{moved.pk}/" in spanish.text
    assert moved.room_id == session.room_id


def test_moving_to_the_same_hours_changes_nothing(cast, session):
    move_session(session, starts_at=session.starts_at, ends_at=session.ends_at, by=cast.elsa)
    assert not Letter.objects.exists()
    assert not AuditEvent.objects.filter(action="sessions.session_moved").exists()


def test_what_has_begun_is_not_moved(cast, session):
    with pytest.raises(SessionError):
        move_session(
            session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, by=None, at=session.starts_at
        )


def test_cancelling_closes_the_room_and_writes_once(cast, session):
    cancelled = cancel_session(session, by=cast.elsa, reason="Huracán")
    cancel_session(session, by=cast.elsa)
    assert cancelled.state == TrainingSession.State.CANCELLED
    cancelled.room.refresh_from_db()
    assert cancelled.room.closed_at
    letters = Letter.objects.filter(kind="sessions.cancelled")
    assert letters.count() == 3
    assert all("Huracán" in letter.text for letter in letters)


def test_settled_session_is_not_cancelled(cast, session):
    session.state = TrainingSession.State.SETTLED
    session.save()
    with pytest.raises(SessionError):
        cancel_session(session, by=cast.elsa)


def test_cancelled_workshop_takes_its_sessions_along_without_a_letter_of_theirs(cast, session):
    settled = make_session(workshop=session.workshop, state="settled")
    cancel_with_workshop(signal=workshop_cancelled, sender=Workshop, workshop=session.workshop)
    states = set(TrainingSession.objects.values_list("pk", "state"))
    assert states == {(session.pk, "cancelled"), (settled.pk, "settled")}
    assert not Letter.objects.exists()


def test_part_is_given_once(cast, session):
    for _ in range(2):
        assign_part(session, cast.bruno.person, role=SessionPart.Role.TRAINER, by=cast.elsa)
    assert SessionPart.objects.count() == 1
    assert AuditEvent.objects.filter(action="sessions.part_assigned").count() == 1
