"""The boards of seats, the pages on which a change is read before it is confirmed, and what a contact point does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions import accept_seat, give_up_seat, nominate_person, release_seats
from courses.board import board_of
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from foundations.outbox.models import Letter
from tests.house.bodies import names_on
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_person, make_user

State = Enrolment.State


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def staff(cast):
    return cast


@pytest.fixture
def workshop(cast) -> Workshop:
    return make_workshop(seats_per_office=1, host_office=cast.salvador, title_es="Litigación")


def staff_page(name: str, key: int) -> str:
    return reverse(f"workshops:{name}", args=[key])


# --- Board ------------------------------------------------------------------------------------------------------------


def test_board_shows_every_offices_seats_as_dots_and_the_silent_ones(client, staff, workshop):
    accept_seat(nominate_person(workshop, staff.ana.person, by=staff.carla), by=staff.ana)
    nominate_person(workshop, staff.berta.person, by=staff.carla)
    board = board_of(workshop, timezone.now())
    rows = {row.office.pk: row for row in board.rows}
    assert rows[staff.office.pk].dots == ["confirmed"]
    assert [row.person for row in rows[staff.office.pk].waiting] == [staff.berta.person]
    assert rows[staff.elsewhere.pk].dots == ["free"]
    assert staff.elsewhere in {row.office for row in board.silent}
    client.force_login(staff.sara)
    text = client.get(staff_page("board", workshop.pk)).text
    assert staff.ana.person.full_name in text
    assert "todavía no designaron a nadie" in text


def test_seat_of_the_common_list_is_told_from_an_offices_own(staff, workshop):
    for user in (staff.ana, staff.berta):
        nominate_person(workshop, user.person, by=staff.carla)
    release_seats(workshop, at=workshop.nominations_close_at)
    workshop.refresh_from_db()
    row = next(row for row in board_of(workshop, workshop.nominations_close_at).rows if row.office == staff.office)
    assert row.dots == ["named", "pool"]


@pytest.mark.parametrize("people", [1, 4])
def test_board_costs_the_same_with_more_people(client, staff, workshop, people, django_assert_num_queries):
    for _person in range(people):
        for office in (staff.office, staff.elsewhere):
            make_enrolment(workshop=workshop, person=make_person(office=office), state=State.WAITING)
    client.force_login(staff.sara)
    client.get(staff_page("board", workshop.pk))
    with django_assert_num_queries(19):
        client.get(staff_page("board", workshop.pk))


@pytest.mark.parametrize("reader", ["elsa", "sara"])
def test_one_click_writes_to_the_silent_once_a_day(client, staff, workshop, reader):
    client.force_login(getattr(staff, reader))
    for _twice in range(2):
        client.post(staff_page("ask_offices", workshop.pk), {"office": staff.elsewhere.code})
    letters = Letter.objects.filter(kind="courses.seats_asked")
    assert [letter.recipient for letter in letters] == [staff.diego.person_id]


def test_letters_to_several_offices_are_read_before_they_go(client, staff, workshop):
    client.force_login(staff.sara)
    url = staff_page("ask_several", workshop.pk)
    board = client.get(staff_page("board", workshop.pk)).text
    assert url in board
    read = client.get(url, {"office": [staff.office.code, staff.elsewhere.code]})
    assert read.context["rehearsal"].letters == 2
    assert not Letter.objects.exists()
    fields = {"office": [staff.office.code, staff.elsewhere.code], "confirm": read.context["rehearsal"].mark}
    client.post(url, fields)
    told = set(Letter.objects.filter(kind="courses.seats_asked").values_list("recipient", flat=True))
    assert told == {staff.carla.person_id, staff.diego.person_id}


def test_office_reads_its_seats_over_all_workshops(client, staff, workshop):
    make_workshop(title_es="Otro")
    client.force_login(staff.elsa)
    text = client.get(staff_page("office_board", staff.office.pk)).text
    assert "Litigación" in text
    assert "Otro" in text


# --- Changes ----------------------------------------------------------------------------------------------------------


def test_change_is_read_first_and_confirmed_as_read(client, staff, workshop):
    nominate_person(workshop, staff.ana.person, by=staff.carla)
    nominate_person(workshop, staff.berta.person, by=staff.carla)
    client.force_login(staff.sara)
    url, fields = staff_page("change_seats", workshop.pk), {"seats_per_office": "2", "reason": "Sala mayor."}
    read = client.post(url, fields)
    assert "1 persona gana un cupo" in read.text
    assert staff.berta.person.full_name in read.text
    workshop.refresh_from_db()
    assert workshop.seats_per_office == 1
    answer = client.post(url, fields | {"confirm": read.context["rehearsal"].mark})
    assert answer.url == staff_page("inspect", workshop.pk)
    workshop.refresh_from_db()
    assert workshop.seats_per_office == 2


def test_what_has_changed_since_it_was_read_is_shown_again(client, staff, workshop):
    place = nominate_person(workshop, staff.ana.person, by=staff.carla)
    client.force_login(staff.sara)
    url, fields = staff_page("cancel", workshop.pk), {"reason": "Huracán."}
    mark = client.post(url, fields).context["rehearsal"].mark
    give_up_seat(place, by=staff.ana)
    again = client.post(url, fields | {"confirm": mark})
    assert "Algo cambió desde que usted lo leyó" in again.text
    workshop.refresh_from_db()
    assert workshop.state == Workshop.State.ANNOUNCED


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("change_seats", {"seats_per_office", "seats_pa", "seats_total", "reason"}),
        ("move", {"starts_on", "nominations_close_at", "reason"}),
        ("names", {"names_in_room"}),
        ("exception", {"person", "reason"}),
        ("ask_several", {"office"}),
        ("cancel", {"reason"}),
    ],
)
def test_page_of_a_change_asks_for_what_it_needs(client, staff, workshop, name, fields):
    client.force_login(staff.sara)
    assert names_on(client.get(staff_page(name, workshop.pk)).text) >= fields


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("change_seats", {"seats_per_office": "0", "reason": "x"}, "1"),
        ("change_seats", {"seats_per_office": "2", "reason": ""}, "necesario"),
        ("move", {"starts_on": "2020-01-01", "reason": "x"}, "posterior a hoy"),
        ("move", {"starts_on": "mañana", "reason": "x"}, "fecha"),
        ("exception", {"reason": "x"}, "necesario"),
    ],
)
def test_wrong_input_comes_back_at_its_place_and_changes_nothing(client, staff, workshop, name, fields, words):
    client.force_login(staff.sara)
    answer = client.post(staff_page(name, workshop.pk), fields)
    assert answer.status_code == 200
    assert "rehearsal" not in answer.context
    assert words in str(answer.context["form"].errors)


@pytest.mark.parametrize("name", ["exception", "names"])
def test_some_changes_are_the_secretariats_alone(client, staff, workshop, name):
    client.force_login(staff.elsa)
    assert client.get(staff_page(name, workshop.pk)).status_code in (302, 403)
    client.force_login(staff.sara)
    assert client.get(staff_page(name, workshop.pk)).status_code == 200


# --- The office's side ------------------------------------------------------------------------------------------------


def test_seat_is_handed_on_in_two_clicks(client, staff, workshop):
    seat = nominate_person(workshop, staff.ana.person, by=staff.carla)
    client.force_login(staff.carla)
    url = reverse("courses:enrolment_substitute", args=[seat.pk])
    assert url in client.get(reverse("courses:workshop", args=[workshop.slug])).text
    answer = client.post(url, {"person": staff.berta.person_id}, follow=True)
    assert f"queda reservado para {staff.berta.person.full_name}" in answer.text


def test_page_tells_the_rule_and_who_did_what(client, staff, workshop):
    nominate_person(workshop, staff.ana.person, by=staff.carla)
    other = make_user("otra@mp.hn.example", role="contact_point", office=staff.office)
    client.force_login(other)
    text = client.get(reverse("courses:workshop", args=[workshop.slug])).text
    assert "Cada oficina tiene sus propios cupos" in text
    assert f"{staff.carla.person.full_name} designó a {staff.ana.person.full_name}" in text


def test_secretariat_acts_where_contact_points_lack_and_only_there(client, staff, workshop):
    client.force_login(staff.sara)
    page = reverse("courses:workshop", args=[workshop.slug])
    assert "queda señalado" not in client.get(page).text
    assert "queda señalado" in client.get(page, {"office": staff.office.code}).text
    make_user("otra@mp.hn.example", role="contact_point", office=staff.office)
    assert "queda señalado" not in client.get(page, {"office": staff.office.code}).text
    with pytest.raises(CourseError, match="tiene sus puntos de contacto"):
        nominate_person(workshop, staff.ana.person, by=staff.sara)


def test_letters_are_read_before_they_go(client, staff, workshop):
    client.force_login(staff.carla)
    text = client.get(reverse("courses:workshop_letters", args=[workshop.slug])).text
    assert "Su oficina le designó: Litigación" in text
    assert "Your office named you" in text
    assert not Letter.objects.exists()


def test_link_of_a_letter_answers_nothing_by_itself(client, staff, workshop):
    seat = nominate_person(workshop, staff.ana.person, by=staff.carla)
    client.force_login(staff.ana)
    url = reverse("courses:enrolment_accept", args=[seat.pk])
    assert "Aceptar el cupo" in client.get(url).text
    seat.refresh_from_db()
    assert seat.state == State.NOMINATED
    client.post(url)
    seat.refresh_from_db()
    assert seat.state == State.CONFIRMED
    assert client.get(url).status_code == 302
