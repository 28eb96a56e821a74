"""What offices have of what is due to their rooms: usable, there but unusable, lacking, not reported."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from equipment.assessing import Assessed
from equipment.models import Asset, ItemType
from equipment.readiness.rules import stands_for, usable_for
from network.models import Office

PRESENT = frozenset({"received", "in_service", "under_repair", "on_loan", "stored"})


@dataclass(frozen=True)
class Gap:
    """One kind of item of one office: how many are due to its rooms, there, and usable; whether all is reported."""

    due: int
    has: int
    usable: int
    is_reported: bool

    @property
    def lacks(self) -> int:
        """How many usable ones are missing."""
        return max(0, self.due - self.usable)

    @property
    def state(self) -> str:
        """``enough``, ``some`` usable, ``unusable`` though there, ``none``; ``unknown`` where nobody reported."""
        if not self.lacks:
            return "enough"
        if not self.has and not self.is_reported:
            return "unknown"
        if self.usable:
            return "some"
        return "unusable" if self.has else "none"


@dataclass(frozen=True)
class OfficeGaps:
    """The gaps of one office, by the code of the kind."""

    office: Office
    gaps: Mapping[str, Gap]


def gaps_of(assessed: Iterable[Assessed], at: datetime | None = None) -> tuple[list[ItemType], list[OfficeGaps]]:
    """The kinds that are due to any of those rooms, and of each office what it has of them. One question.

    What stands in no room counts as there, and never as usable.
    """
    rooms = list(assessed)
    kinds = {code: kind for each in rooms for code, kind in each.kinds.items()}
    by_office: dict[Office, list[Assessed]] = defaultdict(list)
    for each in rooms:
        by_office[each.room.office].append(each)
    loose = _loose([office.pk for office in by_office], at)
    found = [
        OfficeGaps(office, {code: gap for code in kinds if (gap := _gap(code, own, loose[office.pk])) is not None})
        for office, own in by_office.items()
    ]
    return list(kinds.values()), found


def _loose(offices: list[int], at: datetime | None) -> Mapping[int, Counter[str]]:
    """By office and kind, what it has and keeps in no room."""
    rows = Asset.objects.present().filter(office__in=offices, room__isnull=True, created_at__lte=at or timezone.now())
    found: dict[int, Counter[str]] = defaultdict(Counter)
    counted = rows.order_by().values_list("office", "item_type__code").annotate(Count("pk"))
    for office, code, number in counted:
        found[office][code] += number
    return found


def _gap(code: str, rooms: Iterable[Assessed], loose: Counter[str]) -> Gap | None:
    """Of one kind in the rooms of one office; ``None`` where none is due."""
    due = has = usable = 0
    is_reported = True
    for room in rooms:
        for line in room.facts.kit:
            if line.kind != code:
                continue
            items = room.facts.items
            due += line.quantity
            has += sum(item.count for item in items if item.status in PRESENT and stands_for(item, line))
            usable += min(line.quantity, usable_for(line, items))
            is_reported = is_reported and (room.facts.is_reported or code in room.facts.told_none)
    return Gap(due, has + loose[code], usable, is_reported) if due else None
