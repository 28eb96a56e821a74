"""Decisions about bookings over plain values: which hours may be booked, who displaces whom, what counts as use.

Hours are half-open: what ends at ten leaves the room to what begins at ten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from network.rules import Standing

LONGEST = timedelta(days=31)
FARTHEST = timedelta(days=366)
MOST_WEEKS = 13  # a quarter of a year
# Who books a room on entering it sends the form a moment after the hour that stands on it.
GRACE = timedelta(minutes=15)

KEEPERS = ("contact_point", "custodian")
# Who books for the own office: its people. Judges, investigators and guests of an office ask it.
BOOKING_KINDS = frozenset({"prosecutor", "staff"})


class Hours(NamedTuple):
    """From an instant (included) until another (not)."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Hours") -> bool:
        """Whether the two share an instant; touching is no conflict."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def within(self, start: datetime, end: datetime) -> timedelta:
        """How much of them lies between the two."""
        return max(timedelta(), min(self.ends_at, end) - max(self.starts_at, start))


def instants(starts_at: datetime, ends_at: datetime) -> Hours:
    """As instants, in UTC: two hours of one wall clock are told apart by what it shows, not by what passes between."""
    return Hours(starts_at.astimezone(UTC), ends_at.astimezone(UTC))


# --- Hours that may be booked -----------------------------------------------------------------------------------------


def fault_of_hours(hours: Hours, *, at: datetime) -> tuple[str, str]:
    """Why these cannot be booked at ``at``: the field at fault and a code; empty where they can.

    Codes: ``past``, ``far``, ``backwards``, ``long``.
    """
    if hours.starts_at < at - GRACE:
        return "starts_at", "past"
    if hours.starts_at > at + FARTHEST:
        return "starts_at", "far"
    return fault_of_length(hours)


def fault_of_length(hours: Hours) -> tuple[str, str]:
    """The same of their length alone: of hours that somebody else decided on."""
    if hours.ends_at <= hours.starts_at:
        return "ends_at", "backwards"
    return ("ends_at", "long") if hours.ends_at - hours.starts_at > LONGEST else ("", "")


def fault_of_weeks(hours: Hours, weeks: int) -> str:
    """Why these are not repeated so many weeks: ``many``; or ``itself``, for they would run into the next week's."""
    if not 1 <= weeks <= MOST_WEEKS:
        return "many"
    return "itself" if weeks > 1 and hours.ends_at - hours.starts_at > timedelta(days=7) else ""


def fault_of_wall(wall: datetime, zone: ZoneInfo) -> str:
    """Why clocks in ``zone`` do not show ``wall`` once: they skip it (``gap``) or show it twice (``fold``)."""
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return ""
    there = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
    return "fold" if there == wall else "gap"


def weekly(hours: Hours, weeks: int, zone: ZoneInfo) -> tuple[list[Hours], list[date]]:
    """The same hours of the clocks of ``zone`` in so many weeks, and the days on which those skip or repeat an hour.

    The first stands as it is: whoever gave an instant meant it.
    """
    walls = [instant.astimezone(zone).replace(tzinfo=None, fold=0) for instant in hours]
    found, wrong = [hours], []
    for week in range(1, weeks):
        shown = [wall + timedelta(weeks=week) for wall in walls]
        wrong += [wall.date() for wall in shown if fault_of_wall(wall, zone)]
        found.append(instants(*(wall.replace(tzinfo=zone) for wall in shown)))
    return found, wrong


# --- Who may what -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hand:
    """What somebody may do with the bookings of one office."""

    keeps: bool = False
    belongs: bool = False
    is_secretariat: bool = False
    sees_all: bool = False

    @property
    def sees_week(self) -> bool:
        """When rooms are busy and free."""
        return self.keeps or self.belongs or self.sees_all

    @property
    def uses(self) -> tuple[str, ...]:
        """For what one books: the network's use for keepers and the Secretariat, the country's for its own people."""
        network = ("network",) if self.keeps or self.is_secretariat else ()
        return (*(("national",) if self.keeps or self.belongs else ()), *network)

    @property
    def displaces(self) -> bool:
        """Whether one may take, for the network, hours that are booked for national use."""
        return self.keeps or self.is_secretariat


def hand_of(standing: Standing, office_id: int) -> Hand:
    """By the roles held for that office and by whom one is."""
    return Hand(
        keeps=office_id in standing.offices_as(*KEEPERS),
        belongs=standing.office_id == office_id and standing.kind in BOOKING_KINDS,
        is_secretariat=standing.is_secretariat,
        sees_all=standing.is_staff,
    )


def yields_to(use: str, other: str) -> bool:
    """Whether a booking of the first use gives way to one of the other: national use to the network's, nothing else."""
    return use == "national" and other == "network"


# --- What was used ----------------------------------------------------------------------------------------------------


def kept_hours(hours: Hours, cancelled_at: datetime | None) -> Hours | None:
    """The part that was kept: up to when it was called off, all where it was not; ``None`` if that came before."""
    if cancelled_at is None or cancelled_at >= hours.ends_at:
        return hours
    return Hours(hours.starts_at, cancelled_at) if cancelled_at > hours.starts_at else None


def by_month(hours: Hours, zone: ZoneInfo) -> Iterator[tuple[date, timedelta]]:
    """How much of them falls into each month on the clocks of ``zone``, by the month's first day."""
    day = hours.starts_at.astimezone(zone).date().replace(day=1)
    while (start := datetime.combine(day, time(), zone)) < hours.ends_at:
        next_month = (day + timedelta(days=32)).replace(day=1)
        end = datetime.combine(next_month, time(), zone)
        # Of instants, for the wall clock of a month in which an hour is skipped is an hour long too much.
        yield day, hours.within(start.astimezone(UTC), end.astimezone(UTC))
        day = next_month
