"""The cheapest step up: what costs a telephone call comes before what costs money."""

from dataclasses import replace

import pytest

from equipment.readiness.rules import assess
from equipment.readiness.steps import cheapest_step_up
from equipment.readiness.values import Band, Call, RoomFacts, Step
from tests.equipment.readiness.test_rules import AT, BEST, KIT, figures, item, made_ago


def deeds(facts: RoomFacts) -> list[str]:
    step = cheapest_step_up(facts, at=AT)
    return [f"{each.deed} {each.subject}".strip() for each in step.steps] if step else []


def test_ready_room_needs_no_step() -> None:
    assert cheapest_step_up(BEST, at=AT) is None


def test_room_of_which_nothing_is_known_is_to_be_reported_first() -> None:
    assert deeds(RoomFacts(kit=KIT)) == ["report"]


def test_test_call_comes_before_a_purchase() -> None:
    facts = replace(BEST, call=None, items=BEST.items[:-2])
    assert assess(facts, at=AT).band is Band.AT_RISK
    assert deeds(facts) == ["test_call"]


def test_naming_people_comes_before_a_test_call_where_it_is_enough() -> None:
    call = Call(made_ago(61), video=True, audio=True, sharing=True)
    facts = replace(BEST, call=call, has_custodian=False, has_technical_contact=False)
    facts = replace(facts, items=tuple(each for each in facts.items if each.kind != "ups"))
    assert (assess(facts, at=AT).score, deeds(facts)) == (75, ["name_custodian", "name_contact"])


@pytest.mark.parametrize(
    ("told", "deed"),
    [
        ({"status": "under_repair"}, "finish_repair"),
        ({"status": "stored"}, "put_in_service"),
        ({"condition": "broken"}, "mend"),
        ({"condition": ""}, "tell_condition"),
        ({"verification": "missing"}, "verify"),
        ({"status": "disposed"}, "acquire"),
    ],
)
def test_what_the_gate_lacks_is_set_right_by_its_cause(told, deed) -> None:
    facts = replace(BEST, items=(*(each for each in BEST.items if each.kind != "camera"), item("camera", **told)))
    assert deeds(facts) == [f"{deed} camera"]


def test_line_that_is_too_slow_is_the_step() -> None:
    facts = replace(BEST, line=figures(down=3_000, up=900))
    step = cheapest_step_up(facts, at=AT)
    assert (step.steps, step.band) == ((Step("better_line"),), Band.READY)


def test_empty_room_is_told_all_that_it_takes() -> None:
    """Five things to buy, a line, and a call, which then costs less than anything else."""
    step = cheapest_step_up(RoomFacts(kit=KIT, is_reported=True), at=AT)
    assert step.band.height > Band.NOT_READY.height
    assert Step("test_call") in step.steps
    bought = {each.subject for each in step.steps if each.deed == "acquire"}
    assert bought == {"codec", "camera", "mic", "display", "link"}
    assert step.score == assess_after(step)


def assess_after(step) -> int:
    assert step.score >= 60
    return step.score
