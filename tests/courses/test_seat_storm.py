"""Fifty processes after ten seats, with a test that takes the lock out, so that the first is known to mean something.

And two processes after one seat.
"""

import os
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from multiprocessing import Barrier

import pytest
from django.db import connections

from courses.actions import enrol_person, enrolments, nominate_person, substitute_person
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from tests.makers.courses import make_workshop
from tests.makers.network import make_office, make_user

SEATS, RIVALS = 10, 50
OUTCOMES = {0: "seat", 1: "waiting", 2: "error"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def storm(workshop: Workshop, users: list) -> Counter:
    """Each user enrols in a process of its own, all at one instant; how often each outcome came.

    One enrolment beforehand warms templates and translations, as they are in a worker that has been up for a minute.
    """
    enrol_person(make_workshop(seats_per_office=None), users[0].person, by=users[0])
    connections.close_all()
    start = time.time() + 0.5
    children = []
    for user in users:
        child = os.fork()
        if child == 0:
            os._exit(_enrol(workshop, user, start))
        children.append(child)
    return Counter(OUTCOMES.get(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "error") for child in children)


def _enrol(workshop: Workshop, user, start: float) -> int:
    try:
        time.sleep(max(0, start - time.time()))
        enrolment = enrol_person(workshop, user.person, by=user)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        traceback.print_exc()
        return 2
    return 0 if enrolment.state == Enrolment.State.CONFIRMED else 1


@pytest.fixture
def rivals() -> list:
    office = make_office()
    return [make_user(f"rival{number}@mp.example", office=office) for number in range(RIVALS)]


def test_fifty_processes_get_exactly_ten_seats(rivals):
    workshop = make_workshop(seats_per_office=None, seats_total=SEATS)
    assert storm(workshop, rivals) == {"seat": SEATS, "waiting": RIVALS - SEATS}
    assert workshop.enrolments.holding().count() == SEATS


def test_without_the_lock_the_same_storm_overfills(rivals, monkeypatch):
    @contextmanager
    def unlocked(workshop):
        yield workshop

    workshop = make_workshop(seats_per_office=None, seats_total=SEATS)
    counted, all_have_counted = enrolments.seats_of, Barrier(RIVALS)

    def count_and_wait(at, now):
        seats = counted(at, now)
        if at.pk == workshop.pk:
            all_have_counted.wait(timeout=60)
        return seats

    monkeypatch.setattr(enrolments, "seats_locked", unlocked)
    monkeypatch.setattr(enrolments, "seats_of", count_and_wait)
    assert storm(workshop, rivals)["seat"] > SEATS


def test_two_contact_points_hand_one_seat_on_at_the_same_instant(cast):
    """In processes of their own: one colleague gets it, and the other contact point reads to whom it went."""
    workshop = make_workshop(seats_per_office=1, host_office=cast.salvador)
    other = make_user("otra@mp.hn.example", role="contact_point", office=cast.office)
    seat = nominate_person(workshop, cast.ana.person, by=cast.carla)
    connections.close_all()
    start, children = time.time() + 0.5, []
    for by, heir in ((cast.carla, cast.berta), (other, cast.ciro)):
        child = os.fork()
        if child == 0:
            os._exit(_hand_on(seat, heir, by, start))
        children.append(child)
    outcomes = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert outcomes == [0, 1]
    assert workshop.enrolments.holding().count() == 1
    assert workshop.enrolments.get(state=Enrolment.State.REPLACED).replaced_by.holds_seat


def _hand_on(seat: Enrolment, heir, by, start: float) -> int:
    try:
        time.sleep(max(0, start - time.time()))
        substitute_person(seat, heir.person, by=by)
    except CourseError:
        return 1
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        return 2
    return 0
