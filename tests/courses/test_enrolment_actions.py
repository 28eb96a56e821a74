from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions import accept_seat, enrol_person, give_up_seat, nominate_person
from courses.errors import CourseError
from courses.models import Enrolment
from foundations.outbox.models import Letter
from tests.makers.courses import make_enrolment, make_workshop

State = Enrolment.State


def nominate(workshop, user, by):
    return nominate_person(workshop, user.person, by=by)


def test_third_nominee_of_an_office_waits_and_the_history_says_why(cast):
    workshop = make_workshop(seats_per_office=2)
    states = [nominate(workshop, user, cast.carla).state for user in (cast.ana, cast.berta, cast.ciro)]
    assert states == [State.NOMINATED, State.NOMINATED, State.WAITING]
    third = workshop.enrolments.get(person=cast.ciro.person)
    assert third.transitions.get().cause == "office_full"
    assert nominate(workshop, cast.dora, cast.diego).state == State.NOMINATED


def test_nominating_twice_is_once_and_writes_one_letter(cast):
    workshop = make_workshop()
    first, second = (nominate(workshop, cast.ana, cast.carla) for _twice in range(2))
    assert first == second
    assert Letter.objects.filter(recipient=cast.ana.person_id).count() == 1


@pytest.mark.parametrize("who", ["ana", "diego", "dora", "elsa", "felix"])
def test_only_the_offices_own_contact_point_or_the_secretariat_nominates(cast, who):
    with pytest.raises(CourseError):
        nominate(make_workshop(), cast.ana, getattr(cast, who))


def test_an_ended_appointment_nominates_no_more(cast):
    from network.actions import end_appointment

    end_appointment(cast.carla.person.appointments.get(), by=cast.sara)
    carla = type(cast.carla).objects.get(pk=cast.carla.pk)
    with pytest.raises(CourseError):
        nominate(make_workshop(), cast.ana, carla)


def test_enrolment_closes_at_the_second(cast):
    closing = timezone.now() + timedelta(hours=1)
    workshop = make_workshop(nominations_close_at=closing)
    with pytest.raises(CourseError, match="closed|cerr"):
        nominate_person(workshop, cast.ana.person, by=cast.carla, at=closing)
    assert nominate_person(workshop, cast.ana.person, by=cast.carla, at=closing - timedelta(seconds=1))


def test_nobody_is_named_for_an_open_workshop(cast):
    workshop = make_workshop(seats_per_office=None)
    with pytest.raises(CourseError):
        nominate(workshop, cast.ana, cast.carla)
    assert not workshop.enrolments.exists()


def test_open_workshop_enrols_until_full_then_keeps_a_list(cast):
    workshop = make_workshop(seats_per_office=None, seats_total=1)
    assert enrol_person(workshop, cast.ana.person, by=cast.ana).state == State.CONFIRMED
    late = enrol_person(workshop, cast.dora.person, by=cast.dora)
    assert late.state == State.WAITING
    assert late.transitions.get().cause == "workshop_full"


@pytest.mark.parametrize("who", ["felix", "bruno", "sara"])
def test_people_without_an_office_do_not_enrol_themselves(cast, who):
    user = getattr(cast, who)
    with pytest.raises(CourseError):
        enrol_person(make_workshop(seats_per_office=None), user.person, by=user)


def test_seats_of_offices_are_not_for_self_enrolment(cast):
    with pytest.raises(CourseError):
        enrol_person(make_workshop(seats_per_office=2), cast.ana.person, by=cast.ana)


def test_nobody_is_enrolled_by_another(cast):
    with pytest.raises(CourseError):
        enrol_person(make_workshop(seats_per_office=None), cast.ana.person, by=cast.dora)


def test_accepting_confirms_once(cast):
    enrolment = nominate(make_workshop(), cast.ana, cast.carla)
    for _twice in range(2):
        assert accept_seat(enrolment, by=cast.ana).state == State.CONFIRMED
    assert [step.to_state for step in enrolment.transitions.all()] == [State.NOMINATED, State.CONFIRMED]


def test_a_place_on_the_list_cannot_be_accepted(cast):
    waiting = make_enrolment(person=cast.ana.person, state=State.WAITING)
    with pytest.raises(CourseError):
        accept_seat(waiting, by=cast.ana)


def test_a_declined_seat_goes_to_the_same_office_and_the_winner_is_told(cast):
    workshop = make_workshop(seats_per_office=1)
    first = nominate(workshop, cast.ana, cast.carla)
    nominate(workshop, cast.berta, cast.carla)
    assert give_up_seat(first, by=cast.ana).state == State.DECLINED
    winner = workshop.enrolments.get(person=cast.berta.person)
    assert winner.state == State.OFFERED
    kinds = Letter.objects.filter(recipient=cast.berta.person_id).order_by("created_at").values_list("kind", flat=True)
    assert list(kinds) == ["courses.place_waiting", "courses.place_offered"]


def test_leaving_the_list_frees_no_seat(cast):
    workshop = make_workshop(seats_per_office=1)
    nominate(workshop, cast.ana, cast.carla)
    second, third = nominate(workshop, cast.berta, cast.carla), nominate(workshop, cast.ciro, cast.carla)
    give_up_seat(second, by=cast.carla)
    third.refresh_from_db()
    assert third.state == State.WAITING


def test_giving_up_twice_is_once(cast):
    workshop = make_workshop(seats_per_office=1)
    first = nominate(workshop, cast.ana, cast.carla)
    nominate(workshop, cast.berta, cast.carla)
    nominate(workshop, cast.ciro, cast.carla)
    for _twice in range(2):
        give_up_seat(first, by=cast.carla)
    assert workshop.enrolments.holding().count() == 1
    assert workshop.enrolments.waiting().count() == 1


@pytest.mark.parametrize("who", ["dora", "diego", "berta", "felix"])
def test_a_place_is_not_given_up_by_strangers(cast, who):
    enrolment = nominate(make_workshop(), cast.ana, cast.carla)
    with pytest.raises(CourseError):
        give_up_seat(enrolment, by=getattr(cast, who))


def test_who_gave_up_may_be_named_again(cast):
    workshop = make_workshop()
    give_up_seat(nominate(workshop, cast.ana, cast.carla), by=cast.ana)
    assert nominate(workshop, cast.ana, cast.carla).state == State.NOMINATED


def test_the_office_of_a_place_stays_when_the_person_moves(cast):
    enrolment = nominate(make_workshop(), cast.ana, cast.carla)
    cast.ana.person.office = cast.elsewhere
    cast.ana.person.save()
    enrolment.refresh_from_db()
    assert enrolment.office == cast.office


@pytest.mark.parametrize("kind", ["staff", "trainer", "guest"])
def test_seats_are_for_prosecutors_and_their_investigators(cast, kind):
    cast.berta.person.kind = kind
    cast.berta.person.save()
    with pytest.raises(CourseError):
        nominate(make_workshop(), cast.berta, cast.carla)
    with pytest.raises(CourseError):
        enrol_person(make_workshop(seats_per_office=None), cast.berta.person, by=cast.berta)


def test_an_investigator_is_named_but_does_not_enrol_alone(cast):
    cast.berta.person.kind = "investigator"
    cast.berta.person.save()
    assert nominate(make_workshop(), cast.berta, cast.carla).state == State.NOMINATED
    with pytest.raises(CourseError):
        enrol_person(make_workshop(seats_per_office=None), cast.berta.person, by=cast.berta)
