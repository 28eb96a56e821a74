"""The cheapest step up: what to do first so that a room gains a band, a telephone call before a purchase."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from equipment.readiness.rules import (
    CRITICAL,
    GOOD_KBPS,
    POWER,
    assess,
    call_points,
    cause_of,
    lack_of,
    usable_for,
)
from equipment.readiness.values import Band, Call, Figure, Item, KitNeed, Lack, RoomFacts, Step, StepUp

# Deeds by what they cost, the least first: a form, a call, a hand, a workshop, a purchase.
EFFORTS = {
    "report": 1,
    "name_custodian": 1,
    "name_contact": 1,
    "tell_spec": 1,
    "tell_condition": 1,
    "test_call": 2,
    "measure": 2,
    "verify": 2,
    "put_in_service": 3,
    "bring_back": 3,
    "receive": 4,
    "finish_repair": 5,
    "mend": 6,
    "better_line": 8,
    "replace": 9,
    "acquire": 10,
}
_REMEDIES = {
    "spec_unknown": "tell_spec",
    "condition_unknown": "tell_condition",
    "stored": "put_in_service",
    "on_loan": "bring_back",
    "unseen": "verify",
    "coming": "receive",
    "under_repair": "finish_repair",
    "weak": "replace",
    "broken": "mend",
    "lost": "acquire",
    "slow": "better_line",
    "not_reported": "report",
    "none": "acquire",
}
Change = Callable[[RoomFacts], RoomFacts]


@dataclass(frozen=True)
class Move:
    """A step with what the room would be after it."""

    step: Step
    change: Change

    @property
    def effort(self) -> int:
        """By :data:`EFFORTS`."""
        return EFFORTS[self.step.deed]


def cheapest_step_up(facts: RoomFacts, *, at: datetime) -> StepUp | None:
    """The least that lifts the room by a band or more; ``None`` where it is ready, or nothing here would lift it.

    What the gate asks for must be done in any case. Then the cheapest moves are added until the band rises, and those
    that turn out not to be needed are taken out again, the dearest first. Assumes that what is tried goes well.
    """
    now = assess(facts, at=at).band
    if now is Band.READY:
        return None
    if now is Band.NOT_REPORTED:
        after = assess(replace(facts, is_reported=True), at=at)
        return StepUp((Step("report"),), after.band, after.score)
    chosen = _remedies(facts, at=at)
    free = _moves(_after(facts, chosen), at=at)
    added: list[Move] = []
    for move in free:
        if _rises(facts, [*chosen, *added], now, at=at):
            break
        added.append(move)
    if not _rises(facts, [*chosen, *added], now, at=at):
        return None
    for move in sorted(added, key=lambda each: -each.effort):
        fewer = [each for each in added if each is not move]
        if _rises(facts, [*chosen, *fewer], now, at=at):
            added = fewer
    moves = sorted([*chosen, *added], key=lambda each: each.effort)
    after = assess(_after(facts, moves), at=at)
    return StepUp(tuple(dict.fromkeys(move.step for move in moves)), after.band, after.score)


def _remedies(facts: RoomFacts, *, at: datetime) -> list[Move]:
    """What opens the gate, need by need; what one of them sets right meets several at once."""
    chosen: list[Move] = []
    for need in CRITICAL:
        known = _after(facts, chosen)
        if (lack := lack_of(need, known, at=at)) is not None:
            chosen.append(_remedy(lack, known, at=at))
    return chosen


def _rises(facts: RoomFacts, moves: Iterable[Move], now: Band, *, at: datetime) -> bool:
    return assess(_after(facts, moves), at=at).band.height > now.height


def _after(facts: RoomFacts, moves: Iterable[Move]) -> RoomFacts:
    for move in moves:
        facts = move.change(facts)
    return facts


def _remedy(lack: Lack, facts: RoomFacts, *, at: datetime) -> Move:
    """What meets a need that is not met: the item nearest to it is set right, or one is acquired."""
    lines = [line for line in facts.kit if lack.need in line.serves]
    if lack.cause == "slow":
        return Move(Step("better_line"), _with_good_line(at))
    step = Step(_REMEDIES[lack.cause], lack.need)
    if lack.cause in {"none", "not_reported", "lost"}:
        what = lines[0].kind if lines and lack.cause != "not_reported" else lack.need
        return Move(Step(step.deed, what), _with_item(_new_for(lack.need, lines)))
    return Move(step, _mended(lack, lines))


def _mended(lack: Lack, lines: list[KitNeed]) -> Change:
    """The items that fail the need for that cause are as they should be."""

    def change(facts: RoomFacts) -> RoomFacts:
        items = tuple(
            _set_right(item, lines) if lack.need in item.serves and cause_of(item, lines) == lack.cause else item
            for item in facts.items
        )
        return replace(facts, items=items)

    return change


def _set_right(item: Item, lines: Iterable[KitNeed]) -> Item:
    least = {key: value for line in lines for key, value in line.least.items()}
    return replace(
        item, status="in_service", condition=_at_least_good(item.condition), verification="confirmed",
        spec={**item.spec, **least},
    )  # fmt: skip


def _at_least_good(condition: str) -> str:
    return condition if condition in {"new", "good"} else "good"


def _new_for(need: str, lines: list[KitNeed]) -> Item:
    if lines:
        return _new(lines[0])
    return Item(need, frozenset({need}), condition="new", verification="confirmed")


def _new(line: KitNeed) -> Item:
    return Item(line.kind, line.serves, condition="new", verification="confirmed", spec=dict(line.least))


def _with_item(item: Item) -> Change:
    return lambda facts: replace(facts, items=(*facts.items, item), was_entered=True)


def _with_good_line(at: datetime) -> Change:
    good = {name: Figure(value, at) for name, value in GOOD_KBPS.items()}
    return lambda facts: replace(facts, line={**facts.line, **good})


def _with_call(at: datetime) -> Change:
    return lambda facts: replace(facts, call=Call(at, video=True, audio=True, sharing=True))


def _moves(facts: RoomFacts, *, at: datetime) -> list[Move]:
    """What else would gain points, the cheapest first; of equal ones what gains most."""
    moves = []
    if not facts.has_custodian:
        moves.append(Move(Step("name_custodian"), lambda known: replace(known, has_custodian=True)))
    if not facts.has_technical_contact:
        moves.append(Move(Step("name_contact"), lambda known: replace(known, has_technical_contact=True)))
    good_call = call_points(Call(at, video=True, audio=True, sharing=True), at=at)
    if call_points(facts.call, at=at) < good_call:
        moves.append(Move(Step("test_call"), _with_call(at)))
    moves.append(Move(Step("measure"), _with_good_line(at)))
    moves += _kit_moves(facts)
    if not any(POWER in item.serves for item in facts.items) and not any(POWER in line.serves for line in facts.kit):
        moves.append(Move(Step("acquire", POWER), _with_item(_new_for(POWER, []))))
    gains = {id(move): assess(move.change(facts), at=at).score for move in moves}
    score = assess(facts, at=at).score
    useful = [move for move in moves if gains[id(move)] > score]
    return sorted(useful, key=lambda move: (move.effort, -gains[id(move)]))


def _kit_moves(facts: RoomFacts) -> list[Move]:
    """For each line of the kit that is short: what sets right the items there are, and what is still to be bought."""
    moves = []
    for line in facts.kit:
        short = line.quantity - usable_for(line, facts.items)
        causes = sorted(
            cause
            for item in facts.items
            if item.kind == line.kind and (cause := cause_of(item, [line])) not in {"", "lost"}
            for _each in range(min(item.count, line.quantity))
        )
        moves += [
            Move(Step(_REMEDIES[cause], line.kind), _mended_of_kind(line, cause))
            for cause in dict.fromkeys(causes[: max(short, 0)])
        ]
        moves += [
            Move(Step("acquire", line.kind), _with_item(_new(line))) for _each in range(max(0, short - len(causes)))
        ]
    return moves


def _mended_of_kind(line: KitNeed, cause: str) -> Change:
    def change(facts: RoomFacts) -> RoomFacts:
        items = tuple(
            _set_right(item, [line]) if item.kind == line.kind and cause_of(item, [line]) == cause else item
            for item in facts.items
        )
        return replace(facts, items=items)

    return change
