"""Deputies: two people act with equal rights for an absence, each with an account of their own (R81)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from foundations.audit.models import AuditEvent
from foundations.outbox.models import Letter
from network.actions import (
    align_all_groups,
    appoint_deputy,
    appoint_person,
    end_appointment,
    end_deputy,
    revise_person,
)
from network.errors import AccountError
from network.models import Appointment, Office, Person, User
from network.querysets import standing_of
from network.rules import fault_of_absence
from privacy.personal import appointments as roles_told
from tests.makers.network import make_appointment, make_deputy, make_user
from tests.makers.signing_in import sign_in_with_password_only

pytestmark = pytest.mark.django_db
TODAY = date(2012, 3, 5)


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


def today() -> date:
    return timezone.localdate(timezone=timezone.get_default_timezone())


@pytest.fixture
def carlas(cast) -> Appointment:
    """The appointment of the contact point."""
    return cast.carla.person.appointments.get()


def name(principal, user, *, by, ahead=0, days=7, at=None) -> Appointment:
    first = today() + timedelta(days=ahead)
    return appoint_deputy(principal, user.person, first_day=first, last_day=first + timedelta(days=days), by=by, at=at)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (date(2012, 3, 5), date(2012, 3, 5), ("", "")),
        (date(2012, 3, 5), date(2012, 6, 4), ("", "")),
        (date(2012, 3, 5), date(2012, 6, 5), ("last_day", "long")),
        (date(2012, 3, 4), date(2012, 3, 9), ("first_day", "past")),
        (date(2012, 3, 9), date(2012, 3, 8), ("last_day", "backwards")),
    ],
)
def test_fault_of_absence(first, last, fault):
    assert fault_of_absence(first, last, today=TODAY, begins_on=date(2011, 1, 1)) == fault


def test_absence_lies_within_the_role():
    fields = {"today": TODAY, "begins_on": date(2012, 3, 7), "ends_on": date(2012, 3, 20)}
    assert fault_of_absence(date(2012, 3, 6), date(2012, 3, 8), **fields) == ("first_day", "early")
    assert fault_of_absence(date(2012, 3, 8), date(2012, 3, 21), **fields) == ("last_day", "beyond")
    assert fault_of_absence(date(2012, 3, 7), date(2012, 3, 20), **fields) == ("", "")


# --- What a deputy may -----------------------------------------------------------------------------------------------


def test_deputy_holds_the_same_role_and_opens_the_same_admin(cast, carlas):
    name(carlas, cast.ana, by=cast.carla)
    assert standing_of(fresh(cast.ana)).offices_as("contact_point") == {cast.office.pk}
    assert fresh(cast.ana).groups.filter(name="País: HN").exists()
    assert standing_of(fresh(cast.carla)).holds("contact_point")
    assert list(AuditEvent.objects.filter(action="network.deputy_appointed").values_list("actor", flat=True)) == [
        cast.carla.person_id
    ]


def test_deputy_of_later_days_begins_by_the_clock_and_ends_by_it(cast, carlas):
    deputy = name(carlas, cast.ana, by=cast.carla, ahead=3, days=2)
    assert not fresh(cast.ana).groups.exists()
    align_all_groups(at=deputy.starts_at)
    assert fresh(cast.ana).groups.exists()
    assert standing_of(fresh(cast.ana), deputy.ends_at - timedelta(minutes=1)).holds("contact_point")
    assert not standing_of(fresh(cast.ana), deputy.ends_at).holds("contact_point")
    align_all_groups(at=deputy.ends_at)
    assert not fresh(cast.ana).groups.exists()


def test_days_are_those_of_the_office(cast, carlas):
    at = datetime(2012, 3, 5, 14, tzinfo=UTC)
    Appointment.objects.update(starts_at=at - timedelta(days=9))
    span = {"first_day": date(2012, 3, 6), "last_day": date(2012, 3, 9)}
    deputy = appoint_deputy(carlas, cast.ana.person, **span, by=cast.carla, at=at)
    assert (deputy.starts_at, deputy.ends_at) == (
        datetime(2012, 3, 6, 6, tzinfo=UTC),
        datetime(2012, 3, 10, 6, tzinfo=UTC),
    )


def test_deputy_without_a_second_factor_is_led_to_enrol(client, cast, carlas):
    name(carlas, cast.ana, by=cast.carla)
    user = fresh(cast.ana)
    sign_in_with_password_only(client, user)
    assert client.get(reverse("network:office_people")).url.startswith(reverse("mfa_index"))


def test_session_of_before_ends_when_the_role_begins(client, cast, carlas):
    client.force_login(cast.ana)
    name(carlas, cast.ana, by=cast.carla)
    assert reverse("account_login") in client.get(reverse("my_training")).url


def test_deputy_fills_no_vacancy(cast, carlas):
    name(carlas, cast.ana, by=cast.carla)
    office = Office.objects.with_contact_points().get(pk=cast.office.pk)
    assert office.contact_points == 1
    assert office in Office.objects.vacant()


def test_deputy_names_no_deputy(client, cast, carlas):
    deputy = name(carlas, cast.ana, by=cast.carla)
    with pytest.raises(AccountError):
        name(deputy, cast.berta, by=fresh(cast.ana))
    with pytest.raises(AccountError):
        name(carlas, cast.berta, by=fresh(cast.ana), ahead=20)
    client.force_login(fresh(cast.ana))
    for appointment in (deputy, carlas):
        assert client.get(reverse("network:deputy_appoint", args=[appointment.pk])).status_code == 404


def test_contact_point_touches_the_account_of_her_deputy_no_more(client, cast, carlas):
    name(carlas, cast.ana, by=cast.carla, ahead=5)
    client.force_login(cast.carla)
    client.post(reverse("network:account_close", args=[cast.ana.person_id]), {"reason": "Porque sí"})
    assert fresh(cast.ana).is_active


# --- Whom and for how long -------------------------------------------------------------------------------------------


def test_the_same_days_are_named_once(cast, carlas):
    first = name(carlas, cast.ana, by=cast.carla)
    assert name(carlas, cast.ana, by=cast.carla) == first
    assert Letter.objects.filter(kind="network.deputy").count() == 1


def test_two_deputies_do_not_overlap(cast, carlas):
    name(carlas, cast.ana, by=cast.carla, days=5)
    with pytest.raises(ValidationError) as refusal:
        name(carlas, cast.berta, by=cast.carla, ahead=5)
    assert "first_day" in refusal.value.error_dict
    assert name(carlas, cast.berta, by=cast.carla, ahead=6).person == cast.berta.person


@pytest.mark.parametrize("who", ["dora", "sara", "carla", "without", "new", "colleague"])
def test_deputy_is_a_colleague_with_an_account_and_without_the_role(cast, carlas, who):
    cast.without = make_user(office=cast.office)
    User.objects.filter(pk=cast.without.pk).update(is_active=False)
    cast.new = make_user(office=cast.office, activated=False)
    cast.colleague = make_user(office=cast.office, role="contact_point")
    with pytest.raises(ValidationError) as refusal:
        name(carlas, getattr(cast, who), by=cast.carla)
    assert "person" in refusal.value.error_dict


def test_nobody_stands_in_for_two_in_the_same_days(cast, carlas):
    other = make_user(office=cast.office, role="contact_point")
    name(carlas, cast.ana, by=cast.carla)
    with pytest.raises(ValidationError):
        name(other.person.appointments.get(), cast.ana, by=other, ahead=3)


def test_deputy_outlasts_no_role(cast, carlas):
    Appointment.objects.filter(pk=carlas.pk).update(ends_at=timezone.now() + timedelta(days=3))
    carlas.refresh_from_db()
    with pytest.raises(ValidationError):
        name(carlas, cast.ana, by=cast.carla, days=9)
    assert name(carlas, cast.ana, by=cast.carla, days=2).ends_at <= carlas.ends_at


@pytest.mark.parametrize("who", ["ana", "dora", "diego", "elsa", "felix"])
def test_nobody_else_names_or_ends(cast, carlas, who):
    stranger = getattr(cast, who)
    with pytest.raises(AccountError):
        name(carlas, cast.berta, by=stranger)
    deputy = name(carlas, cast.berta, by=cast.carla)
    with pytest.raises(AccountError):
        end_deputy(deputy, by=stranger)


def test_database_refuses_a_deputy_without_an_end_or_of_another_role(cast, carlas):
    for fields in ({"ends_at": None}, {"role": "secretariat"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=make_deputy(carlas).pk).update(**fields)


# --- The end ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "told"), [("carla", {"ana"}), ("ana", {"carla"}), ("sara", {"ana", "carla"})])
def test_end_takes_the_rights_at_once_and_tells_the_others(cast, carlas, who, told):
    deputy = name(carlas, cast.ana, by=cast.carla)
    for _twice in range(2):
        end_deputy(deputy, by=fresh(getattr(cast, who)))
    assert not standing_of(fresh(cast.ana)).holds("contact_point")
    assert not fresh(cast.ana).groups.exists()
    letters = Letter.objects.filter(kind="network.deputy_ended").values_list("recipient", flat=True)
    assert sorted(letters) == sorted(getattr(cast, each).person_id for each in told)
    assert AuditEvent.objects.filter(action="network.deputy_ended").count() == 1


def test_deputy_ends_with_the_role(cast, carlas):
    now, later = name(carlas, cast.ana, by=cast.carla), name(carlas, cast.berta, by=cast.carla, ahead=30)
    end_appointment(carlas, by=cast.sara)
    assert not standing_of(fresh(cast.ana)).holds("contact_point")
    for deputy in (now, later):
        deputy.refresh_from_db()
        assert deputy.is_over(timezone.now() + timedelta(days=31))
    assert not Appointment.objects.deputies().valid(later.starts_at + timedelta(hours=1)).exists()


def test_deputy_who_is_appointed_outright_stands_in_no_longer(cast, carlas):
    deputy = name(carlas, cast.ana, by=cast.carla)
    appointed = appoint_person(cast.ana.person, role="contact_point", office=cast.office, by=cast.sara)
    assert appointed != deputy
    deputy.refresh_from_db()
    assert deputy.is_over(timezone.now())
    assert standing_of(fresh(cast.ana)).holds("contact_point")


def test_whoever_leaves_the_office_stands_in_no_longer(cast, carlas):
    name(carlas, cast.ana, by=cast.carla)
    revise_person(cast.ana.person, kind="staff", by=cast.sara)
    assert standing_of(fresh(cast.ana)).holds("contact_point")
    revise_person(cast.ana.person, office=cast.elsewhere, by=cast.sara)
    assert not standing_of(fresh(cast.ana)).holds("contact_point")


# --- Letters ---------------------------------------------------------------------------------------------------------


def test_deputy_is_told_in_her_language(cast, carlas):
    User.objects.filter(pk=cast.ana.pk).update(language="en")
    cast.ana.person.refresh_from_db()
    name(carlas, fresh(cast.ana), by=cast.carla)
    letter = Letter.objects.get(kind="network.deputy")
    assert letter.recipient == cast.ana.person_id
    assert letter.subject.startswith("You stand in for Carla")
    assert "second factor" in letter.text
    assert reverse("my_office").removeprefix("/es/") not in letter.text


def test_whoever_is_away_is_told_of_what_the_secretariat_decided(cast, carlas):
    name(carlas, cast.ana, by=cast.sara)
    letters = {letter.recipient: letter.subject for letter in Letter.objects.filter(kind="network.deputy")}
    assert set(letters) == {cast.ana.person_id, cast.carla.person_id}
    assert letters[cast.carla.person_id] == "Ana María López es su suplente"


# --- Pages -----------------------------------------------------------------------------------------------------------


def form(person: Person, *, ahead: int = 0, days: int = 4) -> dict:
    first = today() + timedelta(days=ahead)
    return {"person": person.pk, "first_day": first.isoformat(), "last_day": (first + timedelta(days=days)).isoformat()}


def test_contact_point_names_and_ends_a_deputy_from_her_office(client, cast, carlas):
    client.force_login(cast.carla)
    address = reverse("network:deputy_appoint", args=[carlas.pk])
    assert address in client.get(reverse("my_office")).text
    page = client.get(address).text
    assert "Ana María López" in page
    assert cast.dora.person.full_name not in page
    text = client.post(address, form(cast.ana.person), follow=True).text
    assert "Ana María López quedó como suplente." in text
    assert "Puntos de contacto: 1 de 2" in text
    deputy = carlas.deputies.get()
    text = client.post(reverse("network:deputy_end", args=[deputy.pk]), follow=True).text
    assert "ya no es suplente" in text


def test_wrong_days_come_back_to_their_field(client, cast, carlas):
    client.force_login(cast.carla)
    address = reverse("network:deputy_appoint", args=[carlas.pk])
    text = client.post(address, form(cast.ana.person, days=92)).text
    assert 'href="#id_last_day"' in text
    assert not carlas.deputies.exists()


def test_custodian_has_a_deputy_too(client, cast):
    custodian = make_user(role="custodian", office=cast.office, kind="staff")
    own = custodian.person.appointments.get()
    client.force_login(custodian)
    client.post(reverse("network:deputy_appoint", args=[own.pk]), form(cast.ana.person))
    assert standing_of(fresh(cast.ana)).offices_as("custodian") == {cast.office.pk}


def test_deputy_reads_for_whom_and_gives_it_back(client, cast, carlas):
    deputy = name(carlas, cast.ana, by=cast.carla)
    client.force_login(fresh(cast.ana))
    text = client.get(reverse("my_office")).text
    assert "Usted es suplente de Carla" in text
    assert reverse("network:deputy_appoint", args=[deputy.pk]) not in text
    client.post(reverse("network:deputy_end", args=[deputy.pk]))
    assert not standing_of(fresh(cast.ana)).holds("contact_point")


def test_secretariat_names_and_ends_from_the_appointment(client, cast, carlas):
    client.force_login(cast.sara)
    address = reverse("network:deputy_appoint", args=[carlas.pk])
    assert address in client.get(reverse("appointments:inspect", args=[carlas.pk])).text
    client.post(address, form(cast.ana.person))
    deputy = carlas.deputies.get()
    assert "Ana María López" in client.get(reverse("appointments:inspect", args=[carlas.pk])).text
    assert "Carla" in client.get(reverse("appointments:index")).text
    assert "Carla" in client.get(reverse("appointments:inspect", args=[deputy.pk])).text
    client.post(reverse("appointments:end", args=[deputy.pk]))
    assert not standing_of(fresh(cast.ana)).holds("contact_point")


@pytest.mark.parametrize("who", ["ana", "dora", "diego", "elsa"])
def test_to_strangers_it_is_not_there(client, cast, carlas, who):
    deputy = name(carlas, cast.berta, by=cast.carla)
    client.force_login(getattr(cast, who))
    assert client.get(reverse("network:deputy_appoint", args=[carlas.pk])).status_code == 404
    assert client.post(reverse("network:deputy_end", args=[deputy.pk])).status_code == 404


@pytest.mark.parametrize("who", ["ana", "carla", "diego", "sara"])
def test_directory_says_who_stands_in_for_whom(client, cast, carlas, who):
    deputy = name(carlas, cast.berta, by=cast.carla)
    client.force_login(getattr(cast, who))
    text = client.get(reverse("network:contacts")).text
    assert "suplente de Carla" in text
    with translation.override("es"):
        assert f"hasta el {date_format(deputy.last_day)}" in text


def test_office_page_of_the_secretariat_says_so_too(client, cast, carlas):
    name(carlas, cast.berta, by=cast.carla)
    client.force_login(cast.sara)
    assert "suplente de Carla" in client.get(reverse("offices:inspect", args=[cast.office.pk])).text


def test_personal_data_tell_for_whom_one_stood_in(cast, carlas):
    make_appointment(cast.ana.person, "trainer", office=None)
    name(carlas, cast.ana, by=cast.carla)
    assert [list(row.values())[-1] for row in roles_told(cast.ana.person)[0].rows] == [carlas.person.full_name, ""]
