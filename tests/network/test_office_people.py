"""My office: people and accounts, for contact points, and for nobody else."""

import pytest
from django.urls import reverse

from network import actions
from network.models import AccountDecision, Appointment, Person, User
from tests.makers.network import make_appointment, make_person, make_unit, make_user

ALL = reverse("network:office_people")
ADD = reverse("network:office_person_add")
DEEDS = ["account_open", "account_send_letter", "account_close", "account_reopen", "account_sign_out"]


def address(name: str, person: Person) -> str:
    return reverse(f"network:{name}", args=[person.pk])


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("who", ["ana", "elsa", "sara", "felix", "bruno"])
def test_whoever_is_no_contact_point_finds_nothing(cast, client, who):
    client.force_login(getattr(cast, who))
    urls = [ALL, ADD, address("office_person", cast.berta.person), address("account_close", cast.berta.person)]
    assert [client.get(url).status_code for url in urls] == [404] * 4


def test_a_stranger_is_sent_to_the_sign_in(cast, client):
    answer = client.get(ALL)
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_shows_my_office_alone_and_asks_a_fixed_number_of_questions(
    cast, client, people, django_assert_num_queries
):
    for number in range(people):
        make_user(f"otra{number}@mp.hn.example", office=cast.office, given_names="Otra", activated=False)
    make_person(office=cast.office, given_names="Sin", family_names="Cuenta")
    client.force_login(cast.carla)
    client.get(ALL)
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(ALL)
    assert "Ana María López" in page.text
    assert "Sin Cuenta" in page.text
    assert "Dora" not in page.text
    assert "@" not in page.text.replace(page.context["support_email"], "")


LIST_QUERIES = 21  # thirteen of them count what is due, which is remembered for a minute elsewhere


def test_a_person_is_added_with_an_account_and_an_end_of_it_is_a_letter(cast, client):
    client.force_login(cast.carla)
    answer = client.post(
        ADD,
        {
            "office": cast.office.pk,
            "given_names": "Nora",
            "family_names": "Paz",
            "kind": "prosecutor",
            "email": "nora@mp.hn.example",
            "language": "es",
        },
    )
    person = Person.objects.get(given_names="Nora")
    assert answer.url == address("office_person", person)
    assert person.user.state == User.State.NEW
    assert person.user.secret_links.count() == 1


def test_a_person_without_an_address_gets_no_account(cast, client):
    client.force_login(cast.carla)
    fields = {"office": cast.office.pk, "given_names": "Nora", "family_names": "Paz", "kind": "investigator"}
    client.post(ADD, fields | {"language": "es"})
    assert not hasattr(Person.objects.get(given_names="Nora"), "user")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"office": "elsewhere"}, "office"),
        ({"unit": "elsewhere"}, "unit"),
        ({"kind": "trainer"}, "kind"),
        ({"email": "ana@mp.hn.example"}, "email"),
        ({"given_names": "李"}, "given_names"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_kept(cast, client, wrong, field):
    elsewhere = {"office": cast.elsewhere.pk, "unit": make_unit(office=cast.elsewhere).pk}
    wrong = {name: elsewhere.get(name) if value == "elsewhere" else value for name, value in wrong.items()}
    client.force_login(cast.carla)
    fields = {"office": cast.office.pk, "given_names": "Nora", "family_names": "Paz", "kind": "prosecutor"}
    answer = client.post(ADD, fields | {"email": "nora@mp.hn.example", "language": "es"} | wrong)
    assert field in answer.context["form"].errors
    assert not Person.objects.filter(family_names="Paz").exists()


def test_fields_that_are_not_asked_for_change_nothing(cast, client):
    client.force_login(cast.carla)
    fields = {"office": cast.office.pk, "given_names": "Nora", "family_names": "Paz", "kind": "prosecutor"}
    hostile = {"is_superuser": "1", "is_staff": "1", "role": "secretariat", "activated_at": "2020-01-01", "groups": "1"}
    client.post(ADD, fields | {"email": "nora@mp.hn.example", "language": "es"} | hostile)
    user = User.objects.get(email="nora@mp.hn.example")
    assert (user.is_superuser, user.is_staff, user.activated_at, user.groups.count()) == (False, False, None, 0)
    assert not Appointment.objects.filter(person=user.person).exists()


def test_an_account_is_opened_for_somebody_who_has_none(cast, client):
    person = make_person(office=cast.office)
    client.force_login(cast.carla)
    assert client.get(address("account_open", person)).status_code == 200
    client.post(address("account_open", person), {"email": "nora@mp.hn.example", "language": "en"})
    assert User.objects.get(person=person).language == "en"


def test_close_reopen_and_end_sessions_ask_a_reason_and_do_it(cast, client):
    client.force_login(cast.carla)
    for deed in ("account_sign_out", "account_close", "account_reopen"):
        url = address(deed, cast.ana.person)
        assert client.get(url).status_code == 200
        assert client.post(url, {"reason": " "}).status_code == 200
        assert client.post(url, {"reason": "Perdió el teléfono."}).url == address("office_person", cast.ana.person)
    kinds = list(AccountDecision.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["signed_out", "closed", "reopened"]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("whom", ["dora", "diego", "sara", "bruno"])
def test_a_person_of_another_office_is_not_there_and_nothing_changes(cast, client, deed, whom):
    user = getattr(cast, whom)
    before = User.objects.filter(pk=user.pk).values().get()
    client.force_login(cast.carla)
    answer = client.post(address(deed, user.person), {"reason": "x", "email": "x@mp.example", "language": "es"})
    assert answer.status_code == 404
    assert User.objects.filter(pk=user.pk).values().get() == before
    assert not AccountDecision.objects.exists()


@pytest.mark.parametrize("role", ["contact_point", "secretariat", "school_editor", "administrator"])
@pytest.mark.parametrize("deed", ["account_close", "account_sign_out", "account_reopen", "account_send_letter"])
def test_a_person_of_trust_is_refused_in_a_sentence(cast, client, role, deed):
    make_appointment(cast.ana.person, role)
    client.force_login(cast.carla)
    answer = client.post(address(deed, cast.ana.person), {"reason": "x"}, follow=True)
    assert "notice--danger" in answer.text
    assert not AccountDecision.objects.exists()
    assert fresh(cast.ana).may_sign_in


def test_nobody_closes_their_own_account(cast, client):
    client.force_login(cast.carla)
    client.post(address("account_close", cast.carla.person), {"reason": "x"})
    assert fresh(cast.carla).is_active


def test_a_contact_point_of_yesterday_finds_nothing(cast, client):
    client.force_login(cast.carla)
    appointment = cast.carla.person.appointments.get()
    actions.end_appointment(appointment, by=cast.sara)
    client.force_login(fresh(cast.carla))
    assert client.get(ALL).status_code == 404


def test_the_page_of_a_person_offers_what_fits_the_state(cast, client):
    client.force_login(cast.carla)
    new = make_user("nueva@mp.hn.example", office=cast.office, activated=False)
    offered = {
        cast.ana: {"account_close", "account_sign_out"},
        new: {"account_send_letter", "account_close"},
        cast.carla: set(),
    }
    for user, deeds in offered.items():
        page = client.get(address("office_person", user.person)).text
        assert {deed for deed in DEEDS if address(deed, user.person) in page} == deeds
    actions.close_account(cast.ana, by=cast.carla, reason="Se fue.")
    page = client.get(address("office_person", cast.ana.person)).text
    assert {deed for deed in DEEDS if address(deed, cast.ana.person) in page} == {"account_reopen"}
    assert "Se fue." not in page


def test_my_office_leads_to_its_people(cast, client):
    client.force_login(cast.carla)
    assert ALL in client.get(reverse("my_office")).text


# --- The same name ------------------------------------------------------------------------------------------------


def namesake_fields(cast, **changes) -> dict:
    same = {"given_names": "ana  maria", "family_names": "LOPEZ", "kind": "prosecutor", "language": "es"}
    return {"office": cast.office.pk} | same | changes


def test_the_same_name_is_asked_about_first_and_taken_when_it_is_somebody_else(cast, client):
    client.force_login(cast.carla)
    assert "is_another" not in client.get(ADD).text
    page = client.post(ADD, namesake_fields(cast))
    assert "given_names" in page.context["form"].errors
    assert f'<a href="{address("office_person", cast.ana.person)}">Ana María López</a>' in page.text
    assert 'name="is_another"' in page.text
    assert Person.objects.filter(office=cast.office, family_names="LOPEZ").count() == 0
    client.post(ADD, namesake_fields(cast, is_another="on"))
    assert Person.objects.filter(office=cast.office, family_names="LOPEZ").count() == 1


def test_somebody_of_that_name_in_another_office_is_not_told(cast, client):
    client.force_login(cast.diego)
    client.post(ADD, namesake_fields(cast, office=cast.elsewhere.pk))
    assert Person.objects.filter(office=cast.elsewhere, family_names="LOPEZ").count() == 1


def test_a_name_with_marks_of_html_stays_words(cast, client):
    make_person(office=cast.office, given_names="<b>Eva", family_names="Sol")
    client.force_login(cast.carla)
    page = client.post(ADD, namesake_fields(cast, given_names="<b>Eva", family_names="Sol")).text
    assert "<b>Eva" not in page
