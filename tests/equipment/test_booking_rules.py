"""Decisions about bookings over plain values."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from equipment.bookings.rules import (
    LONGEST,
    MOST_WEEKS,
    Hours,
    by_month,
    fault_of_hours,
    fault_of_wall,
    fault_of_weeks,
    hand_of,
    kept_hours,
    weekly,
    yields_to,
)
from network.rules import Standing

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MADRID = ZoneInfo("Europe/Madrid")


def hours(start: timedelta, length: timedelta = HOUR) -> Hours:
    return Hours(NOW + start, NOW + start + length)


@pytest.mark.parametrize(
    ("start", "length", "fault"),
    [
        (HOUR, HOUR, ("", "")),
        (-timedelta(minutes=15), HOUR, ("", "")),
        (-timedelta(minutes=16), HOUR, ("starts_at", "past")),
        (366 * DAY, HOUR, ("", "")),
        (366 * DAY + HOUR, HOUR, ("starts_at", "far")),
        (HOUR, timedelta(), ("ends_at", "backwards")),
        (HOUR, -HOUR, ("ends_at", "backwards")),
        (HOUR, LONGEST, ("", "")),
        (HOUR, LONGEST + timedelta(seconds=1), ("ends_at", "long")),
    ],
)
def test_hours_are_bounded(start, length, fault):
    assert fault_of_hours(hours(start, length), at=NOW) == fault


@pytest.mark.parametrize(
    ("length", "weeks", "fault"),
    [(HOUR, 1, ""), (HOUR, MOST_WEEKS, ""), (HOUR, MOST_WEEKS + 1, "many"), (HOUR, 0, "many"), (8 * DAY, 2, "itself")],
)
def test_weeks_are_bounded(length, weeks, fault):
    assert fault_of_weeks(hours(HOUR, length), weeks) == fault


def test_touching_is_no_overlap():
    assert not hours(HOUR).overlaps(hours(2 * HOUR))
    assert hours(HOUR, 2 * HOUR).overlaps(hours(2 * HOUR))


@pytest.mark.parametrize(
    ("wall", "fault"),
    [
        ("2026-03-29T02:30", "gap"),
        ("2026-10-25T02:30", "fold"),
        ("2026-10-25T03:00", ""),
        ("2026-03-29T03:00", ""),
    ],
)
def test_hours_that_clocks_skip_or_repeat_are_known(wall, fault):
    shown = datetime.fromisoformat(wall)
    assert fault_of_wall(shown, MADRID) == fault
    assert fault_of_wall(shown, ZoneInfo("America/Guatemala")) == ""


def test_week_by_week_the_clock_shows_the_same_hour():
    first = Hours(datetime(2026, 3, 23, 9, tzinfo=MADRID), datetime(2026, 3, 23, 10, tzinfo=MADRID))
    found, wrong = weekly(first, 2, MADRID)
    assert wrong == []
    assert [one.starts_at.astimezone(MADRID).hour for one in found] == [9, 9]
    assert found[1].starts_at - found[0].starts_at.astimezone(UTC) == 7 * DAY - HOUR


def test_weeks_on_which_the_clock_has_no_such_hour_are_told():
    first = Hours(datetime(2026, 3, 22, 2, 15, tzinfo=MADRID), datetime(2026, 3, 22, 4, tzinfo=MADRID))
    assert weekly(first, 3, MADRID)[1] == [date(2026, 3, 29)]


def test_only_national_use_gives_way_and_only_to_the_network():
    pairs = {(old, new) for old in ("national", "network") for new in ("national", "network") if yields_to(old, new)}
    assert pairs == {("national", "network")}


@pytest.mark.parametrize(
    ("standing", "sees", "uses", "displaces"),
    [
        (Standing(office_id=1, kind="prosecutor"), True, ("national",), False),
        (Standing(office_id=2, kind="prosecutor"), False, (), False),
        (Standing(office_id=1, kind="judge"), False, (), False),
        (
            Standing(office_id=1, kind="staff", offices={"custodian": frozenset({1})}),
            True,
            ("national", "network"),
            True,
        ),
        (Standing(offices={"contact_point": frozenset({1})}), True, ("national", "network"), True),
        (Standing(roles=frozenset({"school_editor"})), True, (), False),
        (Standing(roles=frozenset({"secretariat"})), True, ("network",), True),
        (Standing(roles=frozenset({"administrator"})), False, (), False),
    ],
)
def test_hand_follows_from_roles_and_office(standing, sees, uses, displaces):
    hand = hand_of(standing, 1)
    assert (hand.sees_week, hand.uses, hand.displaces) == (sees, uses, displaces)


def test_of_what_was_called_off_only_the_hours_before_count():
    whole = hours(HOUR, 2 * HOUR)
    assert kept_hours(whole, None) == whole
    assert kept_hours(whole, NOW) is None
    assert kept_hours(whole, NOW + 2 * HOUR) == hours(HOUR)
    assert kept_hours(whole, NOW + 9 * HOUR) == whole


def test_hours_fall_into_the_months_of_the_offices_clock():
    zone = ZoneInfo("America/Panama")
    night = Hours(datetime(2026, 1, 31, 22, tzinfo=zone), datetime(2026, 2, 1, 3, tzinfo=zone))
    assert list(by_month(night, zone)) == [(date(2026, 1, 1), 2 * HOUR), (date(2026, 2, 1), 3 * HOUR)]


def test_months_add_up_to_what_passed_also_where_clocks_change():
    start, end = datetime(2026, 3, 15, tzinfo=MADRID), datetime(2026, 4, 10, tzinfo=MADRID)
    told = Hours(start.astimezone(UTC), end.astimezone(UTC))
    assert sum((length for _month, length in by_month(told, MADRID)), timedelta()) == told.ends_at - told.starts_at
