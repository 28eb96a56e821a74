"""The way into a session's room (C1)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from conferencing import jitsi
from courses.actions import accept_seat
from courses.errors import CourseError
from courses.models import Enrolment
from foundations.audit.actions import record_event
from network.models import User
from network.querysets import standing_of
from sessions.door import Door, door_of
from sessions.errors import SessionError
from sessions.models import TrainingSession
from sessions.models.joining import ConnectionChoice
from sessions.naming import name_in_room
from sessions.rules import Refusal


def join_session(session: TrainingSession, *, by: User, at: datetime | None = None) -> str:
    """Let somebody in: gives the address of the room with a token of theirs in its fragment (C1).

    Whoever was nominated accepts the seat by joining. The name shown in the room follows the workshop's rule, and the
    token ends with the joining window. Raises :class:`SessionError` whose ``reason`` says why not. Joining again is
    another grant. Three hundred people press at once: one statement is written, so no transaction is opened for it.
    """
    now = at or timezone.now()
    entry = _let_in(session, by=by, at=at, now=now)
    record_event("sessions.join_granted", entry.session, by=by, at=at, leads=entry.door.leads)
    return _way_in(entry.session, by=by, door=entry.door, line=entry.line, is_recorded=entry.is_recorded, now=now)


@dataclass(frozen=True)
class _Entry:
    """What is known of somebody who is let in: the session, its door, their line, whether it is recorded."""

    session: TrainingSession
    door: Door
    line: str
    is_recorded: bool


def _let_in(session: TrainingSession, *, by: User, at: datetime | None, now: datetime) -> _Entry:
    """Whoever may enter now and agreed to what is recorded; else :class:`SessionError` with the reason."""
    asked = TrainingSession.objects.with_place_of(by.person_id).with_line_of(by.person_id)
    asked = asked.with_recording_for(by.person_id)
    found = asked.select_related("room", "workshop").get(pk=session.pk)
    door = door_of(found, standing_of(by, at), at=now)
    if door.refusal:
        raise SessionError(reason=door.refusal)
    if found.is_recorded and not found.has_consented:
        raise SessionError(reason=Refusal.CONSENT)
    if found.seat in Enrolment.TO_ACCEPT:
        _accept_nomination(found, by=by, at=at)
    return _Entry(found, door, found.line, found.is_recorded)


@dataclass(frozen=True)
class PhoneWay:
    """What one calls, and types then; ``pin`` is ``None`` when the server did not tell it."""

    number: str
    pin: str | None


def tell_phone_way(session: TrainingSession, *, by: User, at: datetime | None = None) -> PhoneWay:
    """The way in by ordinary telephone, to whoever may enter now; it is in the book who was told.

    A caller has no token: on the board whoever leads says who it is. Raises :class:`SessionError` as joining does.
    """
    asked = _let_in(session, by=by, at=at, now=at or timezone.now()).session
    record_event("sessions.phone_way_told", asked, by=by, at=at)
    try:
        pin = jitsi.pin_of(asked.room.name)
    except jitsi.ServerAway:
        pin = None
    return PhoneWay(jitsi.dial_in_number(), pin)


def _accept_nomination(session: TrainingSession, *, by: User, at: datetime | None) -> None:
    live = Enrolment.objects.live().select_related("workshop")
    enrolment = live.get(workshop=session.workshop_id, person=by.person_id)
    try:
        accept_seat(enrolment, by=by, at=at)
    except CourseError as refusal:
        raise SessionError(str(refusal)) from refusal


def _way_in(session: TrainingSession, *, by: User, door: Door, line: str, is_recorded: bool, now: datetime) -> str:
    token = jitsi.sign_token(
        room=session.room.name,
        identity=by.person_id,
        name=name_in_room(session.workshop, by.person),
        is_moderator=door.leads,
        may_record=is_recorded,
        expires_at=door.opening.closes_at,
        at=now,
    )
    return jitsi.join_url(
        room=session.room.name,
        token=token,
        title=session.title,
        language=(get_language() or by.language)[:2],
        return_path=reverse("sessions:session", args=[session.pk]),
        line=line,
    )


def choose_line(line: str, *, by: User, at: datetime | None = None) -> None:
    """Keep what ``by`` wants of the picture in every room from now on; one of :class:`ConnectionChoice.Line`."""
    ConnectionChoice.objects.update_or_create(
        person_id=by.person_id, defaults={"line": ConnectionChoice.Line(line), "chosen_at": at or timezone.now()}
    )
    record_event("sessions.line_chosen", by.person, by=by, at=at, line=line)
