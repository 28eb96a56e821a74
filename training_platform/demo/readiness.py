"""Seven months of the rooms: what each was due, how its test calls went, how its line measured, how ready it became.

Five take part properly, five do not, each for a reason of its own: the codec of Guatemala is being repaired, the room of
Honduras has neither codec nor camera, Nicaragua never reported, the line of Belize is too slow and its calls fail, the
camera of the Dominican Republic is broken. What assets there are, the inventory's own part lays; where it has laid none
for an office, this one does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from equipment.actions import (
    LineFigures,
    assign_kit,
    furnish_room,
    keep_measure,
    move_asset,
    record_test_call,
    register_asset,
    report_inventory,
    take_readings,
)
from equipment.models import Asset, ItemType, Kit, TestCall
from network.models import OfficeRoom, User
from training_platform.demo.people import contact_point_of, prosecutors_of

BEGUN, EVERY = 210, 15  # days ago, and how many lie between two readings
STALE = timedelta(days=30)  # what was shown last is told anew when it is this much older than it was
WHOLE = {"codec": 1, "ptz-camera": 1, "mic-array": 2, "display": 2, "ups": 1, "link": 1}
MUTE = {"mic-array": 2, "display": 1, "ups": 1, "link": 1}
SMALL = {"laptop": 1, "webcam": 1, "speakerphone": 1, "display": 1, "link": 1}


@dataclass(frozen=True)
class Call:
    """A test call so many days ago: what went well, and the line: kbit/s down and up, loss in per cent, jitter in ms."""

    days: int
    well: str = "vas"
    line: tuple[int, int, str, int] = (24_000, 12_000, "0.40", 14)
    note: str = ""


@dataclass(frozen=True)
class Story:
    """One room: what stands in it, which of it is in another state, its calls, whether it was ever reported."""

    items: Mapping[str, int]
    calls: tuple[Call, ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)  # by kind, where not good
    in_repair: Mapping[str, int] = field(default_factory=dict)  # by kind, since so many days
    is_reported: bool = True
    has_contact: bool = True
    measured: tuple[int, int, int] | None = None  # days ago, kbit/s down and up


def _monthly(last: int, **told) -> tuple[Call, ...]:
    return tuple(Call(days, **told) for days in range(last, BEGUN, 35))


STORIES: dict[str, Story] = {
    "SV": Story(WHOLE, _monthly(6)),
    "CR": Story(WHOLE, _monthly(20)),
    "MX": Story(WHOLE, _monthly(12)),
    "CO": Story(WHOLE, (Call(98), Call(140)), measured=(10, 18_500, 9_200)),
    "PA": Story(WHOLE, (Call(74), Call(120)), conditions={"display": "fair"}, has_contact=False),
    "GT": Story(WHOLE, (Call(85), Call(130)), in_repair={"codec": 66}),
    "HN": Story(MUTE),
    "NI": Story({}, is_reported=False, has_contact=False),
    "BZ": Story(
        SMALL,
        (
            Call(15, "a", (2_600, 800, "4.10", 71), "La imagen se congeló a los dos minutos."),
            Call(75, "", (3_100, 900, "5.30", 88), "No se logró conectar."),
        ),
    ),
    "DO": Story(
        WHOLE,
        (Call(40, "as", note="La cámara no da imagen; se participó solo con sonido."), Call(110)),
        conditions={"ptz-camera": "broken", "ups": "poor"},
    ),
}


def is_readiness_shown(now: datetime) -> bool:
    """Whether the last call of the room that is tried most often is not much older than it is meant to be."""
    return TestCall.objects.filter(room__office__code="SV", at__gt=now - STALE).exists()


def show_readiness(now: datetime | None = None) -> None:
    """Furnish the rooms and go through seven months, reading all of them every fortnight. Again only when it is stale."""
    now = now or timezone.now()
    if is_readiness_shown(now):
        return
    rooms = {room.office.code: room for room in OfficeRoom.objects.select_related("office").order_by("-pk")}
    began = now - timedelta(days=BEGUN)
    for code, story in STORIES.items():
        if code in rooms:
            _furnish(rooms[code], story, at=began)
    for days in range(BEGUN - EVERY, -1, -EVERY):
        since = now - timedelta(days=days + EVERY)
        until = now - timedelta(days=days)
        for code, story in STORIES.items():
            if code in rooms:
                _tell(rooms[code], story, now=now, since=since, until=until)
        take_readings(at=until)


def _furnish(room: OfficeRoom, story: Story, *, at: datetime) -> None:
    """Its kit, its technical contact and what stands in it; the office reports that this is all."""
    keeper = contact_point_of(room.office)
    assign_kit(room, Kit.objects.get(code="A"), by=None, at=at)
    if story.has_contact:
        furnish_room(room, technical_contact=prosecutors_of(room.office)[-1], by=keeper, at=at)
    if story.items and not Asset.objects.filter(office=room.office).exists():
        _lay(room, story, at=at)
    if story.is_reported:
        report_inventory(room, by=keeper, at=at)


def _lay(room: OfficeRoom, story: Story, *, at: datetime) -> None:
    day = timezone.localdate(at)
    for code, number in story.items.items():
        kind = ItemType.objects.get(code=code)
        for _each in range(number):
            register_asset(
                office=room.office, item_type=kind, status=Asset.Status.IN_SERVICE, room=room,
                custodian=room.custodian, condition=story.conditions.get(code, "good"),
                spec={"down_kbps": 20_000, "up_kbps": 10_000} if code == "link" else {},
                delivered_on=day, warranty_until=day + timedelta(days=3 * 365), by=None, at=at,
            )  # fmt: skip


def _tell(room: OfficeRoom, story: Story, *, now: datetime, since: datetime, until: datetime) -> None:
    """What happened in that fortnight: calls, a measure of the line, an asset that went to be repaired."""
    keeper = contact_point_of(room.office)

    def came(days: int) -> datetime | None:
        at = now - timedelta(days=days)
        return at if since < at <= until else None

    for call in story.calls:
        if at := came(call.days):
            _call(room, call, by=keeper, at=at)
    if story.measured and (at := came(story.measured[0])):
        line = LineFigures(down_kbps=story.measured[1], up_kbps=story.measured[2], rtt_ms=70)
        keep_measure(room, line=line, source=f"demo:{room.pk}:{at:%Y%m%d}", by=keeper, at=at)
    for code, days in story.in_repair.items():
        if at := came(days):
            for asset in Asset.objects.filter(room=room, item_type__code=code, status=Asset.Status.IN_SERVICE):
                move_asset(asset, status=Asset.Status.UNDER_REPAIR, by=None, at=at)


def _call(room: OfficeRoom, call: Call, *, by: User, at: datetime) -> None:
    down, up, loss, jitter = call.line
    record_test_call(
        room, video="v" in call.well, audio="a" in call.well, sharing="s" in call.well, note=call.note,
        line=LineFigures(down_kbps=down, up_kbps=up, loss_percent=Decimal(loss), jitter_ms=jitter, rtt_ms=95),
        made_at=at, by=by, at=at,
    )  # fmt: skip
