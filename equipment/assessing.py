"""Rooms as they stand: their facts gathered in a fixed number of questions, and the decision on each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from equipment.models import (
    AbsentKind,
    Asset,
    Custody,
    ItemType,
    KitLine,
    KitVersion,
    LinkMeasure,
    RoomProfile,
    TestCall,
)
from equipment.readiness.rules import WORTHLESS_DAYS, assess
from equipment.readiness.steps import cheapest_step_up
from equipment.readiness.values import Call, Figure, Item, KitNeed, RoomFacts, StepUp, Verdict
from equipment.specs import fields_of
from network.models import OfficeRoom
from network.models.people import Appointment

FIGURES = {"down": "down_kbps", "up": "up_kbps", "loss": "loss_percent", "jitter": "jitter_ms"}


@dataclass(frozen=True)
class Assessed:
    """One room: what is known of it at an instant, and what follows. ``kinds`` are those of its kit by their code."""

    room: OfficeRoom
    profile: RoomProfile | None
    version: KitVersion | None
    kinds: Mapping[str, ItemType]
    call: TestCall | None
    facts: RoomFacts
    verdict: Verdict
    at: datetime

    @cached_property
    def step_up(self) -> StepUp | None:
        """The cheapest way to a higher band. Asks nothing."""
        return cheapest_step_up(self.facts, at=self.at)


@dataclass(frozen=True)
class _Due:
    """What a kit asks for: its version in force, the lines that stand in an inventory, their kinds by code."""

    version: KitVersion | None = None
    needs: list[KitNeed] = field(default_factory=list)
    kinds: dict[str, ItemType] = field(default_factory=dict)


NOTHING_DUE = _Due()


def assess_rooms(rooms: QuerySet[OfficeRoom], at: datetime | None = None) -> list[Assessed]:
    """Each of ``rooms`` with its band, score and reasons, in their order. Seven questions, however many there are.

    Calls, measures and statements that came later than ``at`` are left out; of assets the present state is read.
    """
    now = at or timezone.now()
    told = list(_with_marks(rooms, now))
    keys = [room.pk for room in told]
    kits = _kits(now)
    calls = TestCall.objects.in_bulk([room.last_call for room in told if room.last_call])
    items, absent, lines = _items(keys, now), _absent(keys, now), _lines(keys, now)
    return [
        _assessed(
            room,
            due=kits.get(room.profile.kit_id, NOTHING_DUE) if hasattr(room, "profile") else NOTHING_DUE,
            call=calls.get(room.last_call),
            items=items[room.pk],
            absent=absent[room.pk],
            line=lines[room.pk],
            at=now,
        )
        for room in told
    ]


def _with_marks(rooms: QuerySet[OfficeRoom], now: datetime) -> QuerySet[OfficeRoom]:
    """Rooms with their people, profile and kit, their last call, whether anything ever stood there, a custodian."""
    keepers = Appointment.objects.valid(now).filter(role="custodian", office=OuterRef("office"))
    last = TestCall.objects.counting().filter(room=OuterRef("pk"), at__lte=now).order_by("-at", "-pk").values("pk")[:1]
    stood = Custody.objects.filter(room=OuterRef("pk"), starts_at__lte=now)
    related = ("office__country", "custodian", "profile__kit", "profile__technical_contact")
    return rooms.select_related(*related).annotate(
        last_call=Subquery(last), has_stood=Exists(stood), is_kept=Exists(keepers)
    )


def _kits(now: datetime) -> Mapping[int, _Due]:
    """By kit, its version in force with the lines that stand in an inventory. One question.

    What is paid by the month is one thing in the room, however many months the kit buys.
    """
    inside = KitVersion.objects.in_force(now).values("pk")
    lines = KitLine.objects.filter(version__in=inside, item_type__is_tracked=True)
    due: dict[int, _Due] = {}
    for line in lines.select_related("item_type", "version").order_by("version", "pk"):
        kind = line.item_type
        scales = {field.key: field.choices for field in fields_of(kind.spec_schema) if field.choices}
        quantity = line.quantity if kind.is_goods else 1
        kit = due.setdefault(line.version.kit_id, _Due(line.version))
        kit.needs.append(KitNeed(kind.code, frozenset(kind.serves), quantity, line.least_spec, scales))
        kit.kinds[kind.code] = kind
    return due


def _items(keys: list[int], now: datetime) -> Mapping[int, list[Item]]:
    """By room, its assets, those that are alike counted together: they may be thousands. One question."""
    columns = (
        "room", "item_type__code", "item_type__serves", "status", "condition", "verification", "spec",
    )  # fmt: skip
    entered = Asset.objects.filter(room__in=keys, created_at__lte=now).order_by(*columns[:2], "status", "condition")
    found: dict[int, list[Item]] = defaultdict(list)
    for room, code, serves, *states, spec, count in entered.values_list(*columns).annotate(alike=Count("pk")):
        found[room].append(Item(code, frozenset(serves), *states, spec, count))
    return found


def _absent(keys: list[int], now: datetime) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = AbsentKind.objects.filter(room__in=keys, told_at__lte=now)
    for room, code in rows.values_list("room", "item_type__code"):
        found[room].add(code)
    return found


def _lines(keys: list[int], now: datetime) -> Mapping[int, dict[str, Figure]]:
    """By room, the newest of each figure, from test calls and device checks that still count. Two questions."""
    counted = {"room__in": keys, "at__range": (now - timedelta(days=WORTHLESS_DAYS + 1), now)}
    found: dict[int, dict[str, Figure]] = defaultdict(dict)
    told = [
        row
        for rows in (TestCall.objects.counting(), LinkMeasure.objects.all())
        for row in rows.filter(**counted).order_by().values_list("room", "at", *FIGURES.values())
    ]
    for room, at, *values in sorted(told, key=lambda row: row[1]):
        for name, value in zip(FIGURES, values, strict=True):
            if value is not None:
                found[room][name] = Figure(float(value), at)
    return found


def _assessed(
    room: OfficeRoom,
    *,
    due: _Due,
    call: TestCall | None,
    items: Iterable[Item],
    absent: Iterable[str],
    line: Mapping[str, Figure],
    at: datetime,
) -> Assessed:
    profile = getattr(room, "profile", None)
    items = tuple(items)
    facts = RoomFacts(
        is_reported=profile is not None and profile.reported_at is not None and profile.reported_at <= at,
        was_entered=bool(items) or room.has_stood,
        told_none=frozenset(absent),
        items=items,
        kit=tuple(due.needs),
        call=Call(call.at, video=call.video, audio=call.audio, sharing=call.sharing) if call else None,
        line=line,
        has_custodian=room.custodian_id is not None or room.is_kept,
        has_technical_contact=profile is not None and profile.technical_contact_id is not None,
    )
    return Assessed(room, profile, due.version, due.kinds, call, facts, assess(facts, at=at), at)


def rooms_of(offices: Iterable[int] | None) -> QuerySet[OfficeRoom]:
    """The rooms of those offices, of every one for ``None``, as the network lists them."""
    rooms = OfficeRoom.objects.order_by("office__country__name_es", "office", "name", "pk")
    return rooms if offices is None else rooms.filter(Q(office__in=offices))
