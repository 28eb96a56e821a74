"""Every verb of sessions: put into a timetable, moved, called off; joined; rosters ticked and attendance settled.

R20, R21, R23, C1–C4.
"""

import logging
import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendars.rules import next_stamp
from conferencing import jitsi
from conferencing.actions import close_room, open_room
from courses.actions import accept_seat, note_beginning
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from foundations.audit.actions import record_event
from network.models import Person, User
from network.querysets import standing_of
from network.wall_clock import later_by_days
from sessions import events, mails
from sessions.door import Door, door_of
from sessions.errors import SessionError
from sessions.inviting import align_workshop, forget_answers, messages_of_cancellation, messages_of_move
from sessions.models import Attendance, RosterEntry, SessionPart, TrainingSession, WorkshopInCalendars, uid_of
from sessions.roster import tickable
from sessions.rules import SETTLED_AFTER
from sessions.weighing import weigh

log = logging.getLogger("sessions")
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
    at: datetime | None = None,
) -> TrainingSession:
    """Add a session with a video room of its own. ``counts``: its minutes count for the certificate.

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
    session.counts, session.room = counts, open_room(subject=key, by=by, at=at)
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
    locked = _locked(session)
    if (locked.starts_at, locked.ends_at) == (starts_at, ends_at):
        return locked
    if locked.state != State.SCHEDULED or now >= locked.starts_at:
        raise SessionError(_("A session that has begun or was cancelled cannot be moved. Schedule another one."))
    was_at, locked.starts_at, locked.ends_at = locked.starts_at, starts_at, ends_at
    locked.full_clean()
    locked.save(update_fields=["starts_at", "ends_at", *_stamp(locked, now)])
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
    locked = _locked(session)
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
        record_event("sessions.session_moved", session, by=by, at=at, was_at=was_at.isoformat())
        events.session_moved.send(sender=TrainingSession, session=session)
    note_beginning(workshop, TrainingSession.objects.beginning_of(workshop))
    align_workshop(workshop)


@transaction.atomic
def assign_part(
    session: TrainingSession, person: Person, *, role: str, by: User | None, at: datetime | None = None
) -> SessionPart:
    """Give ``person`` a part: moderator, trainer, interpreter, technician. Given twice it is the same part."""
    _refuse_hand(by, at)
    part, is_new = SessionPart.objects.get_or_create(session=session, person=person, role=role)
    if is_new:
        record_event("sessions.part_assigned", session, by=by, at=at, person=str(person.pk), role=role)
    return part


def _refuse_hand(by: User | None, at: datetime | None) -> None:
    """The School and the Secretariat keep the timetable; ``None`` is the set-up."""
    if by is not None and not standing_of(by, at).is_staff:
        raise SessionError(_("Only the School and the Secretariat change the timetable."))


def _cancel(session: TrainingSession, *, by: User | None, at: datetime | None) -> None:
    session.state = State.CANCELLED
    session.save(update_fields=["state", *_stamp(session, at or timezone.now())])
    session.room = close_room(session.room, by=by, at=at)
    note_beginning(session.workshop, TrainingSession.objects.beginning_of(session.workshop))
    record_event("sessions.session_cancelled", session, by=by, at=at)
    events.session_cancelled.send(sender=TrainingSession, session=session)


def _stamp(session: TrainingSession, now: datetime) -> tuple[str, str]:
    """Say that time, place or state changed (RFC 5546 §2.1.4); gives the fields to save. Saved with what changed."""
    session.sequence += 1
    session.calendar_stamped_at = next_stamp(session.calendar_stamped_at, now)
    return "sequence", "calendar_stamped_at"


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


def join_session(session: TrainingSession, *, by: User, at: datetime | None = None) -> str:
    """Let somebody in: gives the address of the room with a token of theirs in its fragment (C1).

    Whoever was nominated accepts the seat by joining. The name shown in the room is the person's full name, and the
    token ends with the joining window. Raises :class:`SessionError` whose ``reason`` says why not. Joining again is
    another grant. Three hundred people press at once: one statement is written, so no transaction is opened for it.
    """
    now = at or timezone.now()
    asked = TrainingSession.objects.with_place_of(by.person_id).select_related("room").get(pk=session.pk)
    door = door_of(asked, standing_of(by, at), at=now)
    if door.refusal:
        raise SessionError(reason=door.refusal)
    if asked.seat in Enrolment.TO_ACCEPT:
        _accept_nomination(asked, by=by, at=at)
    record_event("sessions.join_granted", asked, by=by, at=at, leads=door.leads)
    return _way_in(asked, by=by, door=door, now=now)


def _accept_nomination(session: TrainingSession, *, by: User, at: datetime | None) -> None:
    live = Enrolment.objects.live().select_related("workshop")
    enrolment = live.get(workshop=session.workshop_id, person=by.person_id)
    try:
        accept_seat(enrolment, by=by, at=at)
    except CourseError as refusal:
        raise SessionError(str(refusal)) from refusal


def _way_in(session: TrainingSession, *, by: User, door: Door, now: datetime) -> str:
    token = jitsi.sign_token(
        room=session.room.name,
        person=by.person_id,
        name=by.person.full_name,
        is_moderator=door.leads,
        expires_at=door.opening.closes_at,
        at=now,
    )
    return jitsi.join_url(
        room=session.room.name,
        token=token,
        title=session.title,
        language=(get_language() or by.language)[:2],
        return_path=reverse("sessions:session", args=[session.pk]),
    )


@transaction.atomic
def tick_roster(
    session: TrainingSession, people: Iterable[Person], *, by: User, at: datetime | None = None
) -> list[RosterEntry]:
    """Note that ``people`` were seen taking part: for each it counts as the whole session. Gives the new entries.

    Only holders of a seat are ticked; by whoever leads the session and the staff, or by a contact point for the people
    of the office. Raises :class:`SessionError` before it begins, once it is settled, and for anybody else.
    """
    now = at or timezone.now()
    locked = _locked(session)
    if locked.state != State.SCHEDULED:
        raise SessionError(
            _(
                "The roster of this session is closed: it was cancelled, or its attendance is settled. If "
                "somebody is missing, tell the Secretariat."
            )
        )
    if now < locked.starts_at:
        raise SessionError(_("The roster opens when the session begins."))
    wanted = {person.pk for person in people}
    if wanted - set(tickable(locked, by, at).values_list("person_id", flat=True)):
        raise SessionError(_("Only people who hold a seat, and of your own office, can be ticked."))
    fresh = wanted - set(locked.roster.values_list("person_id", flat=True))
    entries = RosterEntry.objects.bulk_create(
        RosterEntry(session=locked, person_id=person, ticked_by=by.person, ticked_at=now) for person in sorted(fresh)
    )
    if entries:
        record_event("sessions.roster_ticked", locked, by=by, at=at, people=[str(person) for person in sorted(fresh)])
    return entries


@transaction.atomic
def settle_session(session: TrainingSession, *, by: User | None = None, at: datetime | None = None) -> TrainingSession:
    """Write the verdict of every holder of a seat, with its evidence, and close the room; settled twice is once.

    Stays nobody told the end of run until the end of the room or of the session and are marked so. A person who
    settles before the planned end ends the session then. Posts that come later are kept and change no verdict. Raises
    :class:`SessionError` before it begins, when it is cancelled, and when ``by`` does not lead it.
    """
    now = at or timezone.now()
    locked = _locked(session)
    if locked.state == State.SETTLED:
        return locked
    _refuse_settling(locked, by=by, at=at, now=now)
    locked.ended_at = now if now < locked.ends_at else locked.ended_at
    rows = Attendance.objects.bulk_create(weigh(locked, ended_at=locked.ended_at, at=now))
    locked.state, locked.settled_at = State.SETTLED, now
    locked.save(update_fields=["state", "settled_at", "ended_at"])
    locked.room = close_room(locked.room, by=by, at=at)
    unknown = locked.room.stays.filter(person_uuid__isnull=True).count()
    verdicts = Counter(row.verdict for row in rows)
    record_event("sessions.session_settled", locked, by=by, at=at, unidentified=unknown, **verdicts)
    events.session_settled.send(sender=TrainingSession, session=locked)
    return locked


def settle_due_sessions(*, at: datetime | None = None) -> int:
    """The clock's turn: settle whatever ended more than three quarters of an hour ago; gives how many were.

    Each in its own transaction; one that fails is logged and tried again at the next turn, the others are served.
    """
    done = 0
    for session in TrainingSession.objects.due_for_settling(SETTLED_AFTER, at)[:20]:
        try:
            settle_session(session, at=at)
            done += 1
        except Exception:
            log.exception("sessions.settling_failed %s", session.pk)
    return done


@transaction.atomic
def purge_evidence(*, before: datetime, at: datetime | None = None) -> int:
    """Empty the evidence of verdicts settled before ``before``; the verdicts and their seconds stay."""
    gone = Attendance.objects.settled_before(before).exclude(evidence={}).update(evidence={})
    if gone:
        record_event("sessions.evidence_purged", at=at, before=before.isoformat(), verdicts=gone)
    return gone


def _locked(session: TrainingSession) -> TrainingSession:
    """The row under its lock: moving, cancelling, ticking and settling come one after the other."""
    return TrainingSession.objects.select_for_update(of=("self",)).select_related("workshop", "room").get(pk=session.pk)


def _refuse_settling(session: TrainingSession, *, by: User | None, at: datetime | None, now: datetime) -> None:
    if session.state == State.CANCELLED:
        raise SessionError(_("This session was cancelled. The workshop's page shows the others."))
    if now < session.starts_at:
        raise SessionError(_("This session has not begun: its attendance is settled once it has."))
    if by is not None and not TrainingSession.objects.led_by(by, at).filter(pk=session.pk).exists():
        raise SessionError(_("Only those who lead a session settle its attendance."))
