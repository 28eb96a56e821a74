"""Sessions, parts and attendance for tests, written straight to the tables."""

import uuid
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from network.models import Person
from sessions.models import Attendance, SessionPart, TrainingSession
from sessions.models.guests import GuestInvitation
from sessions.models.materials import Material, RecordingLeave
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


def make_guest(session: TrainingSession, **overrides) -> GuestInvitation:
    """An expert, invited and not come yet."""
    fields = {"name": "Luz Gil", "email": f"luz.{uuid.uuid4().hex[:8]}@experta.example", "kind": "expert"}
    fields |= {"language": "es", "invited_at": timezone.now(), "invited_by": overrides.get("invited_by")}
    fields["invited_by"] = fields["invited_by"] or make_person()
    return GuestInvitation.objects.create(session=session, **fields | overrides)


def make_material(beside: TrainingSession, **overrides) -> Material:
    """A small PDF for everybody who takes part."""
    name = storages["private"].save(f"materials/{uuid.uuid4().hex}.pdf", ContentFile(b"%PDF-1.4 x"))
    fields = {"title": "Guía de la sesión", "workshop": beside.workshop, "file": name, "size": 10, "digest": "0" * 64}
    fields |= {"added_at": timezone.now(), "session": beside}
    return Material.objects.create(**fields | overrides)


def make_leave(session: TrainingSession, **overrides) -> RecordingLeave:
    """Leave to record, given a moment ago."""
    fields = {"reason": "Para quienes no pueden venir", "given_at": timezone.now()}
    return RecordingLeave.objects.create(session=session, given_by=make_person(), **fields | overrides)
