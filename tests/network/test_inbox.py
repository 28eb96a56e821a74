"""What is due to people of the network itself: contact points, second factors, accounts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.actions import ask_factor_reset
from network.inbox import Due, Kind, accounts_not_activated, factor_resets, vacant_contact_points
from network.models import Appointment, Office
from tests.makers.network import make_appointment, make_office, make_person, make_user


@pytest.mark.parametrize(("hours", "late"), [(-1, True), (0, False), (1, False)])
def test_thing_is_late_once_its_instant_has_passed(hours, late):
    now = timezone.now()
    assert Due("Do", "/", Kind.SEAT, now + timedelta(hours=hours)).is_late(now) is late


def test_thing_without_a_date_is_never_late():
    assert not Due("Do", "/", Kind.SEAT).is_late(timezone.now())


def test_vacancies_are_told_to_the_secretariat_alone(cast):
    told = [due.what for due in vacant_contact_points(cast.sara, timezone.now())]
    assert len(told) == Office.objects.count()
    for stranger in (cast.ana, cast.carla, cast.elsa, cast.dora):
        assert vacant_contact_points(stranger, timezone.now()) == []


def test_office_with_both_contact_points_is_no_vacancy_until_one_ends(cast):
    second = make_appointment(make_person(office=cast.office), "contact_point")
    country, now = cast.office.country.name, timezone.now()
    assert not [due for due in vacant_contact_points(cast.sara, now) if country in due.what]
    Appointment.objects.filter(pk=second.pk).update(ends_at=now)
    (due,) = [due for due in vacant_contact_points(cast.sara, now) if country in due.what]
    assert "1 de 2" in due.why


def test_reset_waits_for_another_person_than_who_asked(cast):
    reset = ask_factor_reset(cast.ana, by=cast.sara, reason="Videollamada.")
    now = timezone.now()
    assert factor_resets(cast.sara, now) == []
    (due,) = factor_resets(cast.saul, now)
    assert (due.due_at, "Ana María López" in due.what) == (reset.expires_at, True)
    assert factor_resets(cast.carla, now) == []
    assert factor_resets(cast.saul, now + timedelta(hours=25)) == []


def test_contact_point_helps_those_who_have_not_activated(cast):
    new = make_user(office=cast.office, activated=False, given_names="Nueva", family_names="Zúñiga")
    make_user(office=cast.elsewhere, activated=False)
    (due,) = accounts_not_activated(cast.carla, timezone.now())
    assert "1 persona" in due.what
    assert due.why == "Nueva Zúñiga"
    assert due.url == reverse("network:office_person", args=[new.person_id])
    assert accounts_not_activated(cast.ana, timezone.now()) == []


def test_many_names_are_cut(cast):
    for number in range(5):
        make_user(office=cast.office, activated=False, given_names=f"N{number}")
    (due,) = accounts_not_activated(cast.carla, timezone.now())
    assert due.why.count(",") == 2
    assert due.why.endswith("…")


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        make_office()
        make_user(office=cast.office, activated=False)
    cast.sara.standing, cast.carla.standing  # noqa: B018 - read once per request
    with django_assert_num_queries(1):
        vacant_contact_points(cast.sara, timezone.now())
    with django_assert_num_queries(1):
        accounts_not_activated(cast.carla, timezone.now())
    with django_assert_num_queries(0):
        vacant_contact_points(cast.carla, timezone.now())


def test_several_who_have_not_activated_are_a_list_of_their_own(cast, client):
    for name in ("Nueva", "Novel"):
        make_user(office=cast.office, activated=False, given_names=name)
    (due,) = accounts_not_activated(cast.carla, timezone.now())
    client.force_login(cast.carla)
    page = client.get(due.url).text
    assert "Nueva" in page
    assert "Novel" in page
    assert cast.ana.person.full_name not in page
    assert cast.ana.person.full_name in client.get(reverse("network:office_people") + "?account=x").text
    client.force_login(cast.dora)
    assert client.get(due.url).status_code == 404
