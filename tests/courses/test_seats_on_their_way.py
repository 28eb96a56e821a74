"""Seats on their way: freed and kept, offered and lapsed, released, handed on, cut, moved; told in words (R19, R22)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions import (
    accept_seat,
    cancel_workshop,
    change_seats,
    enrol_person,
    give_up_seat,
    grant_exception,
    keep_seats_moving,
    move_up,
    move_workshop,
    nominate_person,
    reconfirm_seat,
    release_seats,
    send_reminders,
    substitute_person,
)
from courses.errors import CourseError
from courses.history import lines, seat_stories, steps_of
from courses.models import CoursePage, Enrolment, FreedSeat, Workshop
from courses.panels import my_place
from courses.rehearsals import rehearse
from courses.seating import over_quota
from foundations.outbox.models import Letter
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_person, make_user
from tests.makers.sessions import make_session

State = Enrolment.State
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def kinds_to(user) -> list[str]:
    return [row.kind.split(".")[1] for row in Letter.objects.filter(recipient=user.person_id).order_by("created_at")]


def state_of(workshop: Workshop, user) -> str:
    return workshop.enrolments.filter(person=user.person).latest("asked_at").state


@pytest.fixture
def workshop(cast) -> Workshop:
    """One seat for each office, a week ahead, nominations open until tomorrow."""
    return make_workshop(seats_per_office=1, host_office=cast.salvador)


@pytest.fixture
def two_wait(cast, workshop) -> Workshop:
    """Ana of Honduras has the seat; Dora of Panama has hers; Berta of Honduras, then Panama's second, wait."""
    nominate_person(workshop, cast.ana.person, by=cast.carla)
    nominate_person(workshop, cast.dora.person, by=cast.diego)
    nominate_person(workshop, cast.berta.person, by=cast.carla)
    return workshop


# --- Offers -----------------------------------------------------------------------------------------------------------


def test_freed_seat_is_offered_for_two_days_and_accepted_in_them(cast, two_wait):
    now = timezone.now()
    give_up_seat(two_wait.enrolments.get(person=cast.ana.person), by=cast.ana, at=now)
    offer = two_wait.enrolments.get(person=cast.berta.person)
    assert (offer.state, offer.answer_by) == (State.OFFERED, now + 48 * HOUR)
    letter = Letter.objects.get(recipient=cast.berta.person_id, kind="courses.place_offered")
    assert f"/inscripciones/{offer.pk}/aceptar/" in letter.text
    assert f"/inscripciones/{offer.pk}/dejar/" in letter.text
    assert accept_seat(offer, by=cast.berta, at=now + 47 * HOUR).state == State.CONFIRMED


def test_offer_of_the_last_two_days_lasts_four_hours_and_never_past_the_beginning(cast):
    now = timezone.now()
    workshop = make_workshop(seats_per_office=None, seats_total=1)
    first = enrol_person(workshop, cast.ana.person, by=cast.ana)
    second = enrol_person(workshop, cast.dora.person, by=cast.dora)
    Workshop.objects.filter(pk=workshop.pk).update(first_session_at=now + 3 * HOUR)
    give_up_seat(Enrolment.objects.get(pk=first.pk), by=cast.ana, at=now)
    second.refresh_from_db()
    assert second.answer_by == now + 3 * HOUR


def test_offer_accepted_after_its_end_is_refused_and_the_seat_goes_on(cast, two_wait):
    now = timezone.now()
    nominate_person(two_wait, cast.ciro.person, by=cast.carla)
    give_up_seat(two_wait.enrolments.get(person=cast.ana.person), by=cast.carla, at=now)
    offer = two_wait.enrolments.get(person=cast.berta.person)
    late = now + 49 * HOUR
    with pytest.raises(CourseError, match="Venció el plazo"):
        accept_seat(offer, by=cast.berta, at=late)
    keep_seats_moving(at=late)
    assert state_of(two_wait, cast.berta) == State.EXPIRED
    assert state_of(two_wait, cast.ciro) == State.OFFERED
    assert kinds_to(cast.berta)[-1] == "offer_lapsed"
    keep_seats_moving(at=late)
    assert kinds_to(cast.berta).count("offer_lapsed") == 1


def test_nobody_is_promoted_once_the_workshop_has_begun(cast, two_wait):
    session = make_session(workshop=two_wait, starts_at=timezone.now() + 6 * DAY)
    Workshop.objects.filter(pk=two_wait.pk).update(first_session_at=session.starts_at)
    ana = two_wait.enrolments.get(person=cast.ana.person)
    give_up_seat(ana, by=cast.ana, at=session.starts_at + timedelta(minutes=1))
    assert state_of(two_wait, cast.berta) == State.WAITING
    assert not FreedSeat.objects.exists()


def test_somebody_without_an_account_is_answered_for_by_the_contact_point(cast, workshop):
    officer = make_person(office=cast.office, kind="investigator")
    nominate_person(workshop, cast.ana.person, by=cast.carla)
    waiting = nominate_person(workshop, officer, by=cast.carla)
    give_up_seat(workshop.enrolments.get(person=cast.ana.person), by=cast.carla)
    assert kinds_to(cast.carla) == ["place_offered_office"]
    waiting.refresh_from_db()
    assert accept_seat(waiting, by=cast.carla).state == State.CONFIRMED


# --- Kept for the office, then everybody's ----------------------------------------------------------------------------


def test_before_the_deadline_a_freed_seat_stays_its_offices(cast, workshop):
    nominate_person(workshop, cast.ana.person, by=cast.carla)
    give_up_seat(workshop.enrolments.get(), by=cast.carla)
    assert FreedSeat.objects.get().kept_until == workshop.nominations_close_at
    assert nominate_person(workshop, cast.berta.person, by=cast.carla).state == State.NOMINATED
    assert FreedSeat.objects.get().taken_by.person == cast.berta.person


def test_unnamed_seats_go_to_the_common_list_at_the_deadline(cast, two_wait):
    closed = two_wait.nominations_close_at
    assert release_seats(two_wait, at=closed - HOUR) == 0
    keep_seats_moving(at=closed)
    two_wait.refresh_from_db()
    assert two_wait.seats_released_at == closed
    assert state_of(two_wait, cast.berta) == State.OFFERED
    assert release_seats(two_wait, at=closed + HOUR) == 0
    seat = FreedSeat.objects.get(taken_by__isnull=False)
    assert seat.office != cast.office
    told = " ".join(line.text for line in seat_stories(two_wait, office=seat.office))
    assert cast.office.country.name in told
    assert cast.berta.person.full_name not in told


def test_after_the_deadline_a_freed_seat_is_kept_a_day_and_then_everybodys(cast, workshop):
    for user, by in ((cast.ana, cast.carla), (cast.dora, cast.diego)):
        accept_seat(nominate_person(workshop, user.person, by=by), by=user)
    Workshop.objects.filter(pk=workshop.pk).update(seats_total=2)
    waiting = nominate_person(workshop, cast.berta.person, by=cast.carla)
    after = workshop.nominations_close_at + HOUR
    keep_seats_moving(at=after)
    give_up_seat(workshop.enrolments.get(person=cast.dora.person), by=cast.dora, at=after)
    seat = FreedSeat.objects.get(office=cast.elsewhere)
    assert seat.kept_until == after + 24 * HOUR
    assert kinds_to(cast.diego)[-1] == "seat_kept"
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING
    keep_seats_moving(at=after + 25 * HOUR)
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    (story,) = seat_stories(workshop, office=cast.elsewhere)
    assert f"Nadie de {cast.elsewhere.country.name} lo utilizó y pasó a {cast.office.country.name}" in story.text


def test_contact_point_names_somebody_for_a_kept_seat_after_the_deadline(cast, workshop):
    nominate_person(workshop, cast.ana.person, by=cast.carla)
    after = workshop.nominations_close_at + HOUR
    keep_seats_moving(at=after)
    with pytest.raises(CourseError):
        nominate_person(workshop, cast.berta.person, by=cast.carla, at=after)
    give_up_seat(workshop.enrolments.get(), by=cast.carla, at=after)
    assert nominate_person(workshop, cast.berta.person, by=cast.carla, at=after + HOUR).state == State.NOMINATED


# --- Handed on --------------------------------------------------------------------------------------------------------


def test_seat_is_handed_on_up_to_the_beginning_and_both_are_told(cast, workshop):
    seat = accept_seat(nominate_person(workshop, cast.ana.person, by=cast.carla), by=cast.ana)
    after = workshop.nominations_close_at + HOUR
    heir = substitute_person(seat, cast.berta.person, by=cast.carla, at=after)
    assert (heir.state, heir.replaces) == (State.NOMINATED, seat)
    assert state_of(workshop, cast.ana) == State.REPLACED
    assert kinds_to(cast.ana)[-1] == "replaced"
    assert kinds_to(cast.berta) == ["place_nominated"]
    assert workshop.enrolments.holding().count() == 1
    with pytest.raises(CourseError, match="ya comenzó"):
        substitute_person(heir, cast.ciro.person, by=cast.carla, at=workshop.beginning)


def test_second_contact_point_reads_to_whom_the_first_handed_the_seat(cast, workshop):
    other = make_user("otra@mp.hn.example", role="contact_point", office=cast.office)
    seat = nominate_person(workshop, cast.ana.person, by=cast.carla)
    substitute_person(seat, cast.berta.person, by=cast.carla)
    assert substitute_person(seat, cast.berta.person, by=other).person == cast.berta.person
    with pytest.raises(CourseError, match=cast.berta.person.family_names):
        substitute_person(seat, cast.ciro.person, by=other)
    assert workshop.enrolments.holding().count() == 1


def test_who_waits_takes_the_seat_and_leaves_the_list(cast, two_wait):
    seat = two_wait.enrolments.get(person=cast.ana.person)
    heir = substitute_person(seat, cast.berta.person, by=cast.carla)
    assert heir.person == cast.berta.person
    assert not two_wait.enrolments.waiting().filter(person=cast.berta.person).exists()


@pytest.mark.parametrize("who", ["ana", "diego", "elsa", "felix"])
def test_seats_are_handed_on_by_contact_points_of_the_office_alone(cast, workshop, who):
    seat = nominate_person(workshop, cast.ana.person, by=cast.carla)
    with pytest.raises(CourseError):
        substitute_person(seat, cast.berta.person, by=getattr(cast, who))


def test_office_orders_its_own_people(cast, two_wait):
    nominate_person(two_wait, cast.ciro.person, by=cast.carla)
    move_up(two_wait.enrolments.get(person=cast.ciro.person), by=cast.carla)
    order = [row.person for row in two_wait.enrolments.waiting()]
    assert order == [cast.ciro.person, cast.berta.person]
    give_up_seat(two_wait.enrolments.get(person=cast.ana.person), by=cast.ana)
    assert state_of(two_wait, cast.ciro) == State.OFFERED


# --- Exceptions, and what stands in the way ---------------------------------------------------------------------------


def test_exception_takes_nobodys_seat_and_leaves_none(cast, two_wait):
    with pytest.raises(CourseError):
        grant_exception(two_wait, cast.berta.person, reason="Caso", by=cast.elsa)
    seat = grant_exception(two_wait, cast.berta.person, reason="Lleva el caso.", by=cast.sara)
    assert (seat.state, seat.is_exception) == (State.NOMINATED, True)
    nominate_person(two_wait, cast.ciro.person, by=cast.carla)
    give_up_seat(seat, by=cast.berta)
    assert state_of(two_wait, cast.ciro) == State.WAITING
    assert not FreedSeat.objects.exists()


def test_required_course_is_asked_for_and_explained(cast, workshop):
    page = CoursePage.objects.first()
    key = page.translation_key if page else "00000000-0000-4000-8000-000000000001"
    Workshop.objects.filter(pk=workshop.pk).update(requires_course=key)
    with pytest.raises(CourseError, match="no tiene constancia"):
        nominate_person(workshop, cast.ana.person, by=cast.carla)
    assert grant_exception(workshop, cast.ana.person, reason="Experiencia", by=cast.sara).holds_seat


# --- Changes ----------------------------------------------------------------------------------------------------------


def test_more_seats_are_offered_at_once(cast, two_wait):
    change_seats(two_wait, seats_per_office=2, seats_total=None, reason="Sala mayor", by=cast.sara)
    assert state_of(two_wait, cast.berta) == State.OFFERED
    assert kinds_to(cast.carla)[-1] == "seats_changed"


def test_cut_below_the_confirmed_takes_nobody_out(cast):
    workshop = make_workshop(seats_per_office=2)
    for user in (cast.ana, cast.berta):
        accept_seat(nominate_person(workshop, user.person, by=cast.carla), by=user)
    waiting = nominate_person(workshop, cast.ciro.person, by=cast.carla)
    change_seats(
        workshop, seats_per_office=2, seats_total=None, allotments={cast.office: 1}, reason="Menos sala", by=cast.sara
    )
    assert workshop.enrolments.confirmed().count() == 2
    assert over_quota(workshop, timezone.now()) == {cast.office.pk: 1}
    assert "elija usted quién cede" in Letter.objects.filter(recipient=cast.carla.person_id).latest("created_at").text
    give_up_seat(workshop.enrolments.get(person=cast.ana.person), by=cast.carla)
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING
    assert not FreedSeat.objects.exists()
    give_up_seat(workshop.enrolments.get(person=cast.berta.person), by=cast.carla)
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED


def test_moved_workshop_keeps_seats_asks_again_and_takes_its_sessions_along(cast):
    workshop = make_workshop(seats_per_office=2, nominations_close_at=timezone.now() + 4 * DAY)
    session = make_session(workshop=workshop, starts_at=timezone.now() + 7 * DAY)
    seat = accept_seat(nominate_person(workshop, cast.ana.person, by=cast.carla), by=cast.ana)
    nominate_person(workshop, cast.berta.person, by=cast.carla)
    closes, starts = workshop.nominations_close_at, session.starts_at
    move_workshop(workshop, starts_on=workshop.starts_on + DAY, reason="Feriado", by=cast.elsa)
    for row in (seat, session, workshop):
        row.refresh_from_db()
    assert (session.starts_at, workshop.nominations_close_at) == (starts + DAY, closes + DAY)
    assert workshop.first_session_at == session.starts_at
    assert seat.state == State.CONFIRMED
    assert seat.asked_again_at is not None
    assert kinds_to(cast.ana)[-1] == kinds_to(cast.berta)[-1] == "workshop_moved"
    assert kinds_to(cast.carla)[-1] == "workshop_moved_office"
    assert "¿" not in Letter.objects.filter(recipient=cast.berta.person_id).latest("created_at").subject
    reconfirm_seat(seat, by=cast.ana)
    seat.refresh_from_db()
    assert seat.asked_again_at is None
    assert "las nuevas fechas convienen" in lines(steps_of(workshop, limit=1))[0].text


@pytest.mark.parametrize(
    ("ahead", "words"), [(timedelta(days=-9), "posterior a hoy"), (timedelta(days=500), "más de un año")]
)
def test_impossible_days_are_refused(cast, workshop, ahead, words):
    with pytest.raises(CourseError, match=words):
        move_workshop(workshop, starts_on=workshop.starts_on + ahead, reason="x", by=cast.elsa)


def test_rehearsal_tells_everything_and_changes_nothing(cast, two_wait):
    letters, now = Letter.objects.count(), timezone.now()

    def cut(at):
        return change_seats(two_wait, seats_per_office=2, seats_total=None, reason="Más", by=cast.sara, at=at)

    told = rehearse(two_wait, cut, at=now)
    assert [step.enrolment.person for step in told.gained] == [cast.berta.person]
    assert told.lost == []
    assert {mailing.kind for mailing in told.mailings} == {"courses.place_offered", "courses.seats_changed"}
    two_wait.refresh_from_db()
    assert two_wait.seats_per_office == 1
    assert state_of(two_wait, cast.berta) == State.WAITING
    assert Letter.objects.count() == letters
    assert rehearse(two_wait, cut, at=now + HOUR).mark == told.mark
    nominate_person(two_wait, cast.ciro.person, by=cast.carla)
    give_up_seat(two_wait.enrolments.get(person=cast.berta.person), by=cast.berta)
    assert rehearse(two_wait, cut, at=now + HOUR).mark != told.mark


# --- In words ---------------------------------------------------------------------------------------------------------


def test_who_waits_reads_why_and_who_is_ahead(cast, two_wait):
    nominate_person(two_wait, cast.ciro.person, by=cast.carla)
    place = my_place(two_wait, cast.ciro.person_id)
    assert place.rank == 2
    told = " ".join(place.reasons)
    assert "Los cupos de la oficina están ocupados" in told
    assert "De su oficina, 1 persona está antes" in told


def test_secretariat_acts_for_an_office_and_it_is_marked(cast, workshop):
    nominate_person(workshop, cast.ana.person, by=cast.sara)
    (line,) = lines(steps_of(workshop, limit=5))
    assert f"La Secretaría actuó en nombre de {cast.office.country.name}" in line.text


# --- Reminders --------------------------------------------------------------------------------------------------------


def test_contact_point_gets_one_letter_for_all_unnamed_seats_at_seven_five_and_two_days(cast):
    closes = timezone.now() + 8 * DAY
    for _workshop in range(2):
        make_workshop(
            starts_on=(closes + 9 * DAY).date(), ends_on=(closes + 9 * DAY).date(), nominations_close_at=closes
        )
    sent = []
    for hours in range(0, 8 * 24, 6):
        send_reminders(at=closes - 8 * DAY + hours * HOUR)
        sent.append(kinds_to(cast.carla).count("seats_unnamed"))
    assert sent[-1] == 3
    assert sent[3] == 0
    assert Letter.objects.filter(recipient=cast.carla.person_id).first().text.count("2 cupos") == 2


def test_reminders_move_with_the_workshop_and_none_comes_after_its_beginning(cast):
    now = timezone.now()
    workshop = make_workshop(seats_per_office=1, nominations_close_at=now + DAY)
    nominate_person(workshop, cast.ana.person, by=cast.carla)
    accept_seat(nominate_person(workshop, cast.dora.person, by=cast.diego), by=cast.dora)
    for hour in range(0, 24 * 12, 12):
        send_reminders(at=now + hour * HOUR)
    assert kinds_to(cast.ana).count("answer_due") == 1
    assert kinds_to(cast.dora).count("beginning") == 1
    Letter.objects.all().delete()
    send_reminders(at=workshop.beginning + HOUR)
    assert not Letter.objects.exists()


# --- Sixty places, seventy-four applications --------------------------------------------------------------------------


def test_sixty_places_for_seventy_four_leave_fourteen_each_told_why(cast):
    workshop = make_workshop(seats_per_office=None, seats_total=60)
    people = [make_user(f"p{number}@mp.hn.example", office=cast.office) for number in range(74)]
    for user in people:
        enrol_person(workshop, user.person, by=user)
    places = [my_place(workshop, user.person_id) for user in people]
    waiting = [place for place in places if place.rank]
    assert [place.rank for place in waiting] == list(range(1, 15))
    assert all("El taller está lleno." in place.reasons for place in waiting)
    assert "13 personas" in waiting[-1].reasons[1]


def test_cancelled_workshop_tells_each_once(cast, two_wait):
    make_enrolment(workshop=two_wait, person=make_person(office=cast.office), state=State.WITHDRAWN)
    for _twice in range(2):
        cancel_workshop(two_wait, reason="Huracán", by=cast.sara)
    for user in (cast.ana, cast.berta, cast.dora):
        assert kinds_to(user).count("workshop_cancelled") == 1
