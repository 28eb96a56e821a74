"""Twelve processes after one room at one instant, and a test without the lock, so that the first means something."""

import os
import time
import traceback
from collections import Counter
from datetime import timedelta
from multiprocessing import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from equipment.actions import book_room, bookings
from equipment.bookings import placing
from equipment.errors import TakenError
from equipment.models import Booking
from network.models import Office
from tests.makers.equipment import make_office_room
from tests.makers.network import make_office, make_user

RIVALS = 12
OUTCOMES = {0: "booked", 1: "taken"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def storm(room, users: list, starts_at) -> Counter:
    """Each books the same hour in a process of its own; the same person twice among them."""
    connections.close_all()
    start, children = time.time() + 0.5, []
    for user in users:
        child = os.fork()
        if child == 0:
            os._exit(_book(room, user, starts_at, start))
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    return Counter(OUTCOMES.get(code, "error") for code in codes)


def _book(room, user, starts_at, start: float) -> int:
    hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
    try:
        time.sleep(max(0, start - time.time()))
        book_room(room, **hours, use="national", purpose="P", by=user)
    except TakenError:
        return 1
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        traceback.print_exc()
        return 2
    return 0


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def rivals(office) -> list:
    return [make_user(f"rival{number}@mp.example", office=office) for number in range(RIVALS)]


@pytest.fixture
def noon():
    return (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)


def test_of_many_at_once_one_gets_the_room(office, rivals, noon):
    assert storm(make_office_room(office), rivals, noon) == {"booked": 1, "taken": RIVALS - 1}
    assert Booking.objects.count() == 1


def test_a_double_click_in_two_processes_books_once(office, rivals, noon):
    assert storm(make_office_room(office), rivals[:1] * 4, noon) == {"booked": 4}
    assert Booking.objects.count() == 1


def test_without_the_lock_the_same_storm_books_twice(office, rivals, noon, monkeypatch):
    asked, all_have_asked = placing.Wish.in_the_way, Barrier(RIVALS)

    def ask_and_wait(self, *args, **kwargs):
        found = list(asked(self, *args, **kwargs))
        all_have_asked.wait(timeout=60)
        return found

    monkeypatch.setattr(bookings, "lock_office", lambda key: Office.objects.get(pk=key))
    monkeypatch.setattr(placing.Wish, "in_the_way", ask_and_wait)
    monkeypatch.setattr(bookings, "book_room", bookings.book_room.__wrapped__)
    monkeypatch.setitem(globals(), "book_room", bookings.book_room)
    assert storm(make_office_room(office), rivals, noon)["booked"] > 1
