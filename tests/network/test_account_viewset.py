"""Accounts in the Wagtail admin: for the Secretariat, and the technical administrators within their bounds."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from network.actions import align_groups, ask_factor_reset
from network.models import Appointment, User
from tests.makers.network import make_person, make_user


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def staff(cast):
    cast.root = make_user(office=None, role="administrator")
    align_groups(cast.root.person)
    return cast


def address(name: str, *users: User) -> str:
    return reverse(f"accounts:{name}", args=[user.pk for user in users])


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("who", "may"), [("sara", True), ("root", True), ("elsa", False), ("carla", False), ("ana", False)]
)
def test_who_sees_the_list(staff, client, who, may):
    client.force_login(getattr(staff, who))
    answer = client.get(address("index"), follow=True)
    assert (answer.status_code == 200 and "ana@mp.hn.example" in answer.text) is may


def test_the_list_shows_state_and_second_factor_in_a_fixed_number_of_questions(
    staff, client, django_assert_max_num_queries
):
    Authenticator.objects.create(user=staff.ana, type="totp", data={})
    client.force_login(staff.sara)
    client.get(address("index"))
    with django_assert_max_num_queries(20):
        page = client.get(address("index"))
    assert "TOTP" in page.text
    assert str(User.State.ACTIVE.label) in page.text


@pytest.mark.parametrize(("state", "names"), [("new", {"nueva"}), ("closed", {"cerrada"})])
def test_the_list_is_filtered_by_state(staff, client, state, names):
    make_user("nueva@mp.example", activated=False)
    User.objects.filter(pk=make_user("cerrada@mp.example").pk).update(is_active=False)
    client.force_login(staff.sara)
    page = client.get(address("index"), {"state": state}).text
    assert {name for name in ("nueva", "cerrada", "ana") if f"{name}@" in page} == names


def test_the_list_finds_what_awaits_a_second_person(staff, client):
    ask_factor_reset(staff.ana, by=staff.sara, reason="Llamó.")
    client.force_login(staff.saul)
    page = client.get(address("index"), {"reset": "pending"}).text
    assert "ana@mp.hn.example" in page
    assert "berta@mp.hn.example" not in page


def test_an_account_is_opened_for_a_person_without_one(staff, client):
    person = make_person(office=staff.office)
    client.force_login(staff.sara)
    client.post(address("add"), {"person": person.pk, "email": "nora@mp.hn.example", "language": "es"})
    assert User.objects.get(person=person).state == User.State.NEW


def test_an_address_that_is_taken_comes_back_to_the_form(staff, client):
    person = make_person(office=staff.office)
    client.force_login(staff.sara)
    answer = client.post(address("add"), {"person": person.pk, "email": "ANA@mp.hn.example", "language": "es"})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not User.objects.filter(person=person).exists()


def test_the_whole_reset_by_two_people(staff, client):
    Authenticator.objects.create(user=staff.ana, type="totp", data={})
    client.force_login(staff.sara)
    client.post(address("ask_factor_reset", staff.ana), {"reason": "Llamó y la reconocí."})
    client.post(address("grant_factor_reset", staff.ana))
    assert Authenticator.objects.filter(user=staff.ana).exists()
    client.force_login(staff.saul)
    assert "Llamó y la reconocí." in client.get(address("inspect", staff.ana)).text
    client.post(address("grant_factor_reset", staff.ana))
    assert not Authenticator.objects.filter(user=staff.ana).exists()


def test_the_second_person_may_refuse(staff, client):
    ask_factor_reset(staff.ana, by=staff.sara, reason="Llamó.")
    client.force_login(staff.saul)
    client.post(address("refuse_factor_reset", staff.ana), {"reason": "No era ella."})
    assert staff.ana.factor_resets.get().refused_by == staff.saul


def test_an_account_is_closed_and_reopened_for_a_reason(staff, client):
    client.force_login(staff.sara)
    client.post(address("close", staff.ana), {"reason": ""})
    assert fresh(staff.ana).is_active
    client.post(address("close", staff.ana), {"reason": "Se fue."})
    assert not fresh(staff.ana).is_active
    client.post(address("reopen", staff.ana), {"reason": "Volvió."})
    assert fresh(staff.ana).is_active


def test_an_address_is_corrected(staff, client):
    client.force_login(staff.sara)
    client.post(address("edit", staff.ana), {"email": "ana.lopez@mp.hn.example", "is_superuser": "on"})
    assert (fresh(staff.ana).email, fresh(staff.ana).is_superuser) == ("ana.lopez@mp.hn.example", False)


def test_nobody_of_the_secretariat_corrects_their_own_address(staff, client):
    client.force_login(staff.sara)
    answer = client.post(address("edit", staff.sara), {"email": "otra@secretaria.example"})
    assert answer.context["form"].errors
    assert fresh(staff.sara).email == "sara@secretaria.example"


@pytest.mark.parametrize("deed", ["ask_factor_reset", "grant_factor_reset", "reopen", "edit", "delete"])
def test_what_an_administrator_does_not_do_to_an_account_of_trust(staff, client, deed):
    ask_factor_reset(staff.saul, by=staff.sara, reason="Llamó.")
    User.objects.filter(pk=staff.elsa.pk).update(is_active=False)
    client.force_login(staff.root)
    whom = staff.elsa if deed == "reopen" else staff.saul
    answer = client.post(address(deed, whom), {"reason": "x", "email": "x@mp.example"})
    assert answer.status_code in {302, 403, 404}
    assert fresh(whom).email != "x@mp.example"
    assert not fresh(staff.elsa).is_active
    assert staff.saul.factor_resets.get().granted_at is None


def test_an_administrator_closes_in_an_emergency(staff, client):
    client.force_login(staff.root)
    client.post(address("close", staff.saul), {"reason": "Cuenta tomada."})
    assert not fresh(staff.saul).is_active


def test_wagtails_own_screens_of_accounts_stay_closed_to_the_secretariat(staff, client):
    for who in (staff.sara, staff.root, staff.elsa):
        client.force_login(who)
        for name in ("wagtailusers_users:index", "wagtailusers_users:add"):
            assert client.get(reverse(name)).status_code in {302, 403, 404}
        answer = client.post(reverse("wagtailusers_users:edit", args=[staff.ana.pk]), {"is_superuser": "on"})
        assert answer.status_code in {302, 403, 404}
    assert not fresh(staff.ana).is_superuser


def test_an_appointment_may_have_a_last_day(staff, client):
    client.force_login(staff.sara)
    day = timezone.localdate() + timedelta(days=3)
    fields = {"person": staff.ana.person.pk, "role": "contact_point", "office": staff.office.pk, "unit": ""}
    client.post(reverse("appointments:add"), fields | {"last_day": day.isoformat()})
    appointment = Appointment.objects.get(person=staff.ana.person)
    midnight = datetime.combine(day, time.min, ZoneInfo("America/Tegucigalpa"))
    assert appointment.ends_at == midnight + timedelta(days=1)
    client.post(reverse("appointments:end", args=[appointment.pk]))
    appointment.refresh_from_db()
    assert appointment.ends_at <= timezone.now()


def test_a_day_that_is_past_is_no_last_day(staff, client):
    client.force_login(staff.sara)
    fields = {"person": staff.ana.person.pk, "role": "contact_point", "office": staff.office.pk, "unit": ""}
    answer = client.post(reverse("appointments:add"), fields | {"last_day": "2020-01-01"})
    assert "last_day" in answer.context["form"].errors


def test_offices_show_how_many_contact_points_they_have(staff, client):
    client.force_login(staff.sara)
    assert "1 de 2" in client.get(reverse("offices:index")).text.replace("1 of 2", "1 de 2")
    assert staff.carla.person.full_name in client.get(reverse("offices:inspect", args=[staff.office.pk])).text
