"""Reminders to the offices whose room is not ready: fourteen and three days before, once each (R73)."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from network.models import Person
from network.models.people import Appointment
from sessions import mails
from sessions.models import TrainingSession
from sessions.rooms_ready import OfficeReadiness, readiness_for
from sessions.waves import first_of_waves, mark_of

log = logging.getLogger("sessions")
REMINDED = (timedelta(days=14), timedelta(days=3))


def remind_of_rooms(*, at: datetime | None = None) -> int:
    """The clock's turn: write to custodians and contact points of offices that are not ready. Gives how many letters.

    Of a workshop's sessions that lie close together the first one alone reminds. Each session is a transaction of its
    own; a reminder that was missed while nobody looked is sent with the next turn, as long as the session is to come.
    """
    now = at or timezone.now()
    coming = TrainingSession.objects.filter(state="scheduled", workshop__state="announced", starts_at__gt=now)
    near = coming.filter(starts_at__lte=now + REMINDED[0]).select_related("workshop__host_office").order_by("starts_at")
    sessions = {session.pk: session for session in near}
    before = TrainingSession.objects.filter(workshop__in={each.workshop_id for each in sessions.values()})
    starts = list(before.exclude(state="cancelled").values_list("workshop", "starts_at", "pk"))
    written = 0
    for key in first_of_waves(starts, apart=REMINDED[0]):
        if key not in sessions:
            continue
        try:
            written += _remind(sessions[key], at=now)
        except Exception:
            log.exception("sessions.room_reminder_failed %s", key)
    return written


@transaction.atomic
def _remind(session: TrainingSession, *, at: datetime) -> int:
    mark = mark_of(session.starts_at - at, REMINDED)
    if mark is None:
        return 0
    rows = readiness_for(session.workshop, starts_at=session.starts_at, ends_at=session.ends_at, sessions=[session.pk])
    late = [row for row in rows if not row.is_ready or row.is_test_old]
    keepers = _keepers(late, at)
    return sum(
        mails.remind_of_room(session, row, person, days=mark.days, at=at)
        for row in late
        for person in keepers.get(row.office.pk, {}).values()
    )


def _keepers(rows: Iterable[OfficeReadiness], at: datetime) -> dict[int, dict[object, Person]]:
    """By office, its contact points and custodians, and who keeps the room, each once."""
    found: dict[int, dict[object, Person]] = {row.office.pk: {} for row in rows}
    held = Appointment.objects.valid(at).filter(role__in=("contact_point", "custodian"), office__in=found)
    for appointment in held.select_related("person__user", "person__office").order_by("pk"):
        found[appointment.office_id][appointment.person_id] = appointment.person
    return found
