"""Which offices of a session or a workshop are not ready, what is missing, and until when (R73).

An office takes part from a room that is planned as a connected site, or by people with seats for whom no room is
planned. A room is looked at as it will be on the day: by then its tests are older.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from courses.models import Workshop
from equipment.assessing import Assessed, assess_rooms, rooms_of
from equipment.models import Booking
from equipment.readiness.rules import FRESH_DAYS
from equipment.readiness.values import Band
from equipment.room_panels import RoomPanel
from network.models import Office, User
from network.querysets import standing_of
from sessions.models import ConnectedSite, TrainingSession
from sessions.roster import leads

OFFICE_READERS = ("contact_point", "custodian", "national_editor")


@dataclass(frozen=True)
class OfficeReadiness:
    """One office that takes part: how many hold seats, its room (planned, or the best that it has), its contact points.

    ``is_taken``: the room is booked for something else in those hours; ``lacks_booking``: it is planned, and not booked
    for all of them.
    """

    office: Office
    people: int
    panel: RoomPanel | None
    is_planned: bool
    is_taken: bool = False
    lacks_booking: bool = False

    @property
    def band(self) -> Band | None:
        """Of its room; ``None`` where it has none on record."""
        return self.panel.assessed.verdict.band if self.panel else None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to be done: a planned room that is ready and free."""
        return self.is_planned and self.band is Band.READY and not self.is_taken

    @property
    def is_test_old(self) -> bool:
        """Whether the last test call of the room will be older than sixty days, or there is none."""
        if self.panel is None:
            return False
        days = self.panel.assessed.verdict.call_days
        return days is None or days > FRESH_DAYS

    @property
    def answer(self) -> str:
        """Can it join? ``yes``, ``risk``, ``no`` or ``unknown``."""
        if self.panel is None:
            return "no"
        if self.band is Band.NOT_REPORTED:
            return "unknown"
        if self.band is Band.NOT_READY:
            return "no"
        return "yes" if self.band is Band.READY and not self.is_taken else "risk"

    @property
    def contact_points(self) -> int:
        """How many contact points the office has on the day."""
        return getattr(self.office, "contact_points", 0)


def offices_shown(session: TrainingSession, user: User) -> Collection[int] | None:
    """Of which offices ``user`` reads the readiness for a session: ``None`` for all, empty for none."""
    standing = standing_of(user)
    own = standing.offices_as(*OFFICE_READERS)
    if standing.is_staff or (getattr(session, "part", None) and leads(session, user)):
        return None
    return own


def readiness_for(
    workshop: Workshop,
    *,
    starts_at: datetime,
    ends_at: datetime,
    sessions: Iterable[uuid.UUID] = (),
    offices: Collection[int] | None = None,
) -> list[OfficeReadiness]:
    """The offices that take part in those ``sessions`` of a workshop, not ready ones first. Eleven questions.

    ``offices`` are those that the reader may read of; ``None`` is all.
    """
    sessions = list(sessions)
    seats = workshop.enrolments.holding().order_by().values_list("office").annotate(Count("pk"))
    people = dict(seats if offices is None else seats.filter(office__in=offices))
    sites = ConnectedSite.objects.planned().filter(session__in=sessions)
    seen = (sites if offices is None else sites.filter(room__office__in=offices)).with_booked()
    rows = list(seen.values_list("room", "room__office", "is_booked"))
    planned = {room: office for room, office, _is_booked in rows}
    not_booked = {room for room, _office, is_booked in rows if not is_booked}
    taking_part = {*people, *planned.values()}
    if not taking_part:
        return []
    rooms: dict[int, list[Assessed]] = defaultdict(list)
    for assessed in assess_rooms(rooms_of(taking_part), starts_at):
        rooms[assessed.room.office_id].append(assessed)
    taken = _taken(taking_part, starts_at, ends_at, sessions)
    found = []
    for office in Office.objects.filter(pk__in=taking_part).with_contact_points(starts_at).in_order():
        own = [each for each in rooms[office.pk] if each.room.pk in planned]
        room = _best(own or rooms[office.pk])
        is_taken = room is not None and room.room.pk in taken
        panel = RoomPanel(room) if room else None
        lacks = bool(own) and room is not None and room.room.pk in not_booked
        found.append(OfficeReadiness(office, people.get(office.pk, 0), panel, bool(own), is_taken, lacks))
    return sorted(found, key=lambda each: each.is_ready)


def _best(rooms: list[Assessed]) -> Assessed | None:
    """The one that is likeliest to do."""
    return max(rooms, key=lambda each: (each.verdict.band.height, each.verdict.score), default=None)


def _taken(offices: set[int], starts_at: datetime, ends_at: datetime, sessions: list[uuid.UUID]) -> set[int]:
    """The rooms of those offices that are booked in those hours for something else. One question."""
    others = Booking.objects.overlapping(starts_at, ends_at).filter(room__office__in=offices)
    return set(others.exclude(Q(session__in=sessions)).values_list("room", flat=True))
