"""Sites, marks, incidents and excuses for tests, written straight to the tables."""

from datetime import timedelta

from django.utils import timezone

from network.models import Office, OfficeRoom, Person
from sessions.models import ConnectedSite, Excuse, Incident, RosterEntry, TrainingSession
from tests.makers.conferencing import make_stay
from tests.makers.network import make_person
from tests.makers.sessions import make_session


def make_site(session: TrainingSession | None = None, *, office: Office | None = None, **overrides) -> ConnectedSite:
    """A room of an office (of a new one's) planned as a site."""
    office = office or make_person().office
    room = overrides.pop("room", None) or OfficeRoom.objects.create(
        office=office, name=f"Sala {OfficeRoom.objects.count()}", capacity=12
    )
    fields = {"session": session or make_session(), "room": room, "planned_at": timezone.now()}
    return ConnectedSite.objects.create(**fields | overrides)


def connect_site(site: ConnectedSite, start: float, end: float | None) -> None:
    """Its connection, from minute ``start`` to ``end`` of the session."""
    begins = site.session.starts_at
    left = {"left_at": None, "left_exactly": False} if end is None else {"left_at": begins + timedelta(minutes=end)}
    make_stay(room=site.session.room, identity=site.pk, joined_at=begins + timedelta(minutes=start), **left)


def make_mark(
    session: TrainingSession, person: Person | None, start: float, end: float | None, **overrides
) -> RosterEntry:
    """A mark from minute ``start`` to ``end``; at a ``site`` where one is given, else at the door."""

    def minute(number):
        return session.starts_at + timedelta(minutes=number)

    fields = {"session": session, "person": person, "starts_at": minute(start), "ticked_at": timezone.now()}
    fields |= {"ends_at": None if end is None else minute(end), "ticked_by": person or make_person()}
    fields["source"] = "site" if overrides.get("site") else "door"
    return RosterEntry.objects.create(**fields | overrides)


def make_incident(session: TrainingSession, start: float, end: float | None) -> Incident:
    begins = session.starts_at
    stop = None if end is None else begins + timedelta(minutes=end)
    return Incident.objects.create(session=session, started_at=begins + timedelta(minutes=start), stopped_at=stop)


def make_excuse(session: TrainingSession, person: Person, **overrides) -> Excuse:
    fields = {"session": session, "person": person, "reason": "Audiencia.", "asked_by": person}
    return Excuse.objects.create(**fields | {"asked_at": timezone.now()} | overrides)
