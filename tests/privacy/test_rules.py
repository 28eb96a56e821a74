from datetime import datetime, timedelta

import pytest

from privacy.rules import authority_due_at, hours_left, reminder_due

FOUND = datetime.fromisoformat("2026-03-06T22:00:00+00:00")


def hours(number: float) -> datetime:
    return FOUND + timedelta(hours=number)


@pytest.mark.parametrize(
    ("after", "left"), [(0, 72), (0.5, 71), (1, 71), (71.5, 0), (72, 0), (72.1, -1), (73, -1), (96, -24)]
)
def test_seventy_two_hours_run_from_discovery_without_a_pause(after, left):
    assert hours_left(FOUND, hours(after)) == left
    assert authority_due_at(FOUND) == hours(72)


@pytest.mark.parametrize(
    ("after", "reminded", "due"),
    [(23.9, 0, 0), (24, 0, 24), (30, 24, 0), (59, 24, 0), (60, 24, 60), (61, 0, 60), (500, 60, 0)],
)
def test_reminders_are_due_after_24_and_60_hours_and_once(after, reminded, due):
    assert reminder_due(FOUND, hours(after), reminded) == due
