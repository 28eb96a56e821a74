"""Giving a role: people told with country and office, and what cannot go together refused at its field."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from network.models import Appointment
from network.viewsets.people import AppointmentForm
from tests.makers.network import make_office, make_person, make_unit

pytestmark = pytest.mark.django_db
Role = Appointment.Role


def faults(**sent) -> dict:
    with translation.override("en"):
        return {name: [str(fault) for fault in found] for name, found in AppointmentForm(sent).errors.items()}


def test_people_are_told_with_country_and_office_by_family_name():
    office = make_office(name_es="Ministerio Público")
    make_person(given_names="Ana", family_names="Paz", office=office)
    words = [words for value, words in AppointmentForm().fields["person"].choices if value]
    assert words == [f"Paz, Ana ({office.country.name}, Ministerio Público)"]


def test_a_role_of_an_office_names_it():
    person = make_person()
    for role in (Role.CONTACT_POINT, Role.NATIONAL_EDITOR, Role.CUSTODIAN):
        assert faults(person=str(person.pk), role=role)["office"] == ["This role is held for an office: name it."]
    assert "office" not in faults(person=str(person.pk), role=Role.TRAINER)


def test_a_unit_is_one_of_the_office():
    person, foreign = make_person(), make_unit()
    sent = {"person": str(person.pk), "role": Role.CONTACT_POINT, "office": person.office_id, "unit": foreign.pk}
    assert faults(**sent)["unit"] == ["This unit is of another office."]


@pytest.mark.parametrize(("ahead", "is_refused"), [(-2, True), (30, False), (3600, False), (9000, True)])
def test_last_day_is_neither_past_nor_a_slip_of_the_hand(ahead, is_refused):
    person, day = make_person(), timezone.localdate() + timedelta(days=ahead)
    found = faults(person=str(person.pk), role=Role.TRAINER, last_day=day.isoformat())
    assert ("last_day" in found) is is_refused
