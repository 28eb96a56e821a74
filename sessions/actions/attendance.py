"""Rosters ticked, attendance settled, evidence let go of in time (R23, C2–C4)."""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conferencing.actions import close_room
from foundations.audit.actions import record_event
from network.models import Person, User
from sessions import events
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import Attendance, RosterEntry, TrainingSession
from sessions.roster import tickable
from sessions.rules import SETTLED_AFTER
from sessions.weighing import weigh

log = logging.getLogger("sessions")
State = TrainingSession.State


@transaction.atomic
def tick_roster(
    session: TrainingSession, people: Iterable[Person], *, by: User, at: datetime | None = None
) -> list[RosterEntry]:
    """Note that ``people`` were seen taking part: for each it counts as the whole session. Gives the new entries.

    Only holders of a seat are ticked; by whoever leads the session and the staff, or by a contact point for the people
    of the office. Raises :class:`SessionError` before it begins, once it is settled, and for anybody else.
    """
    now = at or timezone.now()
    locked = locked_session(session)
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
    locked = locked_session(session)
    if locked.state == State.SETTLED:
        return locked
    _refuse_settling(locked, by=by, at=at, now=now)
    locked.ended_at = now if now < locked.ends_at else locked.ended_at
    rows = Attendance.objects.bulk_create(weigh(locked, ended_at=locked.ended_at, at=now))
    locked.state, locked.settled_at = State.SETTLED, now
    locked.save(update_fields=["state", "settled_at", "ended_at"])
    locked.room = close_room(locked.room, by=by, at=at)
    unknown = locked.room.stays.filter(identity__isnull=True).count()
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


def _refuse_settling(session: TrainingSession, *, by: User | None, at: datetime | None, now: datetime) -> None:
    if session.state == State.CANCELLED:
        raise SessionError(_("This session was cancelled. The workshop's page shows the others."))
    if now < session.starts_at:
        raise SessionError(_("This session has not begun: its attendance is settled once it has."))
    if by is not None and not TrainingSession.objects.led_by(by, at).filter(pk=session.pk).exists():
        raise SessionError(_("Only those who lead a session settle its attendance."))
