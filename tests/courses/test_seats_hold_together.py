"""Whatever is done to the seats of a workshop, in whatever order and at whatever hour, they hold together.

Hypothesis plays contact points, people, the Secretariat and the clock. After each step the invariants are asked of the
tables alone. The last test takes one rule out, so that the play is known to find what is wrong.
"""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from courses import rules
from courses.actions import (
    accept_seat,
    change_seats,
    give_up_seat,
    grant_exception,
    keep_seats_moving,
    move_up,
    move_workshop,
    nominate_person,
    reconfirm_seat,
    substitute_person,
)
from courses.errors import CourseError
from courses.models import Enrolment, EnrolmentTransition
from courses.seating import seats_of
from foundations.outbox.models import Letter
from network.models import Office
from tests.makers.courses import make_workshop
from tests.makers.network import make_office, make_person, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
State = Enrolment.State
OFFICES, PEOPLE = 3, 4
EVERYBODY = range(OFFICES * PEOPLE)
PLACES = st.sampled_from(EVERYBODY)


class Seats(RuleBasedStateMachine):
    """Three offices of four people each, one seat per office at first, and an hour that only goes on."""

    @initialize(total=st.sampled_from([None, 2, 3, 5]))
    def announce(self, total):
        offices = [make_office() for _office in range(OFFICES)]
        self.sara = make_user(f"s{offices[0].pk}@refco.example", role="secretariat", office=None)
        self.points = [make_user(f"c{office.pk}@mp.example", role="contact_point", office=office) for office in offices]
        self.people = [make_person(office=office) for office in offices for _person in range(PEOPLE)]
        self.now = timezone.now()  # after the appointments began
        self.workshop = make_workshop(
            seats_per_office=1,
            seats_total=total,
            host_office=offices[0],
            nominations_close_at=self.now + timedelta(days=3),
            starts_on=(self.now + timedelta(days=8)).date(),
            ends_on=(self.now + timedelta(days=9)).date(),
        )
        self.offices = offices
        self.excess = 0

    done: Counter[str] = Counter()

    def point_of(self, person):
        return self.points[self.people.index(person) // PEOPLE]

    def place_of(self, who):
        """One of the live places, whichever the number falls on."""
        live = list(self.workshop.enrolments.live().select_related("person", "workshop"))
        return live[who % len(live)] if live else None

    def attempt(self, deed, *args, **kwargs):
        """Do it as of the play's hour; a refusal is an answer too."""
        try:
            done = deed(*args, **kwargs, at=self.now)
            self.done[deed.__name__] += 1
            return done
        except CourseError:
            return None

    @rule(several=st.permutations(EVERYBODY).map(lambda order: order[:5]))
    def nominate(self, several):
        for person in (self.people[who] for who in several):
            self.attempt(nominate_person, self.workshop, person, by=self.point_of(person))

    @rule(who=PLACES)
    def accept(self, who):
        if place := self.place_of(who):
            self.attempt(accept_seat, place, by=self.point_of(place.person))

    @rule(who=PLACES)
    def give_up(self, who):
        if place := self.place_of(who):
            self.attempt(give_up_seat, place, by=self.point_of(place.person))

    @rule(who=PLACES, heir=PLACES)
    def substitute(self, who, heir):
        if place := self.place_of(who):
            person = self.people[heir]
            self.attempt(substitute_person, place, person, by=self.point_of(place.person))

    @rule(who=PLACES)
    def reorder(self, who):
        if place := self.place_of(who):
            self.attempt(move_up, place, by=self.point_of(place.person))

    @rule(who=PLACES)
    def make_exception(self, who):
        person = self.people[who]
        self.attempt(grant_exception, self.workshop, person, reason="Caso", by=self.sara)

    @rule(per_office=st.integers(1, 3), total=st.sampled_from([None, 2, 4, 7]), own=st.integers(0, 3))
    def change(self, per_office, total, own):
        self.workshop.refresh_from_db()
        allotments = dict.fromkeys(self.offices, per_office) | {self.offices[1]: own}
        before = sorted(self.workshop.enrolments.holding().values_list("pk", flat=True))
        self.attempt(
            change_seats,
            self.workshop,
            seats_per_office=per_office,
            seats_total=total,
            allotments=allotments,
            reason="Sala",
            by=self.sara,
        )
        self.excess = self.too_many()
        after = set(self.workshop.enrolments.holding().values_list("pk", flat=True))
        assert after.issuperset(before), "a change of seats took somebody out"

    @rule(days=st.integers(-2, 3))
    def move(self, days):
        self.workshop.refresh_from_db()
        starts = self.workshop.starts_on + timedelta(days=days)
        before = Counter(self.workshop.enrolments.live().values_list("pk", "state"))
        self.attempt(move_workshop, self.workshop, starts_on=starts, reason="Feriado", by=self.sara)
        assert Counter(self.workshop.enrolments.live().values_list("pk", "state")) == before

    @rule(who=PLACES)
    def reconfirm(self, who):
        if place := self.place_of(who):
            self.attempt(reconfirm_seat, place, by=self.point_of(place.person))

    @rule(hours=st.sampled_from([1, 5, 25, 49]))
    def pass_time(self, hours):
        self.now += timedelta(hours=hours)
        keep_seats_moving(at=self.now)

    # --- What always holds ------------------------------------------------------------------------------------------

    def too_many(self):
        """Seats held beyond those that there are: by office until they are released, and in all."""
        self.workshop.refresh_from_db()
        held = Counter(self.workshop.enrolments.counted().values_list("office", flat=True))
        own = dict(self.workshop.allotments.values_list("office", "seats"))
        quotas = {row.pk: own.get(row.pk, self.workshop.seats_per_office) for row in Office.objects.all()}
        limit = self.workshop.seats_total or sum(quotas.values())
        by_office = sum(max(0, held[office] - quotas[office]) for office in held)
        return max(0, held.total() - limit) + (0 if self.workshop.seats_released_at else by_office)

    @invariant()
    def nobody_gets_more_than_there_is(self):
        """Only a cut leaves somebody beyond the seats, and what it leaves never grows again."""
        excess = self.too_many()
        assert excess <= self.excess
        self.excess = excess

    @invariant()
    def each_person_has_one_live_place(self):
        live = Counter(self.workshop.enrolments.live().values_list("person", flat=True))
        assert set(live.values()) <= {1}

    @invariant()
    def history_tells_the_state_of_each_place(self):
        for place in self.workshop.enrolments.all():
            steps = list(place.transitions.order_by("at", "pk"))
            assert steps[0].from_state == ""
            assert steps[-1].to_state == place.state
            assert all(one.to_state == following.from_state for one, following in pairwise(steps))

    @invariant()
    def nobody_waits_beside_a_free_seat(self):
        self.workshop.refresh_from_db()
        if self.workshop.has_begun(self.now):
            return
        waiting = list(self.workshop.enrolments.waiting().values_list("pk", "office_id"))
        assert seats_of(self.workshop, self.now).next_of(waiting) is None

    @invariant()
    def offers_have_an_end_before_the_beginning(self):
        for offer in self.workshop.enrolments.filter(state=State.OFFERED):
            assert offer.answer_by <= max(self.workshop.beginning, self.now)

    @invariant()
    def each_freed_seat_is_taken_once_and_says_by_whom(self):
        for seat in self.workshop.freed_seats.all():
            assert (seat.taken_at is None) == (seat.taken_by_id is None)
            assert seat.kept_until is not None or seat.pooled_at is not None

    @invariant()
    def each_replaced_place_has_its_heir(self):
        replaced = self.workshop.enrolments.filter(state=State.REPLACED)
        assert all(place.replaced_by.office_id == place.office_id for place in replaced)

    @invariant()
    def nobody_gets_a_letter_twice_for_one_step(self):
        keys = Letter.objects.exclude(once_key=None).values_list("once_key", flat=True)
        assert len(keys) == len(set(keys))
        assert EnrolmentTransition.objects.filter(enrolment__workshop=self.workshop, at__gt=self.now).count() == 0


DEEDS = (
    accept_seat,
    change_seats,
    give_up_seat,
    grant_exception,
    move_up,
    move_workshop,
    nominate_person,
    reconfirm_seat,
    substitute_person,
)
PLAY = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_seats_hold_together():
    Seats.done.clear()
    run_state_machine_as_test(Seats, settings=PLAY)
    assert set(Seats.done) == {deed.__name__ for deed in DEEDS}, "the play never came to some deed"


def test_without_the_limit_in_all_the_play_finds_it(monkeypatch):
    """The negative control: an engine that forgets the limit in all is found out."""
    monkeypatch.setattr(rules.Seats, "kept_for_others", lambda _self, _office: -1)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Seats, settings=settings(PLAY, phases=[Phase.generate]))
