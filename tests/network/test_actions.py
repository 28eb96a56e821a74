from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.actions import align_all_groups, appoint_person, end_appointment, open_account, register_person
from network.models import Appointment, Person, User
from network.querysets import standing_of
from tests.makers.network import make_person

Role = Appointment.Role


def fresh(user: User) -> User:
    """The account as the next request will see it."""
    return User.objects.get(pk=user.pk)


def test_appointing_opens_the_groups_of_the_role_and_ending_closes_them_at_once(cast):
    appointment = appoint_person(cast.ana.person, role=Role.SCHOOL_EDITOR, by=cast.sara)
    assert fresh(cast.ana).groups.filter(name="Escuela regional").exists()
    assert standing_of(fresh(cast.ana)).is_school
    end_appointment(appointment, by=cast.sara)
    assert not fresh(cast.ana).groups.exists()
    assert not standing_of(fresh(cast.ana)).is_school


def test_the_same_role_is_not_given_twice(cast):
    first, second = (
        appoint_person(cast.ana.person, role=Role.CONTACT_POINT, office=cast.office, by=cast.sara) for _ in range(2)
    )
    assert first == second


def test_a_role_of_an_office_needs_its_office(cast):
    with pytest.raises(ValidationError, match="name it|nómbrela|indíquela"):
        appoint_person(cast.ana.person, role=Role.CONTACT_POINT, by=cast.sara)


def test_a_dated_appointment_reaches_the_groups_when_its_hour_comes(cast):
    tomorrow = timezone.now() + timedelta(days=1)
    appoint_person(cast.ana.person, role=Role.SECRETARIAT, by=cast.sara, at=tomorrow)
    align_all_groups()
    assert not fresh(cast.ana).groups.exists()
    align_all_groups(at=tomorrow + timedelta(minutes=1))
    assert fresh(cast.ana).groups.exists()


def test_standing_of_another_instant(cast):
    appointment = cast.carla.person.appointments.get()
    long_ago = appointment.starts_at - timedelta(days=1)
    assert not standing_of(cast.carla, long_ago).roles


def test_an_account_that_is_closed_stands_nowhere(cast):
    cast.carla.is_active = False
    assert not standing_of(cast.carla).roles


@pytest.mark.parametrize(("who", "is_network"), [("ana", True), ("bruno", True), ("sara", True), ("felix", False)])
def test_who_belongs_to_the_network(cast, who, is_network):
    assert standing_of(getattr(cast, who)).is_network is is_network


def test_addresses_are_taken_whatever_their_case(cast):
    with pytest.raises(ValidationError):
        open_account(make_person(), email="ANA@mp.hn.example", by=cast.sara)


def test_a_name_that_no_paper_can_carry_is_refused_at_registration(cast):
    with pytest.raises(ValidationError, match="printed|imprimir"):
        register_person(given_names="李", family_names="López", office=cast.office, by=cast.sara)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("ana", {"ana"}), ("carla", {"ana", "berta", "ciro", "carla"}), ("dora", {"dora"}), ("felix", {"felix"})],
)
def test_people_are_seen_by_themselves_their_contact_points_and_staff(cast, who, sees):
    visible = set(Person.objects.visible_to(getattr(cast, who)))
    assert visible == {getattr(cast, name).person for name in sees}
    assert Person.objects.visible_to(cast.sara).count() == Person.objects.count()


def test_initials_are_all_that_the_public_sees(cast):
    assert cast.ana.person.initials == "A. M. L."


def test_former_names_are_told_by_their_day(cast):
    cast.salvador.former_names.create(name_es="Nombre viejo", name_en="Old name", valid_to=date(2018, 12, 13))
    assert cast.salvador.name_on(date(2012, 3, 5)) == "Nombre viejo"
    assert cast.salvador.name_on(timezone.localdate()) == cast.salvador.name
