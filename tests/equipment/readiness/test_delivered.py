"""A room with what would come: the same rules, of the room as it would be."""

from dataclasses import replace

from equipment.readiness.delivered import assess_delivered
from equipment.readiness.rules import assess
from equipment.readiness.values import Band, Lack, RoomFacts
from tests.equipment.readiness.test_rules import AT, BEST, DISPLAY, KIT, item, line_of

EMPTY = replace(BEST, items=())


def test_room_to_which_nothing_comes_is_as_it_is() -> None:
    assert assess_delivered(EMPTY, (), at=AT) == assess(EMPTY, at=AT)


def test_whole_kit_makes_an_empty_room_what_the_best_is() -> None:
    coming = [item(line.kind, *line.serves, count=line.quantity) for line in KIT]
    assert assess_delivered(EMPTY, coming, at=AT) == assess(BEST, at=AT)


def test_fewer_than_the_kit_asks_for_open_the_gate_and_give_fewer_points() -> None:
    coming = [item(line.kind, *line.serves) for line in KIT]
    verdict = assess_delivered(EMPTY, coming, at=AT)
    assert verdict.lacks == ()
    assert verdict.score < 100


def test_what_comes_does_what_the_kit_asks_of_it() -> None:
    kit = (line_of("camera", least={"zoom": 12}),)
    facts = replace(EMPTY, kit=kit)
    assert not [lack for lack in assess_delivered(facts, [item("camera")], at=AT).lacks if lack.need == "camera"]


def test_what_is_broken_stays_so_beside_what_comes() -> None:
    facts = replace(EMPTY, items=(replace(DISPLAY, condition="broken"),))
    condition = {part.part: part.got for part in assess_delivered(facts, [DISPLAY], at=AT).points}["condition"]
    assert condition == 5


def test_unreported_room_is_known_by_what_comes_and_the_rest_is_not_called_missing() -> None:
    assert assess_delivered(RoomFacts(kit=KIT), (), at=AT).band is Band.NOT_REPORTED
    verdict = assess_delivered(RoomFacts(kit=KIT), [item("camera")], at=AT)
    assert verdict.band is Band.NOT_READY
    assert Lack("display", "not_reported") in verdict.lacks
