"""The form of a session: hours by the clock of its workshop, which is named, and none of them past."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from sessions.staff_forms import HoursForm, SessionForm
from tests.makers.courses import make_workshop
from tests.makers.network import make_office
from tests.makers.sessions import make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def workshop():
    office = make_office(time_zone="America/Tegucigalpa", city="Tegucigalpa")
    return make_workshop(host_office=office, time_zone=office.time_zone)


def hours(ahead: int) -> dict:
    day = (timezone.localdate() + timedelta(days=ahead)).isoformat()
    return {"starts_at": f"{day} 09:00", "ends_at": f"{day} 11:00"}


def test_hours_of_the_past_are_refused_at_their_field(workshop):
    sent = {"workshop": workshop.pk, "title_es": "Una", "title_en": "One"}
    with translation.override("en"):
        past = SessionForm(sent | hours(-2))
        assert past.errors["starts_at"] == ["This hour is past."]
        assert SessionForm(sent | hours(7)).is_valid()


def test_the_clock_of_the_workshop_is_named_beside_the_hours(workshop):
    with translation.override("es"):
        form = HoursForm(instance=make_session(workshop=workshop))
        assert "Tegucigalpa" in str(form.fields["starts_at"].help_text)
        choices = [words for value, words in SessionForm().fields["workshop"].choices if value]
        assert any("hora de Tegucigalpa" in words for words in choices)


def test_workshops_that_are_over_or_cancelled_take_no_session(workshop):
    today = timezone.localdate()
    over = make_workshop(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=8))
    cancelled = make_workshop(state="cancelled")
    offered = {str(value) for value, _words in SessionForm().fields["workshop"].choices}
    assert str(workshop.pk) in offered
    assert offered.isdisjoint({str(over.pk), str(cancelled.pk)})


def test_page_of_a_workshop_lists_its_sessions_and_leads_to_a_new_one(cast, client, workshop):
    session = make_session(workshop=workshop)
    client.force_login(cast.elsa)
    page = client.get(reverse("workshops:inspect", args=[workshop.pk])).content.decode()
    assert reverse("training_sessions:inspect", args=[session.pk]) in page
    address = f"{reverse('training_sessions:add')}?workshop={workshop.pk}"
    assert page.count(address) == 1
    form = client.get(address).context["form"]
    assert form.initial["workshop"] == workshop


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30, "", "-1"])
def test_a_workshop_that_is_none_preselects_nothing(cast, client, asked):
    client.force_login(cast.elsa)
    answer = client.get(reverse("training_sessions:add"), {"workshop": asked})
    assert answer.status_code == 200
    assert answer.context["form"].initial["workshop"] is None
