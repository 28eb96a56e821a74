"""The verdict as a pure function: tables of what it comes to, and what holds whatever the evidence is."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.rules import (
    Evidence,
    Repair,
    SessionSum,
    Sitting,
    Source,
    code_window,
    course_of,
    is_code_current,
    judge,
    seconds,
)

START = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
SITE = uuid.uuid4()


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def span(start: float, end: float):
    return at(start), at(end)


def sitting(*incidents, threshold="80", minutes=60, connected=()) -> Sitting:
    return Sitting(
        span(0, minutes),
        Decimal(threshold),
        incidents=tuple(span(*incident) for incident in incidents),
        connections=tuple((SITE, span(*when)) for when in connected),
    )


def seen(start: float, end: float | None, source=Source.POSTS, **fields) -> Evidence:
    return Evidence(source, at(start), None if end is None else at(end), **fields)


@pytest.mark.parametrize(
    ("present", "verdict"), [(7191, "partial"), (7200, "present"), (7199, "partial"), (0, "absent")]
)
def test_79_9_fails_and_80_passes(present, verdict):
    judged = judge([seen(0, present / 60)], sitting(minutes=150))
    assert (judged.verdict, judged.presence.present_seconds) == (verdict, present)


def test_before_a_screen_one_is_there_while_the_site_is_connected():
    rule = sitting(connected=[(5, 30), (40, 55)])
    judged = judge([seen(0, 50, Source.SITE, site=SITE)], rule)
    assert judged.presence.intervals == [span(5, 30), span(40, 50)]
    assert not judge([seen(0, 50, Source.SITE, site=uuid.uuid4())], rule).presence.intervals


def test_who_moves_from_a_site_to_a_phone_loses_nothing():
    rule = sitting(connected=[(0, 60)])
    judged = judge([seen(0, 25, Source.SITE, site=SITE), seen(24, 60)], rule)
    assert (judged.presence.present_seconds, judged.verdict) == (3600, "present")


def test_an_excuse_takes_the_session_out_and_never_counts_as_present():
    assert judge([], sitting(), is_excused=True).verdict == "excused"
    partly = judge([seen(0, 30)], sitting(), is_excused=True)
    assert (partly.presence.present_seconds, partly.presence.counted_seconds) == (0, 0)
    came = judge([seen(0, 60)], sitting(), is_excused=True)
    assert (came.verdict, came.presence.counted_seconds) == ("present", 3600)


@pytest.mark.parametrize(
    ("first", "incidents", "is_late"), [(10, [], False), (11, [], True), (20, [(0, 14)], False), (30, [(0, 14)], True)]
)
def test_late_is_a_label_and_an_incident_makes_nobody_late(first, incidents, is_late):
    judged = judge([seen(first, 60)], sitting(*incidents))
    assert judged.is_late is is_late


def test_late_alone_takes_nothing_away():
    assert judge([seen(11, 60)], sitting()).verdict == "present"


def test_repairs_are_told_once_each():
    rows = [seen(0, 20, repair=Repair.END_INFERRED), seen(30, 40, repair=Repair.END_INFERRED), seen(50, None)]
    assert judge(rows, sitting()).repairs == (Repair.END_INFERRED,)


# --- What always holds --------------------------------------------------------------------------------------------

MINUTES = st.integers(-30, 90)


@st.composite
def evidence(draw) -> Evidence:
    start = draw(MINUTES)
    end = draw(st.one_of(st.none(), st.integers(start, 95)))
    source = draw(st.sampled_from([Source.POSTS, Source.DOOR, Source.SITE, Source.SHEET]))
    return seen(start, end, source, site=SITE if source is Source.SITE else None)


PAIRS = st.tuples(MINUTES, MINUTES).map(sorted).map(tuple)
ROWS = st.lists(evidence(), max_size=6)


@given(ROWS, st.lists(PAIRS, max_size=3), st.lists(PAIRS, max_size=2), st.randoms())
def test_neither_order_nor_telling_it_twice_changes_the_verdict(rows, incidents, connected, chance):
    rule = sitting(*incidents, connected=connected)
    mixed = rows + [row for row in rows if chance.random() < 0.5]
    chance.shuffle(mixed)
    assert judge(mixed, rule) == judge(rows, rule)


@given(ROWS, st.lists(PAIRS, max_size=3), st.lists(PAIRS, max_size=2))
def test_never_more_than_was_sat(rows, incidents, connected):
    judged = judge(rows, sitting(*incidents, connected=connected))
    sat = sum(
        seconds([(row.starts_at, row.ends_at or at(60))]) for row in rows if row.starts_at < (row.ends_at or at(60))
    )
    assert 0 <= judged.presence.present_seconds <= min(sat, 3600)
    assert judged.presence.present_seconds <= judged.presence.counted_seconds <= 3600


@given(ROWS, st.lists(PAIRS, max_size=2), PAIRS, st.lists(PAIRS, max_size=2))
def test_an_incident_lowers_nobodys_per_cent(rows, incidents, another, connected):
    before = judge(rows, sitting(*incidents, connected=connected)).presence
    after = judge(rows, sitting(*incidents, another, connected=connected)).presence
    if after.counted_seconds:
        assert after.percent >= before.percent
    assert after.present_seconds == before.present_seconds


@given(ROWS, ROWS)
def test_more_evidence_never_takes_minutes_away(rows, more):
    assert judge(rows + more, sitting()).presence.present_seconds >= judge(rows, sitting()).presence.present_seconds


@given(st.lists(st.tuples(st.integers(0, 3600), st.booleans()), min_size=1, max_size=5), st.integers(0, 3599))
def test_an_excused_session_leaves_the_denominator(sessions, partly):
    """Its sum is that of the others, whatever was sat in it below the threshold."""
    others = [SessionSum(present, 3600, True, verdict="present") for present, _late in sessions]
    judged = judge([seen(0, partly / 60 * 0.79)], sitting(), is_excused=True)
    excused = SessionSum(judged.presence.present_seconds, judged.presence.counted_seconds, True, verdict=judged.verdict)
    assert course_of([*others, excused], Decimal(80)) == course_of(others, Decimal(80))


@given(st.lists(st.tuples(st.integers(0, 3600), st.booleans()), max_size=6), st.integers(1, 100))
def test_what_is_needed_is_exactly_what_reaches_the_rule(sessions, asked):
    rows = [SessionSum(present if settled else 0, 3600, settled) for present, settled in sessions]
    course = course_of(rows, Decimal(asked))
    if course.can_be_met:
        sat = sum(row.present_seconds for row in rows)
        assert 100 * (sat + course.needed_seconds) >= asked * 3600 * len(rows)
        assert course.needed_seconds <= course.coming_seconds
    elif rows:
        assert course.needed_seconds > course.coming_seconds


# --- The rule of a workshop ---------------------------------------------------------------------------------------


def test_reached_still_possible_and_needed():
    rows = [SessionSum(1800, 3600, True), SessionSum(0, 3600, False), SessionSum(0, 3600, False)]
    course = course_of(rows, Decimal(80))
    assert (course.reached, course.possible) == (Decimal("50.00"), Decimal("83.33"))
    assert (course.needed_seconds, course.can_be_met, course.is_met) == (6840, True, False)


def test_a_mandatory_session_missed_cannot_be_made_good():
    rows = [SessionSum(0, 600, True, is_mandatory=True, verdict="absent"), SessionSum(0, 36000, False)]
    assert not course_of(rows, Decimal(80)).can_be_met
    excused = [SessionSum(0, 0, True, is_mandatory=True, verdict="excused"), SessionSum(0, 36000, False)]
    assert course_of(excused, Decimal(80)).can_be_met


# --- Codes that turn ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "good"), [(0, True), (59, True), (119, True), (120, False), (86400, False), (-1, False)]
)
def test_a_code_is_good_in_its_minute_and_the_next(later, good):
    assert is_code_current(code_window(START), START + timedelta(seconds=later)) is good
