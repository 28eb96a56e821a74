"""Rooms as plots: the ladder, the trend of one, the grid of what offices have, the terms of warranties."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from equipment.assessing import Assessed
from equipment.gaps import Gap, OfficeGaps
from equipment.models import Asset, ItemType, ReadinessReading
from equipment.readiness.rules import AT_RISK_FROM, READY_FROM
from foundations.printing.plots import Grid, GridRow, Ladder, Rung, Span, Spans, Square, Trend
from network.models import OfficeRoom

LEVELS = (AT_RISK_FROM, READY_FROM)
Bands = ReadinessReading.Band
LOOKS = {Bands.READY: "solid", Bands.AT_RISK: "hatched", Bands.NOT_READY: "tinted", Bands.NOT_REPORTED: "hollow"}
SIGNS = {"enough": "✓", "some": "!", "unusable": "⚠", "none": "✕", "unknown": "?"}
GRID_LOOKS = {"enough": "shade-0", "some": "shade-2", "unusable": "tinted", "none": "shade-4", "unknown": "hollow"}


def state_words() -> dict[str, str]:
    """What each state of a gap is called."""
    return {
        "enough": _("has what is due"),
        "some": _("has some of it usable"),
        "unusable": _("has it, but not usable"),
        "none": _("lacks all of it"),
        "unknown": _("not reported"),
    }


def ladder_of(rooms: Sequence[Assessed], before: Mapping[int, int]) -> Ladder:
    """Rooms by their score, the highest first; ``before`` is what each had a month ago."""
    labels = dict(Bands.choices)
    rooms_of = Counter(each.room.office_id for each in rooms)
    rungs = [
        Rung(
            _named(each.room, alone=rooms_of[each.room.office_id] == 1),
            f"{each.verdict.score} · {labels[each.verdict.band]}",
            each.verdict.score,
            LOOKS[Bands(each.verdict.band)],
            before.get(each.room.pk),
        )
        for each in rooms
    ]
    return Ladder(
        "readiness",
        title=_("Readiness of the rooms"),
        words=_("Each room with its score out of 100; lines stand at 60 and 80. The table says the numbers."),
        rungs=rungs,
        levels=LEVELS,
        looks=[(LOOKS[band], str(label)) for band, label in Bands.choices],
        before=_("a month before"),
    )


def _named(room: OfficeRoom, *, alone: bool) -> str:
    """By its country, and by its own name where the office has others: a telephone is narrow."""
    country = str(room.office.country.name)
    return country if alone else f"{country} · {room.name}"


def trend_of(room_id: int, readings: Iterable[ReadinessReading]) -> Trend | None:
    """How the score of one room went; ``None`` with fewer than two readings."""
    points = [(reading.on, reading.score) for reading in readings]
    if len(points) < 2:
        return None
    words = _("From %(first)s to %(last)s out of 100; lines stand at 60 and 80.")
    told = words % {"first": points[0][1], "last": points[-1][1]}
    return Trend(f"trend-{room_id}", _("Readiness over time"), told, points, LEVELS)


def grid_of(kinds: Sequence[ItemType], offices: Sequence[OfficeGaps]) -> Grid:
    """Offices by kinds of items, each square with a sign and how many of how many are usable."""
    heads = [chr(ord("A") + place) if place < 26 else str(place + 1) for place in range(len(kinds))]
    words = state_words()
    return Grid(
        "gaps",
        title=_("What each office has of what is due to its rooms"),
        words=_("Each square says how many are usable of how many are due. The table says the same in words."),
        heads=heads,
        rows=[
            GridRow(row.office.country.name, [_square(row.gaps.get(kind.code)) for kind in kinds]) for row in offices
        ],
        legend=[kind.name for kind in kinds],
        looks=[(GRID_LOOKS[state], f"{SIGNS[state]} {words[state]}") for state in SIGNS],
    )


def _square(gap: Gap | None) -> Square | None:
    if gap is None:
        return None
    figure = SIGNS["unknown"] if gap.state == "unknown" else f"{SIGNS[gap.state]} {gap.usable}/{gap.due}"
    return Square(figure, GRID_LOOKS[gap.state])


def warranties_of(assets: Sequence[Asset], today: date) -> Spans | None:
    """Warranties that are still to end, the first to end above; ``None`` where there is none."""
    if not assets:
        return None
    begun = [asset.delivered_on or asset.in_service_on or today for asset in assets]
    last = max(asset.warranty_until for asset in assets if asset.warranty_until)
    spans = [
        Span(
            asset.tag,
            date_format(asset.warranty_until, "SHORT_DATE_FORMAT"),
            first,
            asset.warranty_until,
            "tinted" if asset.warranty_until <= today + timedelta(days=60) else "solid",
        )
        for asset, first in zip(assets, begun, strict=True)
        if asset.warranty_until
    ]
    return Spans(
        "warranties",
        title=_("Warranties"),
        words=_("From delivery to the last day of each warranty; the table says the days."),
        spans=spans,
        first=max(min(begun), today - timedelta(days=3 * 365)),
        last=max(last, today + timedelta(days=30)),
        today=today,
        today_words=_("today"),
        looks=[("solid", _("under warranty")), ("tinted", _("ends within 60 days"))],
    )
