"""How far a feed reaches, what a stamp is, and when clocks jump."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.rules import cancelled_since, clean_text, clock_changes, feed_span, next_stamp

NOON = datetime(2026, 3, 5, 12, 30, 15, 123456, tzinfo=UTC)


def test_feed_holds_the_same_all_day():
    assert feed_span(NOON) == feed_span(NOON + timedelta(hours=11))
    start, end = feed_span(NOON)
    assert (NOON - start).days == 90
    assert end > NOON + timedelta(days=540)
    assert cancelled_since(NOON) == cancelled_since(NOON - timedelta(hours=12))


def test_stamps_never_go_back_nor_stand_still():
    first = next_stamp(None, NOON)
    assert first == NOON.replace(microsecond=0) + timedelta(seconds=1)
    assert next_stamp(None, first) == first
    assert next_stamp(first, NOON) == first + timedelta(seconds=1)
    assert next_stamp(first, NOON - timedelta(days=400)) == first + timedelta(seconds=1)


@given(st.text())
def test_no_text_breaks_a_line(text):
    cleaned = clean_text(text)
    assert not set(cleaned) & set("\r\n\x00\x0b\x0c\x1c\x7f\u2028")
    cleaned.encode()
    assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize(
    ("zone", "jumps"),
    [
        ("America/Guatemala", []),
        ("America/Panama", []),
        ("Europe/Madrid", ["2026-03-29T01:00:00+00:00", "2026-10-25T01:00:00+00:00"]),
        ("America/New_York", ["2026-03-08T07:00:00+00:00", "2026-11-01T06:00:00+00:00"]),
    ],
)
def test_clocks_jump_when_they_do(zone, jumps):
    year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert [jump.isoformat() for jump in clock_changes(ZoneInfo(zone), *year)] == jumps
