"""Whatever is booked, moved, called off and displaced, in whatever order: nothing is held by two at once.

Hypothesis plays prosecutors, the contact point, the Secretariat and sessions. After each step the invariants are asked
of the table alone. The last test takes the question of what is in the way out, so that the play is known to find it.
"""

from collections import Counter
from datetime import timedelta
from itertools import combinations
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from equipment.actions import (
    book_asset,
    book_for_session,
    book_room,
    cancel_booking,
    change_hours,
    free_session_rooms,
    move_session_bookings,
)
from equipment.bookings.placing import Wish
from equipment.errors import EquipmentError
from equipment.models import Booking
from foundations.outbox.models import Letter
from tests.makers.equipment import make_asset, make_office_room
from tests.makers.network import make_office, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HOUR = timedelta(hours=1)
PLACES = st.integers(0, 7)
LENGTHS = st.integers(1, 4)
WHO = st.sampled_from(["ana", "berta", "carla", "sara"])
USES = st.sampled_from(["national", "network"])
REASONS = st.sampled_from(["", "Sesión"])


class Bookings(RuleBasedStateMachine):
    """Two rooms of one office with an item in each, and a day of eight hours."""

    @initialize()
    def furnish(self):
        self.office = office = make_office()
        self.people = {
            "ana": make_user(office=office),
            "berta": make_user(office=office),
            "carla": make_user(office=office, role="contact_point"),
            "sara": make_user(office=None, role="secretariat"),
        }
        self.rooms = [make_office_room(office), make_office_room(office)]
        self.assets = [make_asset(room) for room in self.rooms]
        self.now = timezone.now()
        self.morning = (self.now + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
        self.sessions = []

    done: Counter[str] = Counter()

    def attempt(self, deed, *args, **kwargs):
        try:
            made = deed(*args, **kwargs, at=self.now)
            self.done[deed.__name__] += 1
            return made
        except EquipmentError:
            return None

    def hours(self, place, length):
        return {"starts_at": self.morning + place * HOUR, "ends_at": self.morning + (place + length) * HOUR}

    def chosen(self, number):
        rows = list(self.office.bookings.standing().order_by("starts_at", "room_id", "asset__tag", "ends_at", "use"))
        return rows[number % len(rows)] if rows else None

    @rule(who=WHO, room=st.integers(0, 1), place=PLACES, length=LENGTHS, use=USES, weeks=st.integers(1, 2), why=REASONS)
    def book(self, who, room, place, length, use, weeks, why):
        fields = self.hours(place, length) | {"use": use, "purpose": "P", "weeks": weeks, "reason": why}
        self.attempt(book_room, self.rooms[room], **fields, by=self.people[who])

    @rule(who=WHO, asset=st.integers(0, 1), place=PLACES, length=LENGTHS, use=USES, why=REASONS)
    def book_item(self, who, asset, place, length, use, why):
        fields = self.hours(place, length) | {"use": use, "purpose": "P", "reason": why}
        self.attempt(book_asset, self.assets[asset], **fields, by=self.people[who])

    @rule(who=WHO, number=st.integers(0, 99), place=PLACES, length=LENGTHS)
    def change(self, who, number, place, length):
        if booking := self.chosen(number):
            self.attempt(change_hours, booking, **self.hours(place, length), by=self.people[who])

    @rule(who=WHO, number=st.integers(0, 99), later=st.booleans())
    def cancel(self, who, number, later):
        if booking := self.chosen(number):
            self.attempt(cancel_booking, booking, by=self.people[who], and_later=later)

    @rule(who=WHO, room=st.integers(0, 1), place=PLACES, length=LENGTHS, why=REASONS)
    def plan(self, who, room, place, length, why):
        session = uuid4()
        fields = self.hours(place, length) | {"reason": why}
        if self.attempt(book_for_session, self.rooms[room], session, **fields, by=self.people[who]):
            self.sessions.append(session)

    @rule(number=st.integers(0, 99), place=PLACES, length=LENGTHS)
    def move(self, number, place, length):
        if self.sessions:
            session = self.sessions[number % len(self.sessions)]
            self.attempt(move_session_bookings, session, **self.hours(place, length), by=self.people["sara"])

    @rule(number=st.integers(0, 99))
    def free(self, number):
        if self.sessions:
            self.attempt(free_session_rooms, self.sessions[number % len(self.sessions)], by=self.people["sara"])

    # --- What always holds ------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_held_twice(self):
        rows = list(self.office.bookings.standing().select_related("asset"))
        for one, other in combinations(rows, 2):
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                assert not one.room_id or one.room_id != other.room_id
                assert not one.asset_id or one.asset_id != other.asset_id
                self._apart(one, other)
                self._apart(other, one)

    @staticmethod
    def _apart(room, item):
        """A room for the network has all that stands in it; one for national use may lack what was booked before it."""
        if room.room_id and item.asset_id and item.asset.room_id == room.room_id:
            assert room.use == "national"
            assert max(room.booked_at, room.calendar_stamped_at) >= item.booked_at

    @invariant()
    def only_national_use_gives_way_and_those_concerned_know(self):
        lost = self.office.bookings.filter(displaced_by__isnull=False)
        for booking in lost.select_related("displaced_by", "booked_by"):
            assert (booking.use, booking.displaced_by.use) == ("national", "network")
            assert booking.cancel_reason == "Sesión"
            told = Letter.objects.filter(kind="equipment.booking_displaced", once_key__contains=str(booking.pk))
            doer = booking.cancelled_by_id
            assert {self.people["carla"].person_id, booking.booked_by_id} - {doer} == {row.recipient for row in told}


DEEDS = (
    book_asset,
    book_for_session,
    book_room,
    cancel_booking,
    change_hours,
    free_session_rooms,
    move_session_bookings,
)
PLAY = settings(
    max_examples=40,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_bookings_hold_together():
    Bookings.done.clear()
    run_state_machine_as_test(Bookings, settings=PLAY)
    assert set(Bookings.done) == {deed.__name__ for deed in DEEDS}, "the play never came to some deed"


def test_without_asking_what_is_in_the_way_the_play_finds_it(monkeypatch):
    """The negative control: bookings that look at nothing before them are found out."""
    monkeypatch.setattr(Wish, "in_the_way", lambda _self, _hours, **_: Booking.objects.none())
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Bookings, settings=settings(PLAY, phases=[Phase.generate]))
