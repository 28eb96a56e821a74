"""Rooms by tables: the gate, the points, the bands, and how tests age."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from equipment.readiness.rules import (
    CAUSES,
    assess,
    band_of,
    call_points,
    condition_points,
    is_enough,
    lack_of,
    network_points,
    usable_for,
    weight,
)
from equipment.readiness.values import Band, Call, Figure, Item, KitNeed, Lack, RoomFacts

AT = datetime(2012, 6, 1, 12, tzinfo=UTC)


def made_ago(days: float) -> datetime:
    return AT - timedelta(days=days)


def item(kind: str, *serves: str, **told) -> Item:
    return Item(kind, frozenset(serves or {kind}), **told)


def line_of(kind: str, *serves: str, quantity: int = 1, **told) -> KitNeed:
    return KitNeed(kind, frozenset(serves or {kind}), quantity, **told)


CODEC, CAMERA = item("codec", "endpoint", "speaker"), item("camera")
MICROPHONE, DISPLAY, LINK, UPS = item("mic", "microphone"), item("display"), item("link"), item("ups", "power")
WHOLE = (CODEC, CAMERA, MICROPHONE, DISPLAY, LINK, UPS)
KIT = (
    line_of("codec", "endpoint", "speaker"),
    line_of("camera"),
    line_of("mic", "microphone", quantity=2),
    line_of("display", quantity=2),
    line_of("ups", "power"),
)


def figures(days: float = 0, **values: float) -> dict[str, Figure]:
    return {name: Figure(value, made_ago(days)) for name, value in values.items()}


GOOD_LINE = figures(down=20_000, up=10_000, loss=0.5, jitter=12)
GOOD_CALL = Call(made_ago(1), video=True, audio=True, sharing=True)
BEST = RoomFacts(
    is_reported=True,
    was_entered=True,
    items=(*WHOLE, MICROPHONE, DISPLAY),
    kit=KIT,
    call=GOOD_CALL,
    line=GOOD_LINE,
    has_custodian=True,
    has_technical_contact=True,
)


def test_room_with_everything_has_a_hundred_points() -> None:
    verdict = assess(BEST, at=AT)
    assert (verdict.band, verdict.score, verdict.lacks, verdict.is_stale) == (Band.READY, 100, (), False)
    assert sum(part.most for part in verdict.points) == 100


@pytest.mark.parametrize(
    ("score", "is_open", "band"),
    [
        (100, True, "ready"),
        (80, True, "ready"),
        (79, True, "at_risk"),
        (60, True, "at_risk"),
        (59, True, "not_ready"),
        (0, True, "not_ready"),
        (100, False, "not_ready"),
    ],
)
def test_band_follows_the_score_behind_the_gate(score, is_open, band) -> None:
    assert band_of(score, is_open=is_open) == band


@pytest.mark.parametrize(("days", "halves"), [(0, 2), (60, 2), (60.9, 2), (61, 1), (180, 1), (181, 0), (4000, 0)])
def test_test_counts_in_full_then_by_half_then_not_at_all(days, halves) -> None:
    assert weight((AT - made_ago(days)).days) == halves


@pytest.mark.parametrize(("days", "is_stale"), [(0, False), (90, False), (91, True)])
def test_test_call_is_stale_after_ninety_days(days, is_stale) -> None:
    verdict = assess(replace(BEST, call=replace(GOOD_CALL, at=made_ago(days))), at=AT)
    assert (verdict.is_stale, verdict.call_days) == (is_stale, days)


def test_room_never_tried_is_stale_and_has_no_age() -> None:
    verdict = assess(replace(BEST, call=None), at=AT)
    assert (verdict.is_stale, verdict.call_days) == (True, None)


@pytest.mark.parametrize(
    ("days", "well", "points"),
    [(1, 3, 30), (60, 3, 30), (61, 3, 15), (180, 3, 15), (181, 3, 0), (1, 2, 20), (61, 1, 5), (1, 0, 0)],
)
def test_test_call_is_worth_a_third_for_each_thing(days, well, points) -> None:
    call = Call(made_ago(days), video=well > 0, audio=well > 1, sharing=well > 2)
    assert call_points(call, at=AT) == points


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ({}, 0),
        (GOOD_LINE, 20),
        (figures(down=19_999, up=9_999, loss=1.99, jitter=30), 3 + 3 + 5 + 5),
        (figures(down=8_000, up=4_000, loss=2, jitter=31), 3 + 3 + 0 + 3),
        (figures(down=7_999, up=3_999, loss=2, jitter=51), 0),
        (figures(down=20_000, up=10_000), 10),
        (figures(61, down=20_000, up=10_000, loss=0, jitter=0), 10),
        (figures(181, down=20_000, up=10_000, loss=0, jitter=0), 0),
        (figures(61, down=20_000, up=10_000) | figures(1, loss=0, jitter=0), 5 + 10),
    ],
)
def test_line_is_worth_five_for_each_figure_and_each_ages(line, points) -> None:
    assert network_points(RoomFacts(line=line), at=AT) == points


@pytest.mark.parametrize("need", ["endpoint", "camera", "microphone", "speaker", "display"])
def test_room_without_one_critical_thing_is_not_ready_whatever_its_score(need) -> None:
    verdict = assess(replace(BEST, items=tuple(each for each in BEST.items if need not in each.serves)), at=AT)
    assert verdict.band is Band.NOT_READY
    assert verdict.score >= 80
    assert Lack(need, "none") in verdict.lacks


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ({}, ""),
        ({"condition": "fair"}, ""),
        ({"condition": "poor"}, "broken"),
        ({"condition": "broken"}, "broken"),
        ({"condition": ""}, "condition_unknown"),
        ({"verification": "missing"}, "unseen"),
        ({"verification": "unexpected"}, ""),
        ({"status": "under_repair"}, "under_repair"),
        ({"status": "stored"}, "stored"),
        ({"status": "received"}, "stored"),
        ({"status": "on_loan"}, "on_loan"),
        ({"status": "planned"}, "coming"),
        ({"status": "in_transit"}, "coming"),
        ({"status": "lost"}, "lost"),
        ({"status": "disposed"}, "lost"),
    ],
)
def test_camera_serves_only_in_service_whole_and_seen(told, cause) -> None:
    lack = lack_of("camera", RoomFacts(is_reported=True, items=(item("camera", **told),)), at=AT)
    assert (lack.cause if lack else "") == cause


def test_nearest_to_serving_decides_the_cause() -> None:
    held = tuple(item("camera", **told) for told in ({"status": "lost"}, {"status": "stored"}, {"condition": "broken"}))
    assert lack_of("camera", RoomFacts(items=held), at=AT) == Lack("camera", "stored")
    assert set(CAUSES) >= {"none", "not_reported"}


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        (RoomFacts(was_entered=True), "not_reported"),
        (RoomFacts(is_reported=True), "none"),
        (RoomFacts(kit=KIT, told_none=frozenset({"camera"})), "none"),
        (RoomFacts(kit=KIT, told_none=frozenset({"mic"})), "not_reported"),
    ],
)
def test_what_nobody_reported_is_not_said_to_be_lacking(facts, cause) -> None:
    assert lack_of("camera", facts, at=AT) == Lack("camera", cause)


def test_room_of_which_nothing_was_ever_told_is_not_reported() -> None:
    assert assess(RoomFacts(kit=KIT, call=GOOD_CALL), at=AT).band is Band.NOT_REPORTED
    assert assess(RoomFacts(kit=KIT, is_reported=True), at=AT).band is Band.NOT_READY
    assert assess(RoomFacts(kit=KIT, was_entered=True), at=AT).band is Band.NOT_READY


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        (RoomFacts(is_reported=True), "none"),
        (RoomFacts(items=(LINK,)), ""),
        (RoomFacts(items=(LINK,), line=figures(down=7_999, up=4_000)), "slow"),
        (RoomFacts(line=figures(90, down=8_000, up=4_000)), ""),
        (RoomFacts(is_reported=True, line=figures(91, down=8_000, up=4_000)), "none"),
        (RoomFacts(items=(LINK,), line=figures(91, down=1_000, up=500)), ""),
        (RoomFacts(is_reported=True, line=figures(down=8_000)), "none"),
        (RoomFacts(is_reported=True, call=GOOD_CALL), ""),
        (RoomFacts(is_reported=True, call=replace(GOOD_CALL, video=False)), "none"),
        (RoomFacts(is_reported=True, call=replace(GOOD_CALL, at=made_ago(91))), "none"),
        (RoomFacts(call=GOOD_CALL, line=figures(down=900, up=300)), "slow"),
    ],
)
def test_link_is_what_was_measured_while_that_is_fresh(facts, cause) -> None:
    lack = lack_of("link", facts, at=AT)
    assert (lack.cause if lack else "") == cause


SCALES = {"resolution": ("720p", "1080p", "4K")}
GOOD_CAMERA = line_of("camera", least={"resolution": "1080p", "zoom": 12}, scales=SCALES)


@pytest.mark.parametrize(
    ("kind", "spec", "cause"),
    [
        ("camera", {"resolution": "1080p", "zoom": 12}, ""),
        ("camera", {"resolution": "4K", "zoom": "20"}, ""),
        ("camera", {"resolution": "720p", "zoom": 12}, "weak"),
        ("camera", {"resolution": "1080p", "zoom": 11}, "weak"),
        ("camera", {"resolution": "1080p"}, "spec_unknown"),
        ("video_bar", {}, ""),
        ("video_bar", {"resolution": "720p"}, "weak"),
    ],
)
def test_camera_must_be_what_the_kit_asks_for(kind, spec, cause) -> None:
    held = item(kind, "camera", spec=spec)
    lack = lack_of("camera", RoomFacts(items=(held,), kit=(GOOD_CAMERA,)), at=AT)
    assert (lack.cause if lack else "") == cause


@pytest.mark.parametrize(
    ("value", "least", "is_it"),
    [(True, True, True), (False, True, False), (False, False, True), ("H.264", "h.264", True), ("VP8", "H.264", False),
     ("2.5", 2, True), ("x", 2, False)],
)  # fmt: skip
def test_value_is_compared_as_what_it_is(value, least, is_it) -> None:
    assert is_enough(value, least) is is_it


def test_video_bar_stands_for_all_that_it_serves_at_once() -> None:
    bar = item("bar", "endpoint", "camera", "microphone", "speaker")
    lines = (line_of("codec", "endpoint", "speaker"), line_of("camera"), line_of("display"))
    assert [usable_for(line, (bar,)) for line in lines] == [1, 1, 0]


@pytest.mark.parametrize(
    ("told", "points"),
    [
        ((), 0),
        (({}, {}), 10),
        (({}, {"condition": "fair"}), 8),
        (({}, {"condition": "broken"}), 5),
        (({}, {"status": "under_repair"}), 5),
        (({}, {"status": "stored", "condition": "broken"}), 10),
    ],
)
def test_condition_is_the_mean_of_what_stands_in_the_room(told, points) -> None:
    assert condition_points(item("camera", **each) for each in told) == points


def test_kit_counts_what_is_due_and_no_more() -> None:
    short = replace(BEST, items=WHOLE)
    parts = {part.part: part.got for part in assess(short, at=AT).points}
    assert parts["kit"] == 30 * 4 // 6
    twice = replace(BEST, items=(*BEST.items, *BEST.items))
    assert assess(twice, at=AT).score == 100


def test_room_without_a_kit_is_measured_by_what_is_critical() -> None:
    assert {part.part: part.got for part in assess(replace(BEST, kit=()), at=AT).points}["kit"] == 30
