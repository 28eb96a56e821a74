from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import Enrolment
from foundations.audit.models import AuditEvent
from tests.makers.courses import make_enrolment, make_workshop

State = Enrolment.State


def address(name: str, language: str = "es") -> str:
    with translation.override(language):
        return reverse(name)


@pytest.mark.parametrize(
    ("who", "begins"),
    [
        ("ana", "/es/mi-formacion/"),
        ("bruno", "/es/mi-formacion/"),
        ("carla", "/es/mi-oficina/"),
        ("elsa", "/admin/"),
        ("sara", "/admin/"),
        ("felix", "/es/la-red-en-cifras/"),
    ],
)
def test_each_role_begins_where_its_work_is(client, cast, who, begins):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("home"))["Location"] == begins


def test_a_stranger_begins_at_the_public_home_in_their_language(client, db):
    assert client.get(reverse("home"), headers={"Accept-Language": "en"})["Location"] == "/en/"


def test_a_reader_of_english_begins_in_english(client, cast):
    cast.ana.language = "en"
    cast.ana.save()
    client.force_login(cast.ana)
    assert client.get(reverse("home"))["Location"] == "/en/my-training/"


def test_my_training_shows_each_place_with_its_state_and_nobody_elses(client, cast):
    make_enrolment(workshop=make_workshop(title_es="Con cupo"), person=cast.ana.person)
    make_enrolment(workshop=make_workshop(title_es="Por aceptar"), person=cast.ana.person, state=State.NOMINATED)
    make_enrolment(workshop=make_workshop(title_es="En espera de cupo"), person=cast.ana.person, state=State.WAITING)
    make_enrolment(workshop=make_workshop(title_es="De Dora"), person=cast.dora.person)
    long_ago = timezone.localdate() - timedelta(days=30)
    past = make_workshop(title_es="Ya pasado", starts_on=long_ago, ends_on=long_ago)
    make_enrolment(workshop=past, person=cast.ana.person)
    make_workshop(title_es="Abierto a todos", seats_per_office=None)
    client.force_login(cast.ana)
    text = client.get(address("my_training")).content.decode()
    shown = ["Con cupo", "Cupo confirmado", "Aceptar el cupo", "En lista de espera", "Ya pasado", "Abierto a todos"]
    assert [said for said in shown if said not in text] == []
    assert "De Dora" not in text
    assert text.index("Con cupo") < text.index("Ya pasado")


def test_my_training_is_not_for_outsiders(client, cast):
    assert client.get(address("my_training")).status_code == 302
    client.force_login(cast.felix)
    assert client.get(address("my_training")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_my_training_costs_the_same_with_more_places(client, cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_enrolment(workshop=make_workshop(), person=cast.ana.person)
    client.force_login(cast.ana)
    client.get(address("my_training"))
    with django_assert_num_queries(20):
        client.get(address("my_training"))


def test_my_office_shows_the_seats_of_ones_own_office_only(client, cast):
    workshop = make_workshop(title_es="Litigación")
    make_enrolment(workshop=workshop, person=cast.ana.person)
    make_enrolment(workshop=workshop, person=cast.dora.person)
    client.force_login(cast.carla)
    text = client.get(address("my_office")).content.decode()
    assert "Ana María López" in text
    assert "libre" in text
    assert "Dora" not in text


@pytest.mark.parametrize("who", ["ana", "felix", "elsa"])
def test_my_office_is_for_contact_points(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(address("my_office")).status_code == 404


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "refco.example"]


def enter(client, email: str, **extra):
    return client.post(reverse("demo_sign_in"), {"email": email}, **extra)


def test_demo_opens_an_account_in_one_click_and_the_book_says_how(client, cast, demo):
    response = enter(client, "ana@mp.hn.example", HTTP_HOST="127.0.0.1:8000")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.ana.pk)
    assert AuditEvent.objects.by_person(cast.ana.person_id).get().action == "training_platform.demo_signed_in"


@pytest.mark.parametrize(
    "extra",
    [
        {"HTTP_HOST": "refco.example"},
        {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"},
    ],
)
def test_demo_door_is_shut_to_everyone_but_this_machine(client, cast, demo, extra):
    assert enter(client, "ana@mp.hn.example", **extra).status_code == 404
    assert "_auth_user_id" not in client.session


def test_demo_door_does_not_exist_outside_the_demo(client, cast, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    assert enter(client, "ana@mp.hn.example", HTTP_HOST="127.0.0.1").status_code == 404
    assert client.get(reverse("demo_sign_in"), HTTP_HOST="127.0.0.1").status_code == 405
