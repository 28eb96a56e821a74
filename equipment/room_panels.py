"""What the pages of rooms show: each room with its reasons, its trend and what is to be done; an office."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import QuerySet, Sum
from django.utils import timezone

from equipment.assessing import Assessed, assess_rooms, rooms_of
from equipment.gaps import OfficeGaps, gaps_of
from equipment.models import Asset, FaultMinutes, ItemType, ReadinessReading, TestCall
from equipment.readiness.values import Band
from equipment.room_plots import SIGNS, state_words, trend_of, warranties_of
from equipment.room_words import PARTS, TONES, told_steps, why
from foundations.printing.plots import Spans, Trend
from network.models import Office, OfficeRoom

TREND = timedelta(days=365)
A_MONTH = timedelta(days=30)
MOST_POINTS = 60
CALLS_SHOWN, WARRANTIES_SHOWN = 10, 12
Bands = ReadinessReading.Band


@dataclass(frozen=True)
class RoomPanel:
    """One room in words: its band with its tone, its score by parts, why, what to do first, its trend."""

    assessed: Assessed
    readings: Sequence[ReadinessReading] = ()
    minutes_lost: int = 0

    @property
    def room(self) -> OfficeRoom:
        return self.assessed.room

    @property
    def band(self) -> str:
        """In the reader's language."""
        return str(Bands(self.assessed.verdict.band).label)

    @property
    def tone(self) -> str:
        """Of the badge."""
        return TONES[Bands(self.assessed.verdict.band)]

    @property
    def is_known(self) -> bool:
        return self.assessed.verdict.band is not Band.NOT_REPORTED

    @property
    def parts(self) -> list[tuple[str, int, int]]:
        """Each part of the score: its name, what was got, of how much."""
        return [(str(PARTS[part.part]), part.got, part.most) for part in self.assessed.verdict.points]

    @cached_property
    def reasons(self) -> list[str]:
        """Why it stands where it stands."""
        return why(self.assessed)

    @property
    def steps(self) -> list[str]:
        """The cheapest way to a higher band."""
        return told_steps(self.assessed.step_up, self.assessed.kinds)

    @property
    def leads_to(self) -> str:
        """The band to which those steps lead."""
        step_up = self.assessed.step_up
        return str(Bands(step_up.band).label) if step_up else ""

    @cached_property
    def trend(self) -> Trend | None:
        """Its readings of a year as a line."""
        return trend_of(self.room.pk, self.readings)


@dataclass(frozen=True)
class Have:
    """One kind of item of an office, in words."""

    kind: ItemType
    due: int
    has: int
    usable: int
    lacks: int
    sign: str
    state: str
    is_unknown: bool

    @property
    def told_lacks(self) -> int | None:
        """How many are lacking; ``None`` where nobody reported."""
        return None if self.is_unknown else self.lacks


@dataclass(frozen=True)
class OfficePanel:
    """One office: its rooms, what it has and lacks, its calls, its minutes lost, its warranties ahead."""

    office: Office
    rooms: list[RoomPanel]
    haves: list[Have]
    calls: list[TestCall]
    faults: list[FaultMinutes]
    warranties: list[Asset]
    terms: Spans | None


def room_panel(room: OfficeRoom, at: datetime | None = None) -> RoomPanel:
    """One room. Ten questions."""
    return room_panels(OfficeRoom.objects.filter(pk=room.pk), at)[0]


def room_panels(rooms: QuerySet[OfficeRoom], at: datetime | None = None) -> list[RoomPanel]:
    """Each of ``rooms`` with its readings of a year and the minutes it lost. Nine questions, however many there are."""
    now = at or timezone.now()
    assessed = assess_rooms(rooms, now)
    keys = [each.room.pk for each in assessed]
    readings, lost = readings_of(keys, now), minutes_lost(keys)
    return [RoomPanel(each, readings[each.room.pk], lost.get(each.room.pk, 0)) for each in assessed]


def readings_of(keys: Collection[int], now: datetime) -> Mapping[int, list[ReadinessReading]]:
    """By room, its readings of a year, the oldest first; of many, every so many alone. One question."""
    days = (timezone.localdate(now - TREND), timezone.localdate(now))
    found: dict[int, list[ReadinessReading]] = defaultdict(list)
    for reading in (
        ReadinessReading.objects.filter(room__in=keys, on__range=days).order_by("on").defer("parts", "lacks")
    ):
        found[reading.room_id].append(reading)
    return defaultdict(list, {room: _thinned(own) for room, own in found.items()})


def _thinned(rows: list[ReadinessReading]) -> list[ReadinessReading]:
    """The last, and before it as many as a line of this size can show."""
    step = -(-len(rows) // MOST_POINTS)
    return rows[::-step][::-1]


def minutes_lost(keys: Collection[int]) -> Mapping[int, int]:
    """By room, all minutes that it lost by a fault. One question."""
    rows = FaultMinutes.objects.filter(room__in=keys).order_by().values_list("room")
    return dict(rows.annotate(Sum("minutes")))


def score_a_month_before(panels: Sequence[RoomPanel], now: datetime) -> dict[int, int]:
    """By room, the score of the last reading that is a month old. Asks nothing."""
    day = timezone.localdate(now - A_MONTH)
    old = {panel.room.pk: [row.score for row in panel.readings if row.on <= day] for panel in panels}
    return {room: scores[-1] for room, scores in old.items() if scores}


def office_panel(office: Office, at: datetime | None = None) -> OfficePanel:
    """One office with all its rooms. Thirteen questions."""
    now = at or timezone.now()
    panels = room_panels(rooms_of([office.pk]), now)
    kinds, gaps = gaps_of([panel.assessed for panel in panels], now)
    today = timezone.localdate(now)
    ahead = Asset.objects.present().filter(office=office, warranty_until__gte=today).select_related("item_type")
    warranties = list(ahead.order_by("warranty_until", "tag")[:WARRANTIES_SHOWN])
    calls = TestCall.objects.filter(room__office=office).select_related("room")
    faults = FaultMinutes.objects.filter(room__office=office).select_related("room")
    return OfficePanel(
        office,
        panels,
        haves_of(kinds, gaps[0]) if gaps else [],
        list(calls[:CALLS_SHOWN]),
        list(faults[:CALLS_SHOWN]),
        warranties,
        warranties_of(warranties, today),
    )


def haves_of(kinds: Sequence[ItemType], gaps: OfficeGaps) -> list[Have]:
    """What an office has of each kind that is due to it, in words."""
    words = state_words()
    return [
        Have(kind, gap.due, gap.has, gap.usable, gap.lacks, SIGNS[gap.state], words[gap.state], gap.state == "unknown")
        for kind in kinds
        if (gap := gaps.gaps.get(kind.code)) is not None
    ]
