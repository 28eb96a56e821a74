"""Sessions put into a timetable, moved, called off, and who has a part in them (R20, R21)."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.rules import next_stamp
from conferencing.actions import close_room, open_room
from courses.actions import note_beginning
from courses.models import Workshop
from equipment.actions import free_session_rooms, move_session_bookings
from foundations.audit.actions import record_event
from network.models import Person, User
from network.querysets import standing_of
from network.wall_clock import later_by_days
from sessions import events, mails
from sessions.errors import SessionError
from sessions.inviting import (
    align_workshop,
    enqueue_alignment,
    forget_answers,
    messages_of_cancellation,
    messages_of_move,
)
from sessions.locks import locked_session
from sessions.models import SessionPart, TrainingSession, WorkshopInCalendars, uid_of

State = TrainingSession.State


@transaction.atomic
def schedule_session(
    workshop: Workshop,
    *,
    title_es: str,
    title_en: str,
    starts_at: datetime,
    ends_at: datetime,
    by: User | None,
    counts: bool = True,
    is_mandatory: bool = False,
    present_percent: Decimal | None = None,
    at: datetime | None = None,
) -> TrainingSession:
    """Add a session with a video room of its own. ``counts``: its minutes count for the certificate.

    Without one that ``is_mandatory`` there is no certificate; ``present_percent`` makes present where it is not the
    workshop's.

    Raises ``ValidationError`` with the faults by field, :class:`SessionError` for a cancelled workshop.
    """
    _refuse_hand(by, at)
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if workshop.state == Workshop.State.CANCELLED:
        raise SessionError(_("This workshop was cancelled."))
    key = uuid.uuid4()
    session = TrainingSession(
        id=key, workshop=workshop, title_es=title_es, title_en=title_en, starts_at=starts_at, ends_at=ends_at
    )
    session.counts, session.is_mandatory, session.present_percent = counts, is_mandatory, present_percent
    session.room = open_room(subject=key, by=by, at=at)
    session.uid, session.calendar_stamped_at = uid_of(key), next_stamp(None, at or timezone.now())
    session.full_clean()
    session.save(force_insert=True)
    note_beginning(workshop, TrainingSession.objects.beginning_of(workshop))
    record_event("sessions.session_scheduled", session, by=by, at=at, workshop=workshop.pk)
    events.session_scheduled.send(sender=TrainingSession, session=session)
    align_workshop(workshop)
    return session


@transaction.atomic
def move_session(
    session: TrainingSession, *, starts_at: datetime, ends_at: datetime, by: User | None, at: datetime | None = None
) -> TrainingSession:
    """Give a session other hours and write to everybody who holds a seat. The same hours again change nothing.

    Raises :class:`SessionError` once it has begun or is cancelled, ``ValidationError`` on impossible hours.
    """
    now = at or timezone.now()
    _refuse_hand(by, at)
    locked = locked_session(session)
    if (locked.starts_at, locked.ends_at) == (starts_at, ends_at):
        return locked
    if locked.state != State.SCHEDULED or now >= locked.starts_at:
        raise SessionError(_("A session that has begun or was cancelled cannot be moved. Schedule another one."))
    was_at, locked.starts_at, locked.ends_at = locked.starts_at, starts_at, ends_at
    locked.full_clean()
    locked.save(update_fields=["starts_at", "ends_at", *_stamp(locked, now)])
    locked.moves.create(was_at=was_at, moved_at=now)
    move_session_bookings(locked.pk, starts_at=starts_at, ends_at=ends_at, by=by, at=at)
    note_beginning(locked.workshop, TrainingSession.objects.beginning_of(locked.workshop))
    record_event("sessions.session_moved", locked, by=by, at=at, was_at=was_at.isoformat())
    events.session_moved.send(sender=TrainingSession, session=locked)
    mails.tell_of_move(locked, was_at=was_at, messages=messages_of_move(locked, at=now), at=now)
    return locked


@transaction.atomic
def cancel_session(
    session: TrainingSession, *, by: User | None, reason: str = "", at: datetime | None = None
) -> TrainingSession:
    """Call a session off: its room closes, it leaves every percentage, holders of seats are told (with ``reason``).

    Raises :class:`SessionError` once its attendance is settled.
    """
    now = at or timezone.now()
    _refuse_hand(by, at)
    locked = locked_session(session)
    if locked.state == State.CANCELLED:
        return locked
    if locked.state == State.SETTLED:
        raise SessionError(_("The attendance of this session is settled: it can no longer be cancelled."))
    _cancel(locked, by=by, at=at)
    messages = messages_of_cancellation(locked, at=now)
    mails.tell_of_cancellation(locked, reason=reason.strip(), messages=messages, at=now)
    return locked


@transaction.atomic
def cancel_sessions_of(workshop: Workshop, *, by: User | None = None, at: datetime | None = None) -> None:
    """A cancelled workshop takes its sessions along, those settled excepted; the workshop's own letter tells of it."""
    for session in workshop.sessions.select_for_update().filter(state=State.SCHEDULED):
        _cancel(session, by=by, at=at)


@transaction.atomic
def move_sessions_of(workshop: Workshop, *, days: int, by: User | None = None, at: datetime | None = None) -> None:
    """A workshop held on other days takes its coming sessions along, at the same hours of its host's clock.

    The workshop's own letter tells of it; calendars are told by invitations renewed.
    """
    now, zone = at or timezone.now(), ZoneInfo(workshop.time_zone)
    coming = workshop.sessions.filter(state=State.SCHEDULED, starts_at__gt=now)
    forget_answers(coming)
    for session in coming.select_for_update():
        was_at, length = session.starts_at, session.ends_at - session.starts_at
        session.starts_at = later_by_days(session.starts_at, timedelta(days=days), zone)
        session.ends_at = session.starts_at + length
        session.save(update_fields=["starts_at", "ends_at", *_stamp(session, now)])
        session.moves.create(was_at=was_at, moved_at=now)
        move_session_bookings(session.pk, starts_at=session.starts_at, ends_at=session.ends_at, by=by, at=at)
        record_event("sessions.session_moved", session, by=by, at=at, was_at=was_at.isoformat())
        events.session_moved.send(sender=TrainingSession, session=session)
    note_beginning(workshop, TrainingSession.objects.beginning_of(workshop))
    align_workshop(workshop)


@transaction.atomic
def assign_part(
    session: TrainingSession, person: Person, *, role: str, by: User | None, at: datetime | None = None
) -> SessionPart:
    """Give ``person`` a part: moderator, trainer, interpreter, technician. Given twice it is the same part.

    Calendars are told by an invitation, as those who hold a seat are.
    """
    _refuse_hand(by, at)
    part, is_new = SessionPart.objects.get_or_create(session=session, person=person, role=role)
    if is_new:
        record_event("sessions.part_assigned", session, by=by, at=at, person=str(person.pk), role=role)
        enqueue_alignment(session.workshop_id, person.pk)
    return part


@transaction.atomic
def remove_part(
    session: TrainingSession, person: Person, *, role: str, by: User | None, at: datetime | None = None
) -> None:
    """Take a part back; what was done with it stays. A part that nobody has is taken from nobody."""
    _refuse_hand(by, at)
    removed, _rows = SessionPart.objects.filter(session=session, person=person, role=role).delete()
    if removed:
        record_event("sessions.part_removed", session, by=by, at=at, person=str(person.pk), role=role)
        enqueue_alignment(session.workshop_id, person.pk)


@transaction.atomic
def stamp_workshop(workshop: Workshop, *, by: User | None = None, at: datetime | None = None) -> None:
    """Say that the days of ``workshop``, its place or its state changed: calendars are told at their next visit."""
    told = WorkshopInCalendars.objects.select_for_update().filter(workshop=workshop).first()
    if told is None:
        told = WorkshopInCalendars(workshop=workshop, sequence=0)
    told.stamped_at = next_stamp(told.stamped_at or workshop.announced_at, at or timezone.now())
    told.sequence += 1
    told.save()
    record_event("sessions.workshop_stamped", workshop, by=by, at=at, sequence=told.sequence)


def _refuse_hand(by: User | None, at: datetime | None) -> None:
    """The School and the Secretariat keep the timetable; ``None`` is the set-up."""
    if by is not None and not standing_of(by, at).is_staff:
        raise SessionError(_("Only the School and the Secretariat change the timetable."))


def _cancel(session: TrainingSession, *, by: User | None, at: datetime | None) -> None:
    session.state = State.CANCELLED
    session.save(update_fields=["state", *_stamp(session, at or timezone.now())])
    session.room = close_room(session.room, by=by, at=at)
    free_session_rooms(session.pk, by=by, at=at)
    note_beginning(session.workshop, TrainingSession.objects.beginning_of(session.workshop))
    record_event("sessions.session_cancelled", session, by=by, at=at)
    events.session_cancelled.send(sender=TrainingSession, session=session)


def _stamp(session: TrainingSession, now: datetime) -> tuple[str, str]:
    """Say that time, place or state changed (RFC 5546 §2.1.4); gives the fields to save. Saved with what changed."""
    session.sequence += 1
    session.calendar_stamped_at = next_stamp(session.calendar_stamped_at, now)
    return "sequence", "calendar_stamped_at"
