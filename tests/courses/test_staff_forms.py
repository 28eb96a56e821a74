"""The form of a workshop: the host's clock unless another is chosen, no day of the past, a sensible deadline."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from courses.staff_forms import WorkshopForm, zone_choices
from tests.makers.courses import make_area, make_draft
from tests.makers.network import make_office

TODAY = timezone.localdate()


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


@pytest.fixture
def sent(db) -> dict:
    """What the form sends for a workshop hosted in Honduras next month, without a word on its clock."""
    office = make_office("HN", name_es="Ministerio Público", time_zone="America/Tegucigalpa")
    return {
        "title_es": "Taller",
        "title_en": "Workshop",
        "area": make_area().pk,
        "host_office": office.pk,
        "modality": "virtual",
        "language": "es",
        "starts_on": day(30),
        "ends_on": day(31),
        "nominations_close_at": f"{day(20)} 12:00",
        "attendance_threshold": "80",
        "names_in_room": "full",
        "seats_per_office": "2",
    }


def faults(sent: dict, **changes) -> dict:
    with translation.override("en"):
        return {name: [str(fault) for fault in found] for name, found in WorkshopForm(sent | changes).errors.items()}


def test_hours_are_told_by_the_clock_of_the_host_unless_another_is_chosen(sent):
    form = WorkshopForm(sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["time_zone"] == "America/Tegucigalpa"
    noon = datetime.combine(TODAY + timedelta(days=20), datetime.min.time()).replace(hour=12)
    assert form.cleaned_data["nominations_close_at"] == noon.replace(tzinfo=ZoneInfo("America/Tegucigalpa"))
    elsewhere = WorkshopForm(sent | {"time_zone": "America/Panama"})
    assert elsewhere.is_valid()
    assert elsewhere.cleaned_data["time_zone"] == "America/Panama"


def test_zones_of_the_network_stand_before_those_of_the_world(sent):
    with translation.override("en"):
        (nothing, _host), (first, ours), *_others = zone_choices()
        assert str(first) == "Offices of the network"
    assert nothing == ""
    assert ("America/Tegucigalpa", "Tegucigalpa") in ours


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts_on": day(-3)}, "starts_on", "This day is past."),
        ({"starts_on": day(-3), "ends_on": day(-2)}, "ends_on", "This day is past."),
        (
            {"nominations_close_at": f"{day(-1)} 12:00"},
            "nominations_close_at",
            "This moment is past: nobody could enrol any more.",
        ),
        (
            {"nominations_close_at": f"{day(33)} 12:00"},
            "nominations_close_at",
            "Enrolment has to close before the workshop is over.",
        ),
    ],
)
def test_days_that_make_no_sense_are_refused_at_their_field(sent, changes, field, sentence):
    assert sentence in faults(sent, **changes)[field]


def test_what_an_old_draft_says_already_is_not_asked_about_again(sent):
    begun = TODAY - timedelta(days=2)
    draft = make_draft(starts_on=begun, ends_on=TODAY + timedelta(days=2))
    form = WorkshopForm(sent | {"starts_on": begun.isoformat()}, instance=draft)
    assert "starts_on" not in form.errors


def test_another_clock_makes_the_same_hour_another_instant(sent):
    draft = make_draft(time_zone="America/Panama")
    typed = timezone.localtime(draft.nominations_close_at, ZoneInfo("America/Panama"))
    hour = typed.strftime("%Y-%m-%d %H:%M")
    form = WorkshopForm(sent | {"time_zone": "America/Tegucigalpa", "nominations_close_at": hour}, instance=draft)
    form.full_clean()
    assert "nominations_close_at" in form.changed_data


def test_offices_and_their_parts_are_chosen_with_their_country(sent):
    make_draft()
    form = WorkshopForm()
    offices = [words for value, words in form.fields["host_office"].choices if value]
    assert any(": " in words for words in offices)
    assert str(form.fields["host_office"].empty_label) in {"Elija…", "Choose…"}
    with translation.override("es"):
        assert all(": " in words for _value, words in form.fields["units"].choices)
