"""Attendance settled, and its evidence let go of in time (R23, C2–C4)."""

import logging
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conferencing.actions import close_room
from foundations.audit.actions import record_event
from network.models import User
from sessions import events, mails
from sessions.actions.faults import tell_fault
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import Attendance, OccupantDecision, RosterEntry, TrainingSession
from sessions.rules import SETTLED_AFTER
from sessions.standing import courses_for
from sessions.weighing import weigh

log = logging.getLogger("sessions")
State = TrainingSession.State


@transaction.atomic
def settle_session(session: TrainingSession, *, by: User | None = None, at: datetime | None = None) -> TrainingSession:
    """Write the verdict of every holder of a seat, with its evidence, and close the room; settled twice is once.

    Stays nobody told the end of run until the end of the room or of the session and are marked so. A person who
    settles before the planned end ends the session then. Posts that come later are kept and change no verdict. Raises
    :class:`SessionError` before it begins, when it is cancelled, and when ``by`` does not lead it.
    """
    now = at or timezone.now()
    locked = locked_session(session)
    if locked.state == State.SETTLED:
        return locked
    _refuse_settling(locked, by=by, at=at, now=now)
    locked.ended_at = now if now < locked.ends_at else locked.ended_at
    _stop_incidents(locked, by=by, at=at, now=now)
    rows = Attendance.objects.bulk_create(weigh(locked, ended_at=locked.ended_at, at=now))
    locked.state, locked.settled_at = State.SETTLED, now
    locked.save(update_fields=["state", "settled_at", "ended_at"])
    locked.room = close_room(locked.room, by=by, at=at)
    unknown = locked.room.stays.filter(identity__isnull=True).count()
    verdicts = Counter(row.verdict for row in rows)
    record_event("sessions.session_settled", locked, by=by, at=at, unidentified=unknown, **verdicts)
    events.session_settled.send(sender=TrainingSession, session=locked)
    _warn_of_rule(locked, rows, at=now)
    return locked


def _stop_incidents(session: TrainingSession, *, by: User | None, at: datetime | None, now: datetime) -> None:
    """What still runs ends with the session, and what it cost goes to the room at fault."""
    running = session.incidents.filter(stopped_at__isnull=True).select_related("site__room", "session")
    for incident in running:
        incident.stopped_at = min(now, session.ends_at)
        incident.save(update_fields=["stopped_at"])
        tell_fault(incident, until=incident.stopped_at, by=by, at=at)


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
    """Empty the evidence of verdicts settled before ``before`` and let go of the marks and the decisions behind it.

    The verdicts and their seconds stay, and so do corrections with their reasons. Gives how many verdicts.
    """
    gone = Attendance.objects.settled_before(before).exclude(evidence={}).update(evidence={})
    marks, _by_model = RosterEntry.objects.of_days_before(before).delete()
    decisions, _by_model = OccupantDecision.objects.filter(decided_at__lt=before).delete()
    if gone or marks or decisions:
        record_event(
            "sessions.evidence_purged",
            at=at,
            before=before.isoformat(),
            verdicts=gone,
            marks=marks,
            decisions=decisions,
        )
    return gone


def _warn_of_rule(session: TrainingSession, rows: list[Attendance], *, at: datetime) -> None:
    """While sessions are still to come: write to whoever can no longer reach what the certificate asks for."""
    coming = TrainingSession.objects.counting().filter(workshop=session.workshop_id, state=State.SCHEDULED)
    if not session.counts or not coming.exists():
        return
    courses = courses_for(session.workshop, [row.person_id for row in rows])
    lost = [row for row in rows if row.person_id in courses and not courses[row.person_id].can_be_met]
    for row in lost:
        mails.warn_of_rule(session.workshop, row.person, courses[row.person_id], at=at)


def _refuse_settling(session: TrainingSession, *, by: User | None, at: datetime | None, now: datetime) -> None:
    if session.state == State.CANCELLED:
        raise SessionError(_("This session was cancelled. The workshop's page shows the others."))
    if now < session.starts_at:
        raise SessionError(_("This session has not begun: its attendance is settled once it has."))
    if by is not None and not TrainingSession.objects.led_by(by, at).filter(pk=session.pk).exists():
        raise SessionError(_("Only those who lead a session settle its attendance."))
