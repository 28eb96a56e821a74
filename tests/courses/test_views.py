from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.actions import cancel_workshop, pool_kept_seats
from courses.models import Enrolment, Workshop
from tests.makers.courses import make_draft, make_enrolment, make_workshop
from tests.makers.network import make_user
from tests.makers.sessions import make_session


def address(name: str, *args, language: str = "es") -> str:
    with translation.override(language):
        return reverse(name, args=args)


@pytest.fixture
def workshop(cast) -> Workshop:
    return make_workshop(host_office=cast.salvador, city="Santa Tecla", title_es="Litigación oral")


def page(client, workshop, user=None) -> str:
    if user:
        client.force_login(user)
    response = client.get(address("courses:workshop", workshop.slug))
    assert response.status_code == 200
    return response.content.decode()


def test_outsiders_see_the_outline_only(client, cast, workshop):
    make_enrolment(workshop=workshop, person=cast.ana.person)
    for user in (None, cast.felix):
        text = page(client, workshop, user)
        assert "Litigación oral" in text
        assert "Santa Tecla" not in text
        assert "López" not in text


def test_a_draft_is_a_404_to_everyone_but_its_makers(client, cast):
    draft = make_workshop(state=Workshop.State.DRAFT)
    url = address("courses:workshop", draft.slug)
    assert client.get(url).status_code == 404
    for user, status in ((cast.dora, 404), (cast.carla, 404), (cast.elsa, 200), (cast.sara, 200)):
        client.force_login(user)
        assert client.get(url).status_code == status


def test_a_draft_that_was_called_off_stays_unknown_outside(client, cast):
    draft = make_draft()
    session = make_session(workshop=draft)
    cancel_workshop(draft, reason="No hay sede", by=cast.sara)
    for user in (None, cast.dora):
        if user:
            client.force_login(user)
        assert client.get(reverse("courses:workshop", args=[draft.slug])).status_code == 404
        assert draft.title not in client.get(reverse("courses:workshop_list")).text
    assert client.get(reverse("sessions:session", args=[session.pk])).status_code == 404


def test_contact_point_names_two_and_the_third_waits(client, cast, workshop):
    client.force_login(cast.carla)
    url = address("courses:workshop_nominate", workshop.slug, cast.office.code)
    for user in (cast.ana, cast.berta, cast.ciro):
        response = client.post(url, {"person": user.person_id}, follow=True)
    text = response.content.decode()
    assert "lista de espera" in text
    assert text.index("López") < text.index("Núñez")
    assert workshop.enrolments.waiting().get().person == cast.ciro.person


@pytest.mark.parametrize("who", ["dora", "diego", "ana", "felix"])
def test_nobody_else_names_for_that_office(client, cast, workshop, who):
    client.force_login(getattr(cast, who))
    url = address("courses:workshop_nominate", workshop.slug, cast.office.code)
    assert client.post(url, {"person": cast.ana.person_id}).status_code == 404
    assert not workshop.enrolments.exists()


def test_a_person_of_another_office_is_refused_in_words(client, cast, workshop):
    client.force_login(cast.carla)
    url = address("courses:workshop_nominate", workshop.slug, cast.office.code)
    response = client.post(url, {"person": cast.dora.person_id}, follow=True)
    assert "de su oficina" in response.content.decode()
    assert not workshop.enrolments.exists()


def test_office_seats_are_shown_to_its_contact_point_alone(client, cast, workshop):
    make_enrolment(workshop=workshop, person=cast.ana.person)
    assert "López" in page(client, workshop, cast.carla)
    for user in (cast.diego, cast.dora, cast.berta):
        assert "López" not in page(client, workshop, user)


def test_enrolling_confirms_and_the_page_says_so(client, cast):
    workshop = make_workshop(seats_per_office=None)
    client.force_login(cast.ana)
    response = client.post(address("courses:workshop_enrol", workshop.slug), follow=True)
    assert "Su cupo está confirmado" in response.content.decode()


def test_waiting_says_why_and_which_place(client, cast):
    workshop = make_workshop(seats_per_office=None, seats_total=1)
    make_enrolment(workshop=workshop, person=cast.dora.person)
    client.force_login(cast.ana)
    text = client.post(address("courses:workshop_enrol", workshop.slug), follow=True).content.decode()
    assert "número 1" in text
    assert "lleno" in text


def test_get_changes_nothing(client, cast, workshop):
    client.force_login(cast.carla)
    for name, args in (
        ("courses:workshop_enrol", (workshop.slug,)),
        ("courses:workshop_nominate", (workshop.slug, cast.office.code)),
    ):
        assert client.get(address(name, *args)).status_code == 405


def test_giving_up_asks_first(client, cast, workshop):
    enrolment = make_enrolment(workshop=workshop, person=cast.ana.person)
    client.force_login(cast.ana)
    url = address("courses:enrolment_give_up", enrolment.pk)
    assert client.get(url).status_code == 200
    enrolment.refresh_from_db()
    assert enrolment.holds_seat
    client.post(url, {"reason": "Audiencia"}, follow=True)
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.WITHDRAWN
    assert enrolment.transitions.get().reason == "Audiencia"


@pytest.mark.parametrize("who", ["dora", "diego", "berta", "felix"])
@pytest.mark.parametrize("name", ["courses:enrolment_accept", "courses:enrolment_give_up"])
def test_strangers_get_404_on_anothers_place(client, cast, workshop, who, name):
    enrolment = make_enrolment(workshop=workshop, person=cast.ana.person, state=Enrolment.State.NOMINATED)
    client.force_login(getattr(cast, who))
    assert client.post(address(name, enrolment.pk)).status_code == 404
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.NOMINATED


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_with_more_rows(client, cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_workshop()
    client.force_login(cast.ana)
    url = address("courses:workshop_list")
    client.get(url)
    with django_assert_num_queries(10):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_workshop_page_costs_the_same_with_more_seats(client, cast, rows, within_a_minute, django_assert_num_queries):
    workshop = make_workshop()
    for user in (cast.ana, cast.berta, cast.ciro)[:rows]:
        make_enrolment(workshop=workshop, person=user.person)
    client.force_login(cast.carla)
    url = address("courses:workshop", workshop.slug)
    client.get(url)
    with django_assert_num_queries(14):
        assert client.get(url).status_code == 200


# --- Words in the other language --------------------------------------------------------------------------------------


def test_words_of_the_other_language_are_marked(client, db):
    workshop = make_workshop(summary_es="Solo en español.", summary_en="")
    text = client.get(address("courses:workshop", workshop.slug, language="en")).text
    assert '<span lang="es">Solo en español.</span>' in text
    assert "<span lang" not in client.get(address("courses:workshop", workshop.slug)).text


# --- Theory and practice ----------------------------------------------------------------------------------------------


def test_syllabus_has_a_bar_with_a_title_and_its_table_beside_it(client, db):
    modules = [("theory", "15.0"), ("practice", "9.0")]
    syllabus = {
        "modules": [
            {"key": str(n), "kind": kind, "hours": hours, "title_es": f"M{n}", "title_en": f"M{n}"}
            for n, (kind, hours) in enumerate(modules)
        ]
    }
    text = page(client, make_workshop(syllabus=syllabus))
    assert "15 horas de teoría frente a 9 horas de práctica." in text
    assert '<rect class="hours-theory" width="62"' in text
    assert "<caption" in text


def test_workshop_without_a_syllabus_has_no_bar(client, workshop):
    assert "<svg role" not in page(client, workshop)


# --- Leaving a place ----------------------------------------------------------------------------------------------


def give_up_address(enrolment: Enrolment) -> str:
    return address("courses:enrolment_give_up", enrolment.pk)


@pytest.fixture
def of_today(cast) -> Workshop:
    """A workshop whose only day is today, with ana in a seat."""
    today = timezone.localdate()
    workshop = make_workshop(host_office=cast.salvador, starts_on=today, ends_on=today + timedelta(days=1))
    make_enrolment(workshop=workshop, person=cast.ana.person)
    return workshop


@pytest.mark.parametrize("state", ["scheduled", "settled"])
def test_place_is_kept_once_every_session_is_over(client, cast, of_today, state):
    make_session(workshop=of_today, starts_at=timezone.now() - timedelta(hours=2), state=state)
    make_session(workshop=of_today, state="cancelled")
    place = of_today.enrolments.get()
    for user in (cast.ana, cast.carla):
        assert give_up_address(place) not in page(client, of_today, user)
        text = client.post(give_up_address(place), {"reason": "x"}, follow=True).text
        assert "Las sesiones de este taller terminaron" in text
    place.refresh_from_db()
    assert place.state == Enrolment.State.CONFIRMED


def test_place_can_be_left_while_a_session_is_to_come(client, cast, of_today):
    make_session(workshop=of_today, starts_at=timezone.now() - timedelta(hours=2), state="settled")
    make_session(workshop=of_today, starts_at=timezone.now() + timedelta(minutes=5))
    place = of_today.enrolments.get()
    assert give_up_address(place) in page(client, of_today, cast.ana)
    client.post(give_up_address(place), {"reason": "x"})
    place.refresh_from_db()
    assert place.state == Enrolment.State.WITHDRAWN


@pytest.mark.parametrize("state", ["withdrawn", "declined", "cancelled"])
def test_place_that_has_ended_leads_to_its_workshop(client, cast, workshop, state):
    place = make_enrolment(workshop=workshop, person=cast.ana.person, state=state)
    for user in (cast.ana, cast.carla):
        client.force_login(user)
        for answer in (
            client.get(give_up_address(place), follow=True),
            client.post(give_up_address(place), follow=True),
        ):
            assert answer.redirect_chain == [(address("courses:workshop", workshop.slug), 302)]
            assert "Este lugar ya se dejó" in answer.text
    for user in (cast.dora, cast.berta, cast.felix):
        client.force_login(user)
        assert client.get(give_up_address(place)).status_code == 404


@pytest.fixture
def full(cast) -> Workshop:
    """One seat in all: ana's. Ciro of her office waits, after dora of another."""
    workshop = make_workshop(host_office=cast.salvador, seats_total=1)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    for user, who_named in ((cast.dora, cast.diego), (cast.ciro, cast.carla)):
        fields = {"state": Enrolment.State.WAITING, "nominated_by": who_named.person}
        make_enrolment(workshop=workshop, person=user.person, **fields)
    return workshop


def test_contact_point_reads_why_people_wait_and_who_gets_the_seat(client, cast, full):
    assert "Esperan porque los cupos están ocupados" in page(client, full, cast.carla)
    place = full.enrolments.get(person=cast.ana.person)
    assert "El cupo se ofrece entonces a Ciro Núñez." in client.get(give_up_address(place)).text
    text = client.post(give_up_address(place), {"reason": "x"}, follow=True).text
    assert "El cupo se ofreció a Ciro Núñez." in text


def test_holder_is_not_told_who_waits(client, cast, full):
    client.force_login(cast.ana)
    place = full.enrolments.get(person=cast.ana.person)
    assert "Núñez" not in client.get(give_up_address(place)).text
    assert "Núñez" not in client.post(give_up_address(place), {"reason": "x"}, follow=True).text


def test_somebody_of_another_office_is_not_named_to_a_contact_point(client, cast, full):
    full.enrolments.filter(person=cast.ciro.person).delete()
    client.force_login(cast.carla)
    place = full.enrolments.get(person=cast.ana.person)
    assert "Dora" not in client.get(give_up_address(place)).text
    assert "Dora" not in client.post(give_up_address(place), {"reason": "x"}, follow=True).text
    assert not full.enrolments.holding().exists()  # kept for its office a while, then everybody's
    pool_kept_seats(full, at=full.freed_seats.get().kept_until)
    assert full.enrolments.holding().get().person == cast.dora.person


# --- Whom to write to ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("points", [1, 3])
def test_who_has_no_place_reads_whom_to_write_to(client, cast, workshop, points, django_assert_num_queries):
    for number in range(points - 1):
        make_user(f"otra{number}@mp.hn.example", role="contact_point", office=cast.office)
    text = page(client, workshop, cast.ana)
    assert 'href="mailto:carla@mp.hn.example"' in text
    assert "diego@" not in text
    with django_assert_num_queries(8):
        client.get(address("courses:workshop", workshop.slug))


def test_others_read_of_no_contact_points(client, cast, workshop):
    make_enrolment(workshop=workshop, person=cast.berta.person)
    for user in (None, cast.felix, cast.bruno, cast.berta):
        assert "carla@mp.hn.example" not in page(client, workshop, user)
    assert "carla@mp.hn.example" not in page(client, workshop, cast.dora)
