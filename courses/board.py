"""The board of a workshop's seats, and of an office over all workshops: for School and Secretariat. Questions only."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from courses.history import Line, lines, seat_stories, steps_of
from courses.models import Enrolment, Workshop
from courses.panels import OfficeSeats
from courses.rules import Seats
from courses.seating import seats_of
from network.models import Appointment, Office

STEPS_SHOWN = 30
State = Enrolment.State
DOTS = {State.CONFIRMED: "confirmed", State.NOMINATED: "named", State.OFFERED: "offered"}


@dataclass
class OfficeRow:
    """One office in one workshop: its seats one by one, who waits, and whether it is heard of.

    ``dots`` are codes: confirmed, named, offered, kept, free; pool for a seat of the common list, beyond for one more
    than the office has after a cut, exception for one that the Secretariat gave.
    """

    office: Office
    quota: int | None
    free: int
    holders: list[Enrolment] = field(default_factory=list)
    waiting: list[Enrolment] = field(default_factory=list)
    kept: int = 0
    is_released: bool = False
    contact_points: int = 0
    last_step: datetime | None = None

    @property
    def dots(self) -> list[str]:
        held = [DOTS[State(row.state)] for row in self.holders if not row.is_exception]
        if self.quota is not None and len(held) > self.quota:
            more = "pool" if self.is_released else "beyond"
            held = held[: self.quota] + [more] * (len(held) - self.quota)
        held += ["exception" for row in self.holders if row.is_exception]
        return [*held, *["kept"] * self.kept, *["free"] * max(0, self.free - self.kept)]

    @property
    def is_silent(self) -> bool:
        """Seats to name people for, and nobody named ever."""
        return bool(self.free) and self.last_step is None


@dataclass
class Board:
    """A workshop at a glance: offices, the list in its order, offers running, who was asked again, what happened."""

    workshop: Workshop
    seats: Seats
    rows: list[OfficeRow]
    waiting: list[Enrolment]
    offers: list[Enrolment]
    asked_again: list[Enrolment]
    steps: list[Line]
    stories: list[Line]

    @property
    def silent(self) -> list[OfficeRow]:
        return [row for row in self.rows if row.is_silent]

    @property
    def capacity(self) -> int | None:
        """Seats in all; before they are released what the offices have together, within the limit."""
        limits = [self.seats.capacity, sum(row.quota for row in self.rows) if self.seats.quotas is not None else None]
        return min((limit for limit in limits if limit is not None), default=None)

    @property
    def held(self) -> int:
        return sum(self.seats.held.values())

    @property
    def confirmed(self) -> int:
        return sum(place.state == State.CONFIRMED for row in self.rows for place in row.holders)


def board_of(workshop: Workshop, now: datetime) -> Board:
    """The board of one workshop. Nine questions at most, whatever its size."""
    live = workshop.enrolments.live().select_related("person__user", "office__country")
    places: dict[int, list[Enrolment]] = defaultdict(list)
    for enrolment in live.in_line():
        places[enrolment.office_id].append(enrolment)
    seats = seats_of(workshop, now)
    last = dict(workshop.enrolments.order_by().values_list("office").annotate(Max("asked_at")))
    points = _contact_points(now)
    rows = [
        OfficeRow(
            office=office,
            quota=None if seats.quotas is None else seats.quotas[office.pk],
            free=_unfilled(workshop, seats, office, now),
            holders=[row for row in places[office.pk] if row.holds_seat],
            waiting=[row for row in places[office.pk] if not row.holds_seat],
            kept=seats.kept.get(office.pk, 0),
            is_released=seats.released,
            contact_points=points[office.pk],
            last_step=last.get(office.pk),
        )
        for office in Office.objects.in_order()
    ]
    everybody = [row for rows_of_office in places.values() for row in rows_of_office]
    waiting = [row for row in everybody if row.state == State.WAITING]
    return Board(
        workshop=workshop,
        seats=seats,
        rows=rows,
        waiting=sorted(waiting, key=lambda row: (row.queued_at, row.pk)),
        offers=sorted((row for row in everybody if row.state == State.OFFERED), key=lambda row: row.answer_by),
        asked_again=[row for row in everybody if row.asked_again_at is not None],
        steps=lines(steps_of(workshop, limit=STEPS_SHOWN)),
        stories=seat_stories(workshop),
    )


def _contact_points(now: datetime) -> Counter[int]:
    held = Appointment.objects.valid(now).holding(Appointment.Role.CONTACT_POINT)
    return Counter(held.values_list("office", flat=True))


def _unfilled(workshop: Workshop, seats: Seats, office: Office, now: datetime) -> int:
    """Seats that the office can still name people for."""
    if workshop.is_open or workshop.state != Workshop.State.ANNOUNCED or workshop.has_begun(now):
        return 0
    if seats.released:
        return seats.kept.get(office.pk, 0)
    return seats.free_for(office.pk) or 0


def office_board(office: Office, now: datetime) -> list[OfficeSeats]:
    """One office over all workshops with seats per office that are to come. Six questions."""
    coming = Workshop.objects.announced().filter(seats_per_office__isnull=False).upcoming(now).for_cards()
    return OfficeSeats.boards(list(coming), [office])
