"""The page of contacts: offices for everybody, people for those it concerns (R52, R80, R81)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from network.catalogue import lay_network
from network.models import Appointment, Office, User
from tests.makers.network import make_appointment, make_office, make_unit, make_user

pytestmark = pytest.mark.django_db
CARLA, DIEGO = "Carla", "Diego"


@pytest.fixture
def people(cast):
    """The cast, and whoever else stands in the matrix."""
    cast.nora = make_user("nora@mp.hn.example", role="national_editor", kind="staff", office=cast.office)
    cast.ada = make_user("ada@secretaria.example", role="administrator", kind="staff", office=None)
    return cast


def page_for(client, user) -> str:
    client.logout()
    if user is not None:
        client.force_login(user)
    return client.get(reverse("network:contacts")).text


NAMES = {
    None: set(), "ana": {CARLA}, "dora": {DIEGO}, "carla": {CARLA, DIEGO}, "nora": {CARLA, DIEGO},
    "elsa": {CARLA, DIEGO}, "sara": {CARLA, DIEGO}, "bruno": set(), "felix": set(), "ada": set(),
}  # fmt: skip
ADDRESSES = NAMES | {"nora": {CARLA}}


@pytest.mark.parametrize("name", NAMES)
def test_people_are_shown_to_those_it_concerns(client, people, name):
    text = page_for(client, getattr(people, name) if name else None)
    main = text[text.index("<main") :]
    assert {given for given in (CARLA, DIEGO) if given in main} == NAMES[name]
    shown = {given for given in (CARLA, DIEGO) if f"mailto:{getattr(people, given.lower()).email}" in main}
    assert shown == ADDRESSES[name]


def test_everybody_reads_offices_and_mailboxes(client, people, settings):
    settings.SECRETARIAT_EMAIL, settings.SECRETARIAT_ADDRESS = "red@secretaria.example", "Calle 50"
    text = page_for(client, None)
    for part in (
        people.office.name,
        people.office.mailbox,
        people.elsewhere.city,
        "red@secretaria.example",
        "Calle 50",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("name", "sees"), [("carla", True), ("sara", True), ("elsa", False), ("nora", False), ("ana", False)]
)
def test_vacancies_are_shown_to_contact_points_and_the_secretariat(client, people, name, sees):
    assert ("por nombrar" in page_for(client, getattr(people, name))) is sees


def test_offices_with_all_their_contact_points_are_counted(client, people):
    make_user("otra@mp.hn.example", role="contact_point", office=people.office)
    assert f"1 de {Office.objects.count()} oficinas" in page_for(client, people.sara)


def test_directory_tells_unit_and_day_and_no_other_role(client, people):
    unit = make_unit(office=people.office, name_es="Unidad Antiextorsión")
    Appointment.objects.filter(person=people.carla.person).update(unit=unit)
    make_appointment(people.berta.person, "custodian")
    text = page_for(client, people.sara)
    assert "Unidad Antiextorsión" in text
    assert people.berta.person.family_names not in text


def test_whoever_is_contact_point_no_longer_is_gone_at_once(client, people):
    Appointment.objects.filter(person=people.carla.person).update(ends_at=timezone.now())
    assert CARLA not in page_for(client, people.sara).partition("<main")[2]


def test_address_of_a_closed_account_is_not_shown(client, people):
    User.objects.filter(pk=people.diego.pk).update(is_active=False)
    text = page_for(client, people.sara)
    assert DIEGO in text
    assert people.diego.email not in text


@pytest.mark.parametrize(("name", "queries"), [(None, 4), ("sara", 8)])
@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_queries_for_one_office_as_for_three(
    client, people, django_assert_num_queries, name, queries, number
):
    for _each in range(number):
        make_user(role="contact_point", office=make_office())
    page_for(client, getattr(people, name) if name else None)
    with django_assert_num_queries(queries):
        client.get(reverse("network:contacts"))


def test_page_holds_the_ten_offices(client, db):
    lay_network()
    assert page_for(client, None).count("mailto:refco@") == 10
