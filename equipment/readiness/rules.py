"""The decision on a room: first the gate, then points out of a hundred, then the band. No clock, no rows, no settings.

The figures are those of the network's proposal: 30 points for the kit, 10 for its condition, 30 for the last test call,
20 for the line, 5 for protected power, 5 for the people who answer for the room.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from equipment.readiness.values import Band, Call, Item, KitNeed, Lack, Points, RoomFacts, Verdict
from equipment.rules import USABLE_CONDITIONS, is_usable

# Without one of these nobody takes part properly, whatever the score.
CRITICAL = ("endpoint", "camera", "microphone", "speaker", "display", "link")
POWER = "power"
READY_FROM, AT_RISK_FROM = 80, 60

FRESH_DAYS = 60  # until then a test counts in full
STALE_DAYS = 90  # after that it says nothing of today (R73)
WORTHLESS_DAYS = 180  # after that it counts for nothing

# Least and recommended speeds in kbit/s; what is lost must stay below, in per cent; jitter in milliseconds.
LEAST_KBPS = {"down": 8_000, "up": 4_000}
GOOD_KBPS = {"down": 20_000, "up": 10_000}
LOSS_BELOW = 2
GOOD_JITTER, MOST_JITTER = 30, 50

KIT, CONDITION, CALL, NETWORK, UPS, PEOPLE = 30, 10, 30, 20, 5, 5
CUSTODIAN, TECHNICAL_CONTACT = 3, 2
EACH_FIGURE, LEAST_FIGURE = 5, 3
CONDITION_SHARES = {"new": 10, "good": 10, "fair": 6}

# What a contract of a link must promise where no kit says so; it names no kind, so what nobody told is no fault.
LEAST_LINK = KitNeed("", frozenset({"link"}), 1, {f"{name}_kbps": least for name, least in LEAST_KBPS.items()})

# Why a need is not met, the nearest to being met first: what is told of an item decides before that there is none.
CAUSES = (
    "spec_unknown",  # nobody told whether it can do what the kit asks for
    "condition_unknown",  # in service, its condition not reported
    "stored",  # there, not in service
    "on_loan",
    "unseen",  # the last verification missed it
    "coming",  # planned, ordered or on its way
    "under_repair",
    "weak",  # less than the kit asks for
    "broken",  # in service in a poor condition or worse
    "lost",  # lost, stolen, retired or gone
    "slow",  # the line was measured and is below the least
    "not_reported",
    "none",
)
_BY_STATUS = {
    "planned": "coming",
    "ordered": "coming",
    "in_transit": "coming",
    "received": "stored",
    "stored": "stored",
    "on_loan": "on_loan",
    "under_repair": "under_repair",
}


def assess(facts: RoomFacts, *, at: datetime) -> Verdict:
    """Band, score and reasons of a room at that instant."""
    lacks = tuple(lack for need in CRITICAL if (lack := lack_of(need, facts, at=at)) is not None)
    points = tuple(points_of(facts, at=at))
    score = sum(part.got for part in points)
    days = None if facts.call is None else age_in_days(facts.call.at, at)
    is_known = facts.is_reported or facts.was_entered
    band = band_of(score, is_open=not lacks) if is_known else Band.NOT_REPORTED
    return Verdict(band, score, points, lacks, days, days is None or days > STALE_DAYS)


def band_of(score: int, *, is_open: bool) -> Band:
    """By the score; whatever it is, a room that lacks something critical is not ready."""
    if not is_open or score < AT_RISK_FROM:
        return Band.NOT_READY
    return Band.READY if score >= READY_FROM else Band.AT_RISK


def age_in_days(then: datetime, at: datetime) -> int:
    """Whole days between the two; what is still to come is of today."""
    return max(0, (at - then).days)


def weight(days: int) -> int:
    """What a test of that age counts: 2 halves until sixty days, 1 until a hundred and eighty, then none."""
    if days <= FRESH_DAYS:
        return 2
    return 1 if days <= WORTHLESS_DAYS else 0


# --- The gate -------------------------------------------------------------------------------------------------------
def lack_of(need: str, facts: RoomFacts, *, at: datetime) -> Lack | None:
    """Why ``need`` is not met; ``None`` where it is.

    A link is what was measured of it, as long as that is fresh; else a fresh call that was seen and heard proves it;
    else the inventory says.
    """
    if need == "link":
        measured = _measured_link(facts, at=at)
        if measured is not None:
            return None if measured else Lack(need, "slow")
        if _was_connected(facts.call, at=at):
            return None
    lines = [line for line in facts.kit if need in line.serves] or ([LEAST_LINK] if need == "link" else [])
    causes = {cause_of(item, lines) for item in facts.items if need in item.serves}
    if "" in causes:
        return None
    if causes:
        return Lack(need, min(causes, key=CAUSES.index))
    is_told = facts.is_reported or any(line.kind in facts.told_none for line in lines)
    return Lack(need, "none" if is_told else "not_reported")


def _measured_link(facts: RoomFacts, *, at: datetime) -> bool | None:
    """Whether the line carries the least; ``None`` where both speeds were not measured within ninety days."""
    figures = [facts.line.get("down"), facts.line.get("up")]
    if any(figure is None or age_in_days(figure.at, at) > STALE_DAYS for figure in figures):
        return None
    return all(facts.line[name].value >= least for name, least in LEAST_KBPS.items())


def _was_connected(call: Call | None, *, at: datetime) -> bool:
    return call is not None and call.video and call.audio and age_in_days(call.at, at) <= STALE_DAYS


def cause_of(item: Item, lines: Iterable[KitNeed]) -> str:
    """Why ``item`` does not serve, a code of :data:`CAUSES`; empty where it does.

    It must be usable, and be able to do what a line of the kit for its kind asks; where the kit names other kinds
    alone, what both of them tell is compared.
    """
    if item.status != "in_service":
        return _BY_STATUS.get(item.status, "lost")
    if item.verification == "missing":
        return "unseen"
    if item.condition not in USABLE_CONDITIONS:
        return "broken" if item.condition else "condition_unknown"
    lines = list(lines)
    own = [line for line in lines if line.kind == item.kind]
    faults = [_fault_of(item, line, is_own=bool(own)) for line in (own or lines)]
    return "" if "" in faults or not faults else min(faults, key=CAUSES.index)


def _fault_of(item: Item, line: KitNeed, *, is_own: bool) -> str:
    """Whether the item is too weak for the line, or nobody told; empty where it is up to it."""
    unknown = False
    for key, least in line.least.items():
        value = item.spec.get(key)
        if value is None:
            unknown = unknown or is_own
        elif not is_enough(value, least, line.scales.get(key, ())):
            return "weak"
    return "spec_unknown" if unknown else ""


def is_enough(value: object, least: object, scale: tuple[str, ...] = ()) -> bool:
    """Whether ``value`` is ``least`` or more: by number, by its place on ``scale``, by yes before no, else the same."""
    if isinstance(least, bool) or isinstance(value, bool):
        return bool(value) or not least
    if value in scale and least in scale:
        return scale.index(str(value)) >= scale.index(str(least))
    try:
        return Decimal(str(value)) >= Decimal(str(least))
    except InvalidOperation:
        return str(value).casefold() == str(least).casefold()


# --- Points ---------------------------------------------------------------------------------------------------------
def points_of(facts: RoomFacts, *, at: datetime) -> list[Points]:
    """Of each part, in the order in which they are told."""
    has_power = any(POWER in item.serves and _is_usable(item) for item in facts.items)
    people = CUSTODIAN * facts.has_custodian + TECHNICAL_CONTACT * facts.has_technical_contact
    return [
        Points("kit", kit_points(facts, at=at), KIT),
        Points("condition", condition_points(facts.items), CONDITION),
        Points("call", call_points(facts.call, at=at), CALL),
        Points("network", network_points(facts, at=at), NETWORK),
        Points("power", UPS if has_power else 0, UPS),
        Points("people", people, PEOPLE),
    ]


def kit_points(facts: RoomFacts, *, at: datetime) -> int:
    """By the items that the kit asks for and the room has usable; without a kit by the critical needs that are met.

    Protected power has points of its own and is left out; a link is there where the gate says so.
    """
    lines = [line for line in facts.kit if line.serves != {POWER}]
    if not lines:
        met = sum(lack_of(need, facts, at=at) is None for need in CRITICAL)
        return KIT * met // len(CRITICAL)
    due = sum(line.quantity for line in lines)
    return KIT * sum(_met_of(line, facts, at=at) for line in lines) // due


def _met_of(line: KitNeed, facts: RoomFacts, *, at: datetime) -> int:
    if line.serves == {"link"} and lack_of("link", facts, at=at) is None:
        return line.quantity
    return min(line.quantity, usable_for(line, facts.items))


def usable_for(line: KitNeed, items: Iterable[Item]) -> int:
    """How many items of the room do what the line asks: of its kind, or of one that serves all that its kind serves."""
    return sum(item.count for item in items if stands_for(item, line) and not cause_of(item, [line]))


def stands_for(item: Item, line: KitNeed) -> bool:
    """Whether an item is of the kind of a line, or of one that serves all that this kind serves."""
    return item.kind == line.kind or (bool(line.serves) and line.serves <= item.serves)


def condition_points(items: Iterable[Item]) -> int:
    """The mean of what serves in the room: a tenth less than good where fair, none where poor, broken or in repair."""
    held = [item for item in items if item.serves and item.status in {"in_service", "under_repair"}]
    if not held:
        return 0
    shares = [
        item.count * (CONDITION_SHARES.get(item.condition, 0) if item.status == "in_service" else 0) for item in held
    ]
    return sum(shares) * CONDITION // (10 * sum(item.count for item in held))


def call_points(call: Call | None, *, at: datetime) -> int:
    """A third each for video, audio and sharing; half after sixty days, none after a hundred and eighty."""
    if call is None:
        return 0
    well = call.video + call.audio + call.sharing
    return CALL // 3 * well * weight(age_in_days(call.at, at)) // 2


def network_points(facts: RoomFacts, *, at: datetime) -> int:
    """Five each for down, up, loss and jitter, three where it only just does; each figure ages by itself."""
    halves = 0
    for name, figure in facts.line.items():
        halves += _figure_points(name, figure.value) * weight(age_in_days(figure.at, at))
    return halves // 2


def _figure_points(name: str, value: float) -> int:
    if name in LEAST_KBPS:
        if value >= GOOD_KBPS[name]:
            return EACH_FIGURE
        return LEAST_FIGURE if value >= LEAST_KBPS[name] else 0
    if name == "loss":
        return EACH_FIGURE if value < LOSS_BELOW else 0
    if value <= GOOD_JITTER:
        return EACH_FIGURE
    return LEAST_FIGURE if value <= MOST_JITTER else 0


def line_faults(line: Mapping[str, float]) -> list[str]:
    """Which figures of a line do not do: ``down``, ``up``, ``loss``, ``jitter``. What was not measured is no fault."""
    return [name for name, value in line.items() if not _figure_points(name, value)]


def _is_usable(item: Item) -> bool:
    return is_usable(item.status, item.condition, item.verification)
