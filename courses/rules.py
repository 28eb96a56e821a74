"""Decisions over plain values: seats, approvals, what a syllabus freezes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

# Kinds of person who enrol themselves, and whom a contact point may name (R4, R22: police go with a prosecutor).
ENROLLING_KINDS = frozenset({"prosecutor"})
NAMED_KINDS = frozenset({"prosecutor", "investigator"})


class Place(Enum):
    """What somebody gets who asks for a place now."""

    SEAT = "seat"
    OFFICE_FULL = "office_full"
    WORKSHOP_FULL = "workshop_full"


@dataclass(frozen=True)
class Seats:
    """The limits of a workshop: seats for each office and in all; ``None`` is no limit."""

    per_office: int | None
    total: int | None

    def place_for(self, office: int, held: Mapping[int, int]) -> Place:
        """What a person of ``office`` gets when ``held`` seats per office are taken."""
        if self.per_office is not None and held.get(office, 0) >= self.per_office:
            return Place.OFFICE_FULL
        if self.total is not None and sum(held.values()) >= self.total:
            return Place.WORKSHOP_FULL
        return Place.SEAT

    def free_for(self, office: int, held: Mapping[int, int]) -> int | None:
        """Seats that ``office`` can still fill; ``None`` when nothing limits them."""
        limits = [
            limit
            for limit in (
                None if self.per_office is None else self.per_office - held.get(office, 0),
                None if self.total is None else self.total - sum(held.values()),
            )
            if limit is not None
        ]
        return max(0, min(limits)) if limits else None


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


def held_by_office(offices: Iterable[int]) -> Counter[int]:
    """Seats taken, counted by the office of each holder."""
    return Counter(offices)


def next_to_promote(
    waiting: Sequence[tuple[int, int]], *, freed_office: int, seats: Seats, held: Mapping[int, int]
) -> int | None:
    """Who gets a freed seat: the first of the same office, else the first whose office has room.

    ``waiting`` holds ``(enrolment, office)`` in the order in which they asked; returns the enrolment's key.
    """
    ordered = sorted(waiting, key=lambda entry: entry[1] != freed_office)
    for enrolment, office in ordered:
        if seats.place_for(office, held) is Place.SEAT:
            return enrolment
    return None


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
