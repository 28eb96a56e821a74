"""Rooms of El Salvador: three bookings for national use, and one that gave way to a session, with its reason.

Re-dated when the last of them has gone by; what was stays in the report of use.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from equipment.actions import book_room
from equipment.models import Booking
from network.models import Office, Person
from sessions.actions import plan_site
from sessions.models import TrainingSession
from training_platform.demo.people import account_of, prosecutors_of
from training_platform.demo.replay import SECRETARIAT

OFFICE = "SV"
# Days from today, the hour, how many hours, and what for.
NATIONAL = (
    (-6, 10, 2, "Reunión de la unidad"),
    (2, 9, 2, "Declaración por videoconferencia"),
    (4, 14, 3, "Jornada de inducción del personal"),
)
REASON = "Es la única sala de la oficina con equipo de videoconferencia para la sesión de la red."


def show_bookings(at: datetime | None = None) -> None:
    """Book for national use, and have one of them give way. What is there stays."""
    now = at or timezone.now()
    office = Office.objects.get(code=OFFICE)
    if Booking.objects.standing().filter(office=office, use=Booking.Use.NATIONAL, ends_at__gt=now).exists():
        return
    people = prosecutors_of(office)
    for person, (days, hour, length, purpose) in zip(people, NATIONAL, strict=False):
        start = _morning(office, now, days=days, hour=hour)
        _book(office, person, start, start + timedelta(hours=length), purpose, at=min(now, start) - timedelta(days=3))
    _give_way(office, people[len(NATIONAL)], now)


def _give_way(office: Office, person: Person, now: datetime) -> None:
    """The next session for whose hours the room is free: they are booked for national use, and taken for it."""
    room, coming = office.rooms.earliest("pk"), TrainingSession.objects.upcoming(now).filter(state="scheduled")
    for session in coming.filter(starts_at__gt=now + timedelta(hours=1), workshop__state="announced"):
        hours = session.starts_at, session.ends_at
        if Booking.objects.overlapping(*hours).filter(room=room).exists():
            continue
        _book(office, person, *hours, "Preparación de una audiencia", at=now - timedelta(days=2))
        plan_site(session, room, reason=REASON, by=account_of(SECRETARIAT), at=now - timedelta(hours=1))
        return


def _morning(office: Office, now: datetime, *, days: int, hour: int) -> datetime:
    """So many days from today, at that hour of the office's clock."""
    zone = ZoneInfo(office.time_zone)
    return datetime.combine(timezone.localdate(now, zone) + timedelta(days=days), time(hour), zone)


def _book(office: Office, person: Person, start: datetime, end: datetime, purpose: str, *, at: datetime) -> None:
    hours = {"starts_at": start, "ends_at": end}
    book_room(office.rooms.earliest("pk"), **hours, use="national", purpose=purpose, by=person.user, at=at)
