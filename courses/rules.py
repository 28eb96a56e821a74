"""Decisions over plain values: seats, approvals, what a syllabus freezes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

# Kinds of person who enrol themselves, and whom a contact point may name (R4, R22: police go with a prosecutor).
ENROLLING_KINDS = frozenset({"prosecutor"})
NAMED_KINDS = frozenset({"prosecutor", "investigator"})


# How long an offered seat waits for its answer, and a freed one for its office; and both in the last two days.
OFFER_LASTS, KEPT_FOR, IN_HASTE = timedelta(hours=48), timedelta(hours=24), timedelta(hours=4)
LAST_DAYS = timedelta(days=2)
# How long before nominations close an office is reminded of seats that nobody was named for (R19), the first one first.
REMINDED_OF_SEATS = (timedelta(days=7), timedelta(days=5), timedelta(days=2))


class Place(StrEnum):
    """What somebody gets who asks for a place now."""

    SEAT = "seat"
    OFFICE_FULL = "office_full"
    WORKSHOP_FULL = "workshop_full"
    KEPT = "kept"


class Cause(StrEnum):
    """Why a place took a step, where neither its states nor the :class:`Place` that was found say it."""

    OFFERED_OWN = "offered_own"
    OFFERED_POOL = "offered_pool"
    SUBSTITUTE = "substitute"
    EXCEPTION = "exception"
    REORDERED = "reordered"
    MOVED = "moved"
    RECONFIRMED = "reconfirmed"
    TOO_LATE = "too_late"
    CANCELLED = "workshop_cancelled"


class Quotas(dict[int, int]):
    """Seats by office: those of single offices, and for every other one the number of all."""

    def __init__(self, every: int, own: Mapping[int, int] | Iterable[tuple[int, int]] = ()) -> None:
        super().__init__(own)
        self.every = every

    def __missing__(self, office: int) -> int:
        return self.every


@dataclass(frozen=True)
class Seats:
    """Seats of a workshop at one instant: the only place that says who can have one.

    ``quotas`` gives each office's seats (once released, all of them listed) and is ``None`` where a workshop is open to
    all; ``total`` is the limit in all, ``None`` for no limit. ``held`` counts, by office, the seats that are taken;
    ``kept`` those that were freed and wait for their own office. Until the seats are ``released`` an office
    fills its own; afterwards whatever is free and not kept is everybody's.
    """

    quotas: Mapping[int, int] | None
    total: int | None
    held: Mapping[int, int] = field(default_factory=dict)
    kept: Mapping[int, int] = field(default_factory=dict)
    released: bool = False

    @property
    def capacity(self) -> int | None:
        """Seats in all; ``None`` when nothing but the offices' own limits them."""
        if self.total is not None or self.quotas is None or not self.released:
            return self.total
        return sum(self.quotas.values())

    def own_room(self, office: int) -> int:
        """Seats of its own that ``office`` has not filled; below nought where more people hold one. Open: nought."""
        return 0 if self.quotas is None else self.quotas[office] - self.held.get(office, 0)

    def beyond(self, office: int) -> int:
        """How many more seats ``office`` holds than it has, after a cut."""
        return max(0, -self.own_room(office))

    @property
    def room(self) -> int | None:
        """Seats that nobody holds; below nought after a cut."""
        return None if self.capacity is None else self.capacity - sum(self.held.values())

    def kept_for_others(self, office: int) -> int:
        return sum(number for other, number in self.kept.items() if other != office)

    def free_for(self, office: int) -> int | None:
        """Seats that ``office`` can fill now; ``None`` when nothing limits them."""
        limits = []
        if self.quotas is not None and not self.released:
            limits.append(self.own_room(office))
        if self.room is not None:
            limits.append(self.room - self.kept_for_others(office))
        return max(0, min(limits)) if limits else None

    def place_for(self, office: int) -> Place:
        """What a person of ``office`` gets."""
        if self.free_for(office) != 0:
            return Place.SEAT
        if not self.released and self.quotas is not None and self.own_room(office) <= 0:
            return Place.OFFICE_FULL
        return Place.KEPT if (self.room or 0) > 0 else Place.WORKSHOP_FULL

    def next_of(self, waiting: Iterable[tuple[int, int]]) -> int | None:
        """Who is offered a seat next: whose office has one kept, else the first whose office has room.

        ``waiting`` holds ``(enrolment, office)`` in the order of the list; returns the enrolment's key.
        """
        ordered = sorted(waiting, key=lambda entry: not self.kept.get(entry[1], 0))
        return next((key for key, office in ordered if self.place_for(office) is Place.SEAT), None)

    def returns_to_office(self, office: int) -> bool:
        """Whether a seat just freed by ``office`` is one of its own, and so kept for it a while (after the leaving)."""
        return self.own_room(office) > 0 and (self.room is None or self.room > 0)


def answer_until(now: datetime, beginning: datetime) -> datetime:
    """Until when an offer made now can be accepted: 48 hours, 4 in the last two days, never past the beginning."""
    lasts = IN_HASTE if beginning - now <= LAST_DAYS else OFFER_LASTS
    return min(now + lasts, beginning)


def kept_until(now: datetime, beginning: datetime) -> datetime:
    """Until when a seat freed now is its office's alone: 24 hours, 4 in the last two days."""
    lasts = IN_HASTE if beginning - now <= LAST_DAYS else KEPT_FOR
    return min(now + lasts, beginning)


def latest_reminder(left: timedelta) -> timedelta:
    """Which reminder of unnamed seats came up last when so much time is left; the first one before any did."""
    return min((before for before in REMINDED_OF_SEATS if left <= before), default=REMINDED_OF_SEATS[0])


def unnamed_seats(seats: Seats, freed: Mapping[int, int]) -> dict[int, int]:
    """Seats of each office that nobody was named for, less those of ``freed`` that are known as free already.

    What a limit in all leaves is shared in the order of ``seats.quotas``.
    """
    left = max(0, (replace(seats, released=True).room or 0) - sum(freed.values()))
    unnamed = {}
    for office in seats.quotas or ():
        unnamed[office] = min(left, max(0, seats.own_room(office) - freed.get(office, 0)))
        left -= unnamed[office]
    return {office: number for office, number in unnamed.items() if number}


@dataclass(frozen=True)
class HoursByKind:
    """Hours of 60 minutes, of theory and of practice."""

    theory: Decimal = Decimal(0)
    practice: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.theory + self.practice


def hours_by_kind(modules: Iterable[tuple[str, Decimal]]) -> HoursByKind:
    """The sum of ``(kind, hours)`` for each kind (R14)."""
    sums = {"theory": Decimal(0), "practice": Decimal(0)}
    for kind, hours in modules:
        sums[kind] += hours
    return HoursByKind(**sums)


def missing_for_announcement(
    *, units: int, schools: int, has_syllabus: bool, approvals: Mapping[str, str]
) -> list[str]:
    """What still stands between a draft and its announcement, as codes (R11, R18).

    ``approvals`` maps each side that approved to the person who did.
    """
    missing = []
    if not units:
        missing.append("units")
    if not schools:
        missing.append("schools")
    if not has_syllabus:
        missing.append("syllabus")
    missing += [side for side in ("school", "secretariat") if side not in approvals]
    if len(approvals) == 2 and len(set(approvals.values())) == 1:
        missing.append("different_people")
    return missing


def frozen_syllabus(
    spanish: Sequence[Mapping[str, str]], english: Sequence[Mapping[str, str]], revisions: Mapping[str, int | None]
) -> dict:
    """The syllabus as data, in both languages, keyed across them; a missing translation is stood in for.

    Each module comes as ``{"key", "title", "kind", "hours", "objectives"}``.
    """
    translated = {module["key"]: module for module in english}
    modules = []
    for module in spanish:
        other = translated.get(module["key"], module)
        modules.append(
            {
                "key": module["key"],
                "kind": module["kind"],
                "hours": module["hours"],
                "title_es": module["title"],
                "title_en": other["title"],
                "objectives_es": module["objectives"],
                "objectives_en": other["objectives"],
            }
        )
    return {"revisions": dict(revisions), "modules": modules}
