"""The week of an office's rooms and equipment on the office's own clock: what is busy when, as far as who reads it may.

Questions and plain values for a page. Prosecutors read when a room is taken and which bookings are their own; what
others do in it is the office's business (docs/decisions/0079-what-a-booking-is-for-stays-in-the-office.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.bookings.rules import Hand, Hours
from equipment.bookings.words import holder_said, thing_said
from equipment.models import Booking
from network.models import Office, OfficeRoom, User
from network.templatetags.clocks import day_of

DAYS = 7


@dataclass(frozen=True)
class Line:
    """One booking on one day: its hours there, who holds it, and its key where the reader may open it.

    ``reader_hours`` are those of the reader's clock, where it shows others.
    """

    hours: str
    reader_hours: str
    holder: str
    purpose: str
    thing: str
    key: object | None
    is_mine: bool
    is_network: bool


@dataclass(frozen=True)
class Cell:
    """One room on one day."""

    room: OfficeRoom
    lines: Sequence[Line]


@dataclass(frozen=True)
class Day:
    """One day of the week: what is booked of each room, and single items."""

    day: date
    said: str
    cells: Sequence[Cell]
    items: Sequence[Line]
    is_today: bool
    is_past: bool


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday on."""

    office: Office
    monday: date
    rooms: Sequence[OfficeRoom]
    days: Sequence[Day]
    has_items: bool
    is_other_clock: bool

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=DAYS - 1)

    @property
    def before(self) -> date:
        """The Monday of the week before."""
        return self.monday - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        """The Monday of the week after."""
        return self.monday + timedelta(days=DAYS)


def monday_of(asked: str, *, zone: str, at: datetime) -> date:
    """The Monday of the week in which the day ``asked`` (``2012-03-05``) falls; of this week where it says no day."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = timezone.localdate(at, ZoneInfo(zone))
    if not date(2000, 1, 10) <= day <= date(2100, 1, 1):
        day = timezone.localdate(at, ZoneInfo(zone))
    return day - timedelta(days=day.weekday())


def week_of(office: Office, monday: date, *, reader: User, hand: Hand, at: datetime) -> Week:
    """What is booked from that Monday on. Two questions, whatever there is."""
    zone = ZoneInfo(office.time_zone)
    bounds = [datetime.combine(monday + timedelta(days=number), time(), zone) for number in range(DAYS + 1)]
    booked = Booking.objects.filter(office=office).overlapping(bounds[0], bounds[-1]).with_things()
    bookings = list(booked.order_by("starts_at", "pk"))
    rooms = list(OfficeRoom.objects.filter(office=office).order_by("name"))
    other = timezone.localtime(bounds[0]).replace(tzinfo=None) != bounds[0].replace(tzinfo=None)
    today = timezone.localdate(at, zone)
    days = []
    for start, end in pairwise(bounds):
        told = [(row, _line(row, Hours(start, end), hand, reader, is_other_clock=other)) for row in bookings]
        lines = [(row, line) for row, line in told if line is not None]
        items = [line for row, line in lines if row.asset_id and (hand.keeps or hand.sees_all or line.is_mine)]
        cells = [Cell(room, [line for row, line in lines if row.room_id == room.pk]) for room in rooms]
        day = start.date()
        days.append(Day(day, day_of(start), cells, items, is_today=day == today, is_past=day < today))
    return Week(office, monday, rooms, days, any(day.items for day in days), is_other_clock=other)


def _line(booking: Booking, day: Hours, hand: Hand, reader: User, *, is_other_clock: bool) -> Line | None:
    """What a booking says on that day; nothing where it has no hour in it."""
    hours = Hours(booking.starts_at, booking.ends_at)
    if not hours.overlaps(day):
        return None
    is_mine = booking.booked_by_id == reader.person_id
    return Line(
        hours=hours_in(hours, day, day.starts_at.tzinfo),
        reader_hours=hours_in(hours, day, timezone.get_current_timezone()) if is_other_clock else "",
        holder=holder_said(booking, hand, reader.person_id),
        purpose=booking.purpose if hand.keeps or is_mine else "",
        thing=thing_said(booking),
        key=booking.pk if hand.keeps or hand.sees_all or is_mine else None,
        is_mine=is_mine,
        is_network=booking.is_network and (hand.keeps or hand.sees_all),
    )


def hours_in(hours: Hours, day: Hours, zone: ZoneInfo) -> str:
    """``09:00–11:00``, ``from 15:00``, ``until 11:00`` or ``all day``, as clocks in ``zone`` show it."""
    begins, ends = hours.starts_at > day.starts_at, hours.ends_at < day.ends_at
    start, end = f"{hours.starts_at.astimezone(zone):%H:%M}", f"{hours.ends_at.astimezone(zone):%H:%M}"
    if begins and ends:
        return f"{start}–{end}"
    if begins:
        return _("from %(hour)s") % {"hour": start}
    return _("until %(hour)s") % {"hour": end} if ends else _("all day")
