"""Sessions, parts and attendance for tests, written straight to the tables."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from network.models import Person
from sessions.models import Attendance, SessionPart, TrainingSession
from tests.makers.conferencing import make_room, make_stay
from tests.makers.courses import make_workshop
from tests.makers.network import make_person


def make_session(**overrides) -> TrainingSession:
    """A session of one hour that began half an hour ago, with a room of its own."""
    key, starts_at = uuid.uuid4(), overrides.get("starts_at") or timezone.now() - timedelta(minutes=30)
    fields = {"id": key, "title_es": "Primera sesión", "title_en": "First session", "starts_at": starts_at}
    fields["ends_at"] = starts_at + timedelta(hours=1)
    if "workshop" not in overrides:
        fields["workshop"] = make_workshop()
    if "room" not in overrides:
        fields["room"] = make_room(subject=key)
    return TrainingSession.objects.create(**fields | overrides)


def make_part(session: TrainingSession, person: Person, role: str = "moderator") -> SessionPart:
    return SessionPart.objects.create(session=session, person=person, role=role)


def make_presence(session: TrainingSession, person: Person, start: float, end: float | None, **overrides) -> None:
    """One stay of ``person`` from minute ``start`` to ``end`` of the session; ``None``: never told to have left."""

    def minute(number: float) -> datetime:
        return session.starts_at + timedelta(minutes=number)

    fields = {"room": session.room, "identity": person.pk, "joined_at": minute(start)}
    fields |= {"left_at": None, "left_exactly": False} if end is None else {"left_at": minute(end)}
    make_stay(**fields | overrides)


def make_attendance(**overrides) -> Attendance:
    """A whole hour, present."""
    session = overrides.get("session") or make_session()
    person = overrides.get("person") or make_person()
    fields = {"session": session, "person": person, "office": person.office, "verdict": Attendance.Verdict.PRESENT}
    fields |= {"present_seconds": 3600, "counted_seconds": 3600, "settled_at": timezone.now()}
    return Attendance.objects.create(**fields | overrides)
