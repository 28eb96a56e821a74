import pytest
from django.urls import reverse
from django.utils import translation

from courses.actions import cancel_workshop
from courses.models import Enrolment, Workshop
from tests.makers.courses import make_draft, make_enrolment, make_workshop
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
    with django_assert_num_queries(6):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_workshop_page_costs_the_same_with_more_seats(client, cast, rows, django_assert_num_queries):
    workshop = make_workshop()
    for user in (cast.ana, cast.berta, cast.ciro)[:rows]:
        make_enrolment(workshop=workshop, person=user.person)
    client.force_login(cast.carla)
    url = address("courses:workshop", workshop.slug)
    client.get(url)
    with django_assert_num_queries(18):  # eight of them count what is due, which is remembered for a minute elsewhere
        assert client.get(url).status_code == 200
