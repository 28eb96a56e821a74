"""The calendar on the site: who sees what, in which month, at which hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from calendars.months import Month, month_of
from calendars.rules import days_of
from sessions.actions import cancel_session
from tests.makers.courses import make_area, make_enrolment, make_workshop
from tests.makers.network import make_office
from tests.makers.sessions import make_session

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def march(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def session(march):
    """Nine o'clock in El Salvador on Thursday, 5 March 2026: ten o'clock in Panama."""
    host = make_office(time_zone="America/El_Salvador", city="San Salvador")
    workshop = make_workshop(host_office=host, title_es="Cibercrimen", title_en="Cybercrime", modality="virtual")
    return make_session(workshop=workshop, starts_at=datetime(2026, 3, 5, 15, tzinfo=UTC), title_es="Evidencia digital")


def page(client, **asked) -> str:
    return client.get(reverse("calendars:calendar"), asked).text


def test_both_clocks_stand_beside_each_other(client, session, cast):
    cast.ana.time_zone = "America/Panama"
    cast.ana.save()
    client.force_login(cast.ana)
    month = page(client)
    assert "<strong>10:00</strong> Evidencia digital" in month
    assert "09:00 San Salvador" in month
    agenda = page(client, view="agenda")
    assert "10:00–11:00 en Panamá" in agenda
    assert "09:00–10:00 en San Salvador (sede)" in agenda
    assert "Jueves 5 de marzo" in agenda


def test_public_sees_days_of_workshops_alone(client, session):
    assert "Evidencia digital" not in page(client)
    assert "Cibercrimen" in page(client)
    assert "Cibercrimen" not in page(client, month="2026-05")


def test_stranger_who_signed_in_sees_no_less_than_the_public(client, session, cast):
    client.force_login(cast.felix)
    assert "Cibercrimen" in page(client)
    assert "Evidencia digital" not in page(client)


def test_month_is_narrowed(client, session, cast):
    other = make_session(
        workshop=make_workshop(area=make_area(code="otra"), modality="in_person", city="X"),
        starts_at=session.starts_at,
        title_es="Otra cosa",
    )
    make_enrolment(workshop=other.workshop, person=cast.ana.person)
    client.force_login(cast.ana)
    both = {"Evidencia digital", "Otra cosa"}

    def shown(**asked) -> set[str]:
        text = page(client, **asked)
        return {title for title in both if title in text}

    assert shown() == both
    assert shown(area="otra") == shown(modality="in_person") == shown(mine="on") == {"Otra cosa"}
    session.workshop.host_office.country.offices.first()
    assert shown(country=session.workshop.host_office.country_id) == {"Evidencia digital"}
    assert shown(area="no-such") == both
    assert "area=otra" in page(client, area="otra").partition('rel="next"')[0].rpartition("href")[2]


def test_cancelled_says_so(client, session, cast):
    cancel_session(session, by=cast.elsa)
    client.force_login(cast.ana)
    assert "month-line--cancelled" in page(client)


def test_empty_month_says_so(client, march):
    assert "No hay nada anunciado" in page(client)
    assert "Nada de este mes es así" in page(client, modality="virtual")


@pytest.mark.parametrize("code", ["", "x", "2026-13", "0001-01", "9999-12", "2026-03-05", "2026"])
def test_month_that_is_none_is_the_present_one(march, code):
    assert month_of(code).code == "2026-03"


def test_months_are_told_in_words(march):
    month = Month(date(2026, 3, 1))
    assert (month.name, month.next.name, month.previous.code) == ("Marzo de 2026", "Abril de 2026", "2026-02")
    with translation.override("en"):
        assert month.name == "March 2026"
    assert [len(week) for week in month.weeks([])] == [7] * 6
    assert month.weeks([])[0][0].date == date(2026, 2, 23)


def test_days_are_those_of_the_readers_clock():
    late = datetime(2026, 3, 6, 4, tzinfo=UTC)
    panama, madrid = ZoneInfo("America/Panama"), ZoneInfo("Europe/Madrid")
    assert days_of(late, late + HOUR, panama) == [date(2026, 3, 5)]
    assert days_of(late, late + HOUR, madrid) == [date(2026, 3, 6)]
    assert days_of(late, late + 2 * DAY, madrid) == [date(2026, 3, 6) + number * DAY for number in range(3)]
    assert days_of(date(2026, 3, 5), date(2026, 3, 7), panama) == [date(2026, 3, 5), date(2026, 3, 6)]


def test_questions_do_not_grow(client, session, cast, django_assert_num_queries):
    client.force_login(cast.ana)
    page(client)
    for number in range(3):
        make_session(starts_at=timezone.now() + number * DAY)
    with django_assert_num_queries(10):
        page(client)
