"""Regular communication with the Secretariat: contacts noted by one click, silent offices told (R82)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from foundations.audit.models import AuditEvent
from network.actions import log_contact
from network.errors import AccountError
from network.inbox import silent_contact_points
from network.models import Appointment, Communication, User
from network.silence import offices_in_touch, silent_offices
from privacy.personal import communications
from tests.makers.network import make_communication, make_deputy, make_office, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def long_ago(cast):
    """Both contact points were appointed a year ago and never heard of."""
    Appointment.objects.update(starts_at=timezone.now() - timedelta(days=365))
    return cast


@pytest.fixture
def staff(long_ago):
    return long_ago


def codes(at=None) -> set[str]:
    return {row.office.code for row in silent_offices(at or timezone.now())}


# --- Silence ---------------------------------------------------------------------------------------------------------


def test_office_of_which_nobody_was_heard_is_silent(long_ago):
    assert codes() == {"HN", "PA"}


@pytest.mark.parametrize(("days", "silent"), [(59, False), (61, True)])
def test_contact_ends_the_silence_for_sixty_days(long_ago, days, silent):
    now = timezone.now()
    make_communication(long_ago.carla.person, had_at=now - timedelta(days=days))
    assert ("HN" in codes(now)) is silent


@pytest.mark.parametrize(("days", "silent"), [(59, False), (61, True)])
def test_sign_in_ends_it_too(long_ago, days, silent):
    now = timezone.now()
    User.objects.filter(pk=long_ago.carla.pk).update(last_login=now - timedelta(days=days))
    assert ("HN" in codes(now)) is silent


def test_how_long_is_a_setting(long_ago, settings):
    settings.SILENT_AFTER_DAYS = 10
    make_communication(long_ago.carla.person, had_at=timezone.now() - timedelta(days=20))
    assert "HN" in codes()


def test_who_was_appointed_lately_is_not_silent_yet(cast):
    assert codes() == set()


def test_one_of_two_is_enough_and_so_is_who_stands_in(long_ago):
    other = make_user(role="contact_point", office=long_ago.office)
    make_communication(other.person)
    assert codes() == {"PA"}
    make_communication(make_deputy(long_ago.diego.person.appointments.get()).person)
    assert codes() == set()


def test_office_without_contact_points_is_a_vacancy_not_a_silence(long_ago):
    assert not Appointment.objects.filter(office__code="NI").exists()
    assert "NI" not in codes()


@pytest.mark.parametrize("number", [1, 3])
def test_silence_costs_one_question(long_ago, django_assert_num_queries, number):
    for _each in range(number):
        user = make_user(role="contact_point", office=make_office())
        make_communication(user.person)
        make_communication(user.person)
    with django_assert_num_queries(1):
        rows = offices_in_touch(timezone.now())
        assert [row.office.country.name for row in rows]
    assert len(rows) == number + 2
    assert all(len(row.people) == 1 for row in rows)


def test_inbox_tells_the_secretariat_alone(long_ago):
    now = timezone.now()
    dues = silent_contact_points(long_ago.sara, now)
    assert len(dues) == 2
    assert all(due.is_late(now) and "365" in due.why for due in dues)
    for other in (long_ago.elsa, long_ago.carla, long_ago.ana):
        assert silent_contact_points(other, now) == []


# --- Noting ----------------------------------------------------------------------------------------------------------


def test_contact_is_noted_with_whom_and_for_which_office(long_ago):
    appointment = long_ago.carla.person.appointments.get()
    noted = log_contact(appointment, means="meeting", note="Cupos", by=long_ago.sara)
    assert (noted.person, noted.office, noted.by) == (long_ago.carla.person, long_ago.office, long_ago.sara)
    assert codes() == {"PA"}
    assert AuditEvent.objects.filter(action="network.contact_logged", actor=long_ago.sara.person_id).count() == 1


def test_second_click_notes_nothing_more(long_ago):
    appointment = long_ago.carla.person.appointments.get()
    now = timezone.now()
    first = log_contact(appointment, means="phone", by=long_ago.sara, at=now)
    assert log_contact(appointment, means="phone", by=long_ago.sara, at=now + timedelta(seconds=20)) == first
    log_contact(appointment, means="phone", by=long_ago.sara, at=now + timedelta(minutes=2))
    log_contact(appointment, means="mail", by=long_ago.sara, at=now)
    assert Communication.objects.count() == 3


@pytest.mark.parametrize("who", ["carla", "elsa", "ana"])
def test_nobody_but_the_secretariat_notes(long_ago, who):
    with pytest.raises(AccountError):
        log_contact(long_ago.diego.person.appointments.get(), means="phone", by=getattr(long_ago, who))


def test_other_roles_have_no_contacts(long_ago):
    with pytest.raises(AccountError):
        log_contact(long_ago.bruno.person.appointments.get(), means="phone", by=long_ago.sara)


def test_contact_to_come_is_none(long_ago):
    appointment, later = long_ago.carla.person.appointments.get(), timezone.now() + timedelta(hours=1)
    with pytest.raises(ValidationError):
        log_contact(appointment, means="phone", by=long_ago.sara, had_at=later)


# --- Screens ---------------------------------------------------------------------------------------------------------


def test_dashboard_lists_silent_offices_until_a_click(client, staff):
    client.force_login(staff.sara)
    address = reverse("appointments:log_phone", args=[staff.carla.person.appointments.get().pk])
    assert address in client.get("/admin/").text
    text = client.post(address, follow=True).text
    assert "Últimos contactos con la Secretaría" in text
    assert address not in client.get("/admin/").text
    assert Communication.objects.get().means == "phone"


def test_office_page_shows_last_contacts(client, staff):
    make_unit(office=staff.office)
    client.force_login(staff.sara)
    address = reverse("offices:inspect", args=[staff.office.pk])
    assert "ninguno anotado" in client.get(address).text
    make_communication(staff.carla.person, had_at=timezone.now() - timedelta(days=400))
    text = client.get(address).text
    assert "ninguno anotado" not in text
    assert reverse("appointments:log_meeting", args=[staff.carla.person.appointments.get().pk]) in text


@pytest.mark.parametrize("who", ["elsa", "carla", "ana"])
def test_nobody_else_reads_of_it(client, staff, who):
    make_communication(staff.carla.person, note="Palabra rara")
    client.force_login(getattr(staff, who))
    for address in (
        "/admin/",
        reverse("communications:index"),
        reverse("offices:inspect", args=[staff.office.pk]),
        reverse("my_office"),
        reverse("network:contacts"),
    ):
        text = client.get(address, follow=True).text
        assert "Palabra rara" not in text
        assert "Contacto con la Secretaría" not in text
        assert "log_phone" not in text


def test_contact_of_another_day_is_noted_with_a_line(client, staff):
    client.force_login(staff.sara)
    point, day = staff.carla.person.appointments.get(), timezone.localdate() - timedelta(days=3)
    body = {"contact_point": point.pk, "means": "mail", "day": day.isoformat(), "note": "Pidió dos cupos más"}
    client.post(reverse("communications:add"), body)
    assert timezone.localdate(Communication.objects.get().had_at) == day
    assert "Pidió dos cupos más" in client.get(reverse("communications:index")).text
    client.post(reverse("communications:add"), body | {"day": (day + timedelta(days=9)).isoformat()})
    assert Communication.objects.count() == 1


def test_person_reads_what_was_noted_of_her_contacts(cast):
    make_communication(cast.carla.person, note="Cupos")
    assert list(communications(cast.carla.person)[0].rows[0].values())[1:] == ["teléfono", "Cupos"]
    assert communications(cast.ana.person) == []
