"""Rules of sessions, by tables and by properties."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions import rules
from sessions.rules import Refusal

START = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def spans(*pairs: tuple[float, float]) -> list[rules.Interval]:
    return [(at(start), at(end)) for start, end in pairs]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([(0, 10)], [(0, 10)]),
        ([(5, 10), (0, 6)], [(0, 10)]),
        ([(0, 10), (10, 20)], [(0, 20)]),
        ([(0, 10), (11, 20)], [(0, 10), (11, 20)]),
        ([(0, 60), (5, 10), (20, 30)], [(0, 60)]),
        ([(5, 5)], []),
        ([(10, 5)], []),
    ],
)
def test_union_merges_what_overlaps_and_bridges_nothing(given, expected):
    assert rules.union(spans(*given)) == spans(*expected)


@pytest.mark.parametrize(
    ("planned_end", "real_end", "window_end"),
    [(60, None, 60), (60, 50, 50), (60, 70, 60), (60, -5, 0)],
)
def test_window_ends_with_the_earlier_of_planned_and_real_end(planned_end, real_end, window_end):
    ended_at = None if real_end is None else at(real_end)
    assert rules.counted_window(START, at(planned_end), ended_at) == (START, at(window_end))


@pytest.mark.parametrize(
    ("stays", "window", "incidents", "present", "counted"),
    [
        ([(0, 60)], (0, 60), [], 60, 60),
        ([(-10, 70)], (0, 60), [], 60, 60),
        ([(0, 20), (30, 60)], (0, 60), [], 50, 60),
        ([(0, 40), (0, 40)], (0, 60), [], 40, 60),
        ([(0, 30), (20, 50)], (0, 60), [], 50, 60),
        ([(0, 60)], (0, 50), [], 50, 50),
        ([(70, 80)], (0, 60), [], 0, 60),
        ([], (0, 60), [], 0, 60),
        ([(0, 30)], (0, 60), [(30, 60)], 30, 30),
        ([(0, 60)], (0, 60), [(10, 20), (15, 25)], 60, 60),
        ([(0, 10), (25, 60)], (0, 60), [(10, 20), (15, 25)], 45, 45),
        ([(0, 5)], (0, 60), [(-10, 10)], 5, 55),
        ([(0, 60)], (0, 0), [], 0, 0),
    ],
)
def test_presence_is_the_clipped_union_and_what_was_missed_of_an_incident_does_not_count(
    stays, window, incidents, present, counted
):
    [limits] = spans(window)
    measured = rules.presence(spans(*stays), limits, spans(*incidents))
    assert (measured.present_seconds, measured.counted_seconds) == (present * 60, counted * 60)


@pytest.mark.parametrize(
    ("present", "counted", "percent"),
    [
        (0, 3600, "0.00"),
        (3600, 3600, "100.00"),
        (799, 1000, "79.90"),
        (79999, 100000, "79.99"),
        (2, 3, "66.66"),
        (0, 0, "0.00"),
        (3599, 3600, "99.97"),
    ],
)
def test_percent_is_cut_off_and_never_rounded_up(present, counted, percent):
    assert rules.present_percent(present, counted) == Decimal(percent)


@pytest.mark.parametrize(
    ("present", "counted", "threshold", "verdict"),
    [
        (800, 1000, "80", "present"),
        (799, 1000, "80", "partial"),
        (79999, 100000, "80", "partial"),
        (1, 1000, "80", "partial"),
        (0, 1000, "80", "absent"),
        (0, 0, "80", "absent"),
        (500, 1000, "50", "present"),
        (1000, 1000, "100", "present"),
        (999, 1000, "100", "partial"),
    ],
)
def test_verdict_follows_the_threshold(present, counted, threshold, verdict):
    assert rules.verdict_of(present, counted, Decimal(threshold)) == verdict


@pytest.mark.parametrize(
    ("sessions", "percent"),
    [
        ([], "0.00"),
        ([(3600, 3600), (0, 3600)], "50.00"),
        ([(3600, 3600), (0, 900)], "80.00"),
        ([(3600, 3600), (0, 901)], "79.98"),
        ([(0, 0), (10, 10)], "100.00"),
    ],
)
def test_award_percent_is_over_the_sum_of_the_seconds(sessions, percent):
    assert rules.award_percent(iter(sessions)) == Decimal(percent)


@given(st.lists(st.tuples(st.integers(-30, 90), st.integers(-30, 90)), max_size=12), st.randoms())
def test_presence_knows_no_order_and_no_doubles(pairs, chance):
    stays, window = spans(*pairs), (at(0), at(60))
    mixed = stays + [stay for stay in stays if chance.random() < 0.5]
    chance.shuffle(mixed)
    measured = rules.presence(mixed, window)
    assert measured == rules.presence(stays, window)
    inside = {minute for start, end in pairs for minute in range(max(start, 0), min(end, 60))}
    assert measured.present_seconds == 60 * len(inside)


OPENING = rules.opening_of(START, at(90), before=15, after=30)


@pytest.mark.parametrize(
    ("minute", "leads", "refusal"),
    [
        (-15.02, False, Refusal.NOT_YET),
        (-15, False, None),
        (0, False, None),
        (119.99, False, None),
        (120, False, Refusal.OVER),
        (-45.02, True, Refusal.NOT_YET),
        (-45, True, None),
        (120, True, Refusal.OVER),
    ],
)
def test_door_opens_fifteen_minutes_before_and_closes_thirty_after(minute, leads, refusal):
    asked = {"state": "scheduled", "seat": "confirmed", "takes_part": False, "has_video": True, "opening": OPENING}
    assert rules.joining_refusal(**asked, leads=leads, at=at(minute)) == refusal


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"seat": "nominated"}, None),
        ({"seat": ""}, Refusal.NOT_ENROLLED),
        ({"seat": "", "leads": True}, None),
        ({"seat": "", "takes_part": True}, None),
        ({"seat": "waiting"}, Refusal.WAITING),
        ({"seat": "waiting", "takes_part": True}, None),
        ({"state": "cancelled"}, Refusal.CANCELLED),
        ({"state": "settled"}, Refusal.SETTLED),
        ({"has_video": False}, Refusal.NO_VIDEO),
        ({"seat": "", "state": "cancelled", "has_video": False}, Refusal.NOT_ENROLLED),
        ({"has_video": False, "at": at(-60)}, Refusal.NOT_YET),
    ],
)
def test_refusals_come_rights_first_then_the_hour(changes, refusal):
    asked = {"state": "scheduled", "seat": "confirmed", "takes_part": False, "leads": False, "has_video": True}
    assert rules.joining_refusal(**asked | {"opening": OPENING, "at": at(0)} | changes) == refusal
