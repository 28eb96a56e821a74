"""What whoever leads does while a session runs: incidents, a longer end, occupants without a name (R23)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.rules import next_stamp
from conferencing.models import Stay
from equipment.actions import extend_session_bookings
from foundations.audit.actions import record_event
from network.models import Person, User
from sessions.actions.faults import tell_fault
from sessions.errors import SessionError
from sessions.inviting import align_workshop
from sessions.locks import locked_session
from sessions.models import ConnectedSite, Incident, OccupantDecision, TrainingSession
from sessions.roster import leads

State = TrainingSession.State
LONGEST_EXTENSION = timedelta(hours=3)


@transaction.atomic
def start_incident(
    session: TrainingSession,
    *,
    by: User,
    reason: str = "",
    site: ConnectedSite | None = None,
    since: datetime | None = None,
    at: datetime | None = None,
) -> Incident:
    """Say that the room fails, ``since`` then or since now: nobody loses minutes until it is stopped.

    ``site`` is the connected site whose fault it is, if it is one's. An incident that runs already is given back as it
    is. Raises :class:`SessionError`.
    """
    now = at or timezone.now()
    locked = _led(session, by=by, at=at)
    if running := locked.incidents.filter(stopped_at__isnull=True).first():
        return running
    start = since or now
    if not locked.starts_at <= start <= now or start >= locked.ends_at:
        raise SessionError(_("An incident lies between the beginning of the session and now."))
    if site is not None and site.session_id != locked.pk:
        raise SessionError(_("That site has no part in this session."))
    incident = Incident.objects.create(
        session=locked, reason=reason.strip(), site=site, started_at=start, started_by=by.person
    )
    record_event("sessions.incident_started", locked, by=by, at=at, since=start.isoformat())
    return incident


@transaction.atomic
def stop_incident(session: TrainingSession, *, by: User, at: datetime | None = None) -> Incident | None:
    """The room works again: minutes count from now on. Where none runs, nothing happens.

    What a site's fault cost goes into the record of its room.
    """
    now = at or timezone.now()
    locked = _led(session, by=by, at=at)
    incident = locked.incidents.filter(stopped_at__isnull=True).first()
    if incident is None:
        return None
    incident.stopped_at, incident.stopped_by = max(now, incident.started_at), by.person
    incident.save(update_fields=["stopped_at", "stopped_by"])
    lasted = int((incident.stopped_at - incident.started_at).total_seconds())
    record_event("sessions.incident_stopped", locked, by=by, at=at, seconds=lasted)
    tell_fault(incident, until=incident.stopped_at, by=by, at=at)
    return incident


@transaction.atomic
def extend_session(session: TrainingSession, *, minutes: int, by: User, at: datetime | None = None) -> TrainingSession:
    """Let a session that is under way end later; whoever entered already keeps a way in until the former end.

    What counts grows with it. Raises :class:`SessionError` before it begins, once it is over, and past three hours.
    """
    now = at or timezone.now()
    locked = _led(session, by=by, at=at)
    if not locked.starts_at <= now < locked.ends_at:
        raise SessionError(_("Only a session that is under way can be extended."))
    if not timedelta(0) < timedelta(minutes=minutes) <= LONGEST_EXTENSION:
        raise SessionError(_("A session is extended by up to three hours."))
    was_at, locked.ends_at = locked.ends_at, locked.ends_at + timedelta(minutes=minutes)
    locked.sequence += 1
    locked.calendar_stamped_at = next_stamp(locked.calendar_stamped_at, now)
    locked.save(update_fields=["ends_at", "sequence", "calendar_stamped_at"])
    extend_session_bookings(locked.pk, ends_at=locked.ends_at, by=by, at=at)
    record_event("sessions.session_extended", locked, by=by, at=at, was_at=was_at.isoformat(), minutes=minutes)
    align_workshop(locked.workshop)
    return locked


@transaction.atomic
def resolve_occupant(
    session: TrainingSession,
    stay: int,
    *,
    by: User,
    reason: str,
    person: Person | None = None,
    at: datetime | None = None,
) -> OccupantDecision:
    """Say who an occupant without a name was: ``person``, who holds a seat; or nobody of ours, dismissed.

    Decided once: another decision on the same stay is refused. Raises :class:`SessionError`.
    """
    locked = _led(session, by=by, at=at)
    if not reason.strip():
        raise SessionError(_("Please say how you know."))
    if not Stay.objects.filter(room__subject=locked.pk, pk=stay, identity__isnull=True).exists():
        raise SessionError(_("There is no such occupant without a name."))
    if person is not None and not locked.workshop.enrolments.holding().filter(person=person).exists():
        raise SessionError(_("Only somebody who holds a seat can have been the occupant."))
    decided = locked.occupant_decisions.filter(stay=stay).first()
    if decided is not None:
        if decided.person == person:
            return decided
        raise SessionError(_("Somebody has decided on this occupant already."))
    decision = OccupantDecision.objects.create(
        session=locked,
        stay=stay,
        person=person,
        reason=reason.strip(),
        decided_by=by.person,
        decided_at=at or timezone.now(),
    )
    whom = {"person": str(person.pk)} if person else {}
    record_event("sessions.occupant_resolved", locked, by=by, at=at, stay=stay, **whom)
    return decision


def _led(session: TrainingSession, *, by: User, at: datetime | None) -> TrainingSession:
    """The session under its lock, while it can still be led."""
    locked = locked_session(session)
    if not leads(locked, by, at):
        raise SessionError(_("Only those who lead the session do this."))
    if locked.state != State.SCHEDULED:
        raise SessionError(_("This session is cancelled, or its attendance is settled."))
    return locked
