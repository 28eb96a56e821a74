"""What a room would be if something came: the same rules asked of the room with it. Pure, as they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from equipment.readiness.rules import assess
from equipment.readiness.values import Item, RoomFacts, Verdict


def assess_delivered(facts: RoomFacts, coming: Iterable[Item], *, at: datetime) -> Verdict:
    """Band, score and reasons of the room once ``coming`` stands in it; without anything that comes, as it is.

    Of each of ``coming`` the kind, what it serves as and the count are read. It is taken as new, in service and able to
    do what the kit asks of its kind; calls, measures and people stay as they are, and so does what is there already.
    """
    least = {line.kind: line.least for line in facts.kit}
    new = tuple(
        replace(
            item,
            status="in_service",
            condition="new",
            verification="confirmed",
            spec={**item.spec, **least.get(item.kind, {})},
        )
        for item in coming
        if item.count > 0
    )
    return assess(replace(facts, items=(*facts.items, *new), was_entered=facts.was_entered or bool(new)), at=at)
