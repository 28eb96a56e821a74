"""Twenty processes that issue at one instant; and processes killed while they issue."""

import os
import signal
import time
import traceback

import pytest
from django.db import connections

from certificates.actions import award_certificate, awarding
from certificates.models import Certificate
from tests.makers.certificates import make_earned_seat, make_held_workshop
from tests.makers.network import make_office, make_person

ISSUERS = 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def in_processes(seats: list) -> list[int]:
    """Each seat is awarded in a process of its own, all at one instant; their exit codes (negative: killed)."""
    connections.close_all()
    start = time.time() + 0.5
    children = []
    for seat in seats:
        child = os.fork()
        if child == 0:
            os._exit(_award(seat, start))
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _award(seat, start: float) -> int:
    try:
        time.sleep(max(0, start - time.time()))
        award_certificate(seat)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        traceback.print_exc()
        return 1
    return 0


def numbers() -> list[int]:
    return sorted(int(number.rsplit("-", 1)[1]) for number in Certificate.objects.values_list("number", flat=True))


@pytest.fixture
def seats() -> list:
    workshop, office = make_held_workshop(), make_office()
    return [make_earned_seat(make_person(office=office), workshop=workshop) for _ in range(ISSUERS)]


def test_twenty_issuers_give_twenty_numbers_without_gap_or_double(seats):
    assert in_processes(seats) == [0] * ISSUERS
    assert numbers() == list(range(1, ISSUERS + 1))


def test_twenty_issuers_of_one_seat_give_one_certificate(seats):
    assert in_processes([seats[0]] * ISSUERS) == [0] * ISSUERS
    assert numbers() == [1]


def test_issuers_killed_halfway_leave_no_gap(seats, monkeypatch):
    real = awarding._keep_award

    def killed_on_even_numbers(merit, workshop, facts, **kwargs):
        kept = real(merit, workshop, facts, **kwargs)
        if workshop.enrolments.get(person=merit.person).pk % 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return kept

    monkeypatch.setattr(awarding, "_keep_award", killed_on_even_numbers)
    codes = in_processes(seats)
    survivors = codes.count(0)
    assert codes.count(-signal.SIGKILL) == ISSUERS - survivors == ISSUERS // 2
    assert numbers() == list(range(1, survivors + 1))
    monkeypatch.undo()
    for seat in seats:
        award_certificate(seat)
    assert numbers() == list(range(1, ISSUERS + 1))
