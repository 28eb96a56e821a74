"""Naming people who have no account that works: who is offered, what is told, and who says yes for them."""

import pytest
from django.urls import reverse

from courses.actions import accept_seat
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from foundations.outbox.models import Letter
from network.models import User
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_person, make_user

State = Enrolment.State


@pytest.fixture
def workshop(cast) -> Workshop:
    return make_workshop(host_office=cast.salvador)


@pytest.fixture
def vera(cast):
    """Somebody of the office without an account."""
    return make_person(office=cast.office, given_names="Vera", family_names="Paz")


@pytest.fixture
def named(workshop, vera) -> Enrolment:
    return make_enrolment(workshop=workshop, person=vera, state=State.NOMINATED)


def accept_address(enrolment: Enrolment) -> str:
    return reverse("courses:enrolment_accept", args=[enrolment.pk])


def page(client, workshop: Workshop, user: User) -> str:
    client.force_login(user)
    return client.get(reverse("courses:workshop", args=[workshop.slug])).text


def name(client, cast, workshop, person) -> str:
    client.force_login(cast.carla)
    url = reverse("courses:workshop_nominate", args=[workshop.slug, cast.office.code])
    return client.post(url, {"person": person.pk}, follow=True).text


def test_list_marks_who_has_no_account_and_leaves_closed_ones_out(client, cast, workshop, vera):
    make_user(office=cast.office, given_names="Nueva", family_names="Sol", activated=False)
    User.objects.filter(pk=cast.berta.pk).update(is_active=False)
    text = page(client, workshop, cast.carla)
    assert "Vera Paz (sin cuenta)</option>" in text
    assert "Nueva Sol (cuenta sin activar)</option>" in text
    assert "Ana María López</option>" in text
    assert "Berta Reyes" not in text


def test_person_whose_account_is_closed_cannot_be_named(client, cast, workshop):
    User.objects.filter(pk=cast.berta.pk).update(is_active=False)
    assert "de la lista" in name(client, cast, workshop, cast.berta.person)
    assert not workshop.enrolments.exists()


def test_answer_says_whether_the_person_was_told(client, cast, workshop, vera):
    assert "se avisó a la persona" in name(client, cast, workshop, cast.ana.person)
    text = name(client, cast, workshop, vera)
    assert "Vera Paz no tiene cuenta" in text
    assert "se avisó a la persona" not in text
    new = make_user(office=cast.office, given_names="Nueva", family_names="Sol", activated=False)
    assert "Nueva Sol todavía no activó su cuenta" in name(client, cast, workshop, new.person)
    assert Letter.objects.filter(kind__startswith="courses.place").count() == 1


@pytest.mark.parametrize("account", [None, "new", "closed"])
def test_contact_point_says_yes_for_who_cannot_sign_in(client, cast, workshop, vera, named, account):
    if account:
        fields = {"is_active": account != "closed"}
        User.objects.create_user("vera@mp.hn.example", None, person=vera, **fields)
    assert "Confirmar en su nombre" in page(client, workshop, cast.carla)
    text = client.post(accept_address(named), follow=True).text
    named.refresh_from_db()
    assert named.state == State.CONFIRMED
    assert named.transitions.get().by == cast.carla.person
    assert "El cupo de Vera Paz quedó confirmado" in text
    assert "Confirmar en su nombre" not in text


@pytest.mark.parametrize("who", ["dora", "diego", "ana", "felix", "bruno"])
def test_nobody_else_says_it(client, cast, named, who):
    client.force_login(getattr(cast, who))
    assert client.post(accept_address(named)).status_code == 404
    named.refresh_from_db()
    assert named.state == State.NOMINATED


@pytest.mark.parametrize("who", ["carla", "elsa", "sara"])
def test_nobody_says_it_for_a_person_with_an_account(client, cast, workshop, who):
    theirs = make_enrolment(workshop=workshop, person=cast.ana.person, state=State.NOMINATED)
    assert "Confirmar en su nombre" not in page(client, workshop, getattr(cast, who))
    assert client.post(accept_address(theirs)).status_code == 404
    with pytest.raises(CourseError):
        accept_seat(theirs, by=getattr(cast, who))
    theirs.refresh_from_db()
    assert theirs.state == State.NOMINATED


@pytest.mark.parametrize("people", [1, 3])
def test_board_costs_the_same_with_more_people_without_accounts(
    client, cast, workshop, people, within_a_minute, django_assert_num_queries
):
    for _number in range(people):
        make_person(office=cast.office)
        make_enrolment(workshop=workshop, person=make_person(office=cast.office), state=State.NOMINATED)
    page(client, workshop, cast.carla)
    with django_assert_num_queries(14):
        client.get(reverse("courses:workshop", args=[workshop.slug]))
