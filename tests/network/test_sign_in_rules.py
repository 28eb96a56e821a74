"""Who needs a second factor, how long a session lasts, and what a browser is called: tables."""

import pytest

from network.devices import device_of
from network.models import Appointment
from network.rules import (
    GUARDED_ROLES,
    SessionMarks,
    Standing,
    end_of_session,
    is_guarded,
    longest_rest,
    standing_mark,
)

HOUR = 3600
PROSECUTOR = Standing()


def holding(role: str, *offices: int) -> Standing:
    return Standing(roles=frozenset({role}), offices={role: frozenset(offices)})


@pytest.mark.parametrize("role", Appointment.Role.values)
def test_everybody_but_trainers_is_guarded(role):
    assert is_guarded(holding(role)) is (role != "trainer")
    assert GUARDED_ROLES.issubset(Appointment.Role.values)


def test_prosecutors_are_offered_one_and_superusers_must():
    assert not is_guarded(PROSECUTOR)
    assert is_guarded(PROSECUTOR, is_superuser=True)


@pytest.mark.parametrize(
    ("role", "minutes"), [("secretariat", 30), ("funder", 30), ("custodian", 30), ("trainer", 720)]
)
def test_rest(role, minutes):
    assert longest_rest(holding(role), is_superuser=False).total_seconds() == minutes * 60


@pytest.mark.parametrize(
    ("standing", "age", "rest", "why"),
    [
        (PROSECUTOR, 0, 0, ""),
        (PROSECUTOR, 11 * HOUR, 11 * HOUR, ""),
        (PROSECUTOR, 12 * HOUR, 0, "length"),
        (holding("secretariat"), 11 * HOUR, 29 * 60, ""),
        (holding("secretariat"), HOUR, 30 * 60, "rest"),
        (holding("secretariat"), 12 * HOUR, 0, "length"),
    ],
)
def test_end_of_a_session(standing, age, rest, why):
    now = 100 * HOUR
    marks = SessionMarks(began=now - age, seen=now - rest, standing=standing_mark(standing))
    assert end_of_session(marks, now=now, standing=standing, is_superuser=False) == why


def test_session_without_marks_began_at_another_door():
    assert end_of_session(None, now=0, standing=PROSECUTOR, is_superuser=False) == "door"


@pytest.mark.parametrize("other", [PROSECUTOR, holding("contact_point", 1), holding("contact_point", 1, 2)])
def test_mark_changes_with_roles_and_offices(other):
    assert standing_mark(holding("contact_point", 2)) != standing_mark(other)
    assert standing_mark(other) != standing_mark(other, is_superuser=True)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18.5 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/139.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)  Version/18.5 Safari/605.1.15", "Safari · macOS"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_words_of_a_browser(agent, words):
    assert device_of(agent) == words
