"""What somebody is told before enrolling or being named: by hours where there are any, by days where there are none."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.obstacles import obstacles_of
from network.models import Person
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_person
from tests.makers.sessions import make_part, make_session

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SALVADOR = ZoneInfo("America/El_Salvador")


@pytest.fixture
def nine():
    """Nine o'clock in San Salvador in a week."""
    day = (timezone.now() + 7 * DAY).astimezone(SALVADOR).date()
    return datetime(day.year, day.month, day.day, 9, tzinfo=SALVADOR)


def workshop_at(moment, *, hours: bool = True, **overrides):
    """A workshop of the day, with a session of one hour or without any."""
    days = {"starts_on": moment.date(), "ends_on": moment.date(), "time_zone": "America/El_Salvador"}
    workshop = make_workshop(**days | overrides)
    if hours:
        make_session(workshop=workshop, starts_at=moment, title_es="Extracción", title_en="Extraction")
    return workshop


def taken(workshop, person) -> list[str]:
    return [span.title for span in obstacles_of(workshop, [person])[person.pk].taken]


def test_same_day_at_other_hours_is_no_conflict(cast, nine):
    make_enrolment(workshop=workshop_at(nine), person=cast.ana.person)
    assert taken(workshop_at(nine + HOUR), cast.ana.person) == []
    assert taken(workshop_at(nine + timedelta(minutes=30)), cast.ana.person) == ["Extracción"]


def test_without_a_timetable_the_days_are_compared(cast, nine):
    other = workshop_at(nine, hours=False, title_es="Sin horario")
    make_enrolment(workshop=other, person=cast.ana.person)
    assert taken(workshop_at(nine), cast.ana.person) == ["Sin horario"]
    make_enrolment(workshop=workshop_at(nine), person=cast.berta.person)
    assert taken(workshop_at(nine, hours=False), cast.berta.person) == ["Extracción"]
    assert taken(workshop_at(nine + DAY, hours=False), cast.berta.person) == []


def test_days_are_those_of_the_hosts_clock(cast, nine):
    """Half past eleven at night in San Salvador is the next day in Panama: a workshop of that day there clashes."""
    late = nine.replace(hour=23, minute=30)
    make_enrolment(workshop=workshop_at(late), person=cast.ana.person)
    next_day = {"starts_on": late.date() + DAY, "ends_on": late.date() + DAY}
    assert taken(make_workshop(time_zone="America/Panama", **next_day), cast.ana.person) == ["Extracción"]
    assert taken(make_workshop(time_zone="America/Tegucigalpa", **next_day), cast.ana.person) == ["Extracción"]
    assert taken(make_workshop(time_zone="America/Tijuana", **next_day), cast.ana.person) == []


def test_leading_a_session_takes_time_as_well(cast, nine):
    other = workshop_at(nine)
    make_part(other.sessions.get(), cast.ana.person)
    assert taken(workshop_at(nine), cast.ana.person) == ["Extracción"]
    assert taken(other, cast.ana.person) == []


def test_what_is_over_called_off_or_waited_for_takes_nothing(cast, nine):
    for state in ("waiting", "withdrawn", "declined"):
        make_enrolment(workshop=workshop_at(nine), person=cast.ana.person, state=state)
    make_enrolment(workshop=workshop_at(nine, state="cancelled"), person=cast.ana.person)
    called_off = workshop_at(nine)
    called_off.sessions.update(state="cancelled")
    make_session(workshop=called_off, starts_at=nine + 3 * HOUR)
    make_enrolment(workshop=called_off, person=cast.ana.person)
    assert taken(workshop_at(nine), cast.ana.person) == []


def test_person_reads_it_before_enrolling(client, cast, nine):
    make_enrolment(workshop=workshop_at(nine, title_es="Cibercrimen"), person=cast.ana.person)
    client.force_login(cast.ana)
    text = client.get(reverse("courses:workshop", args=[workshop_at(nine, seats_per_office=None).slug])).text
    assert "a las mismas horas" in text
    assert "«Extracción» (Cibercrimen)" in text
    assert "09:00–10:00" in text
    later = workshop_at(nine + 2 * HOUR, seats_per_office=None)
    assert "a las mismas horas" not in client.get(reverse("courses:workshop", args=[later.slug])).text


def test_contact_point_reads_it_in_the_list_without_what_it_is(client, cast, nine):
    make_enrolment(workshop=workshop_at(nine, title_es="Confidencial"), person=cast.ana.person)
    client.force_login(cast.carla)
    text = client.get(reverse("courses:workshop", args=[workshop_at(nine).slug])).text
    assert "Ana María López (otra sesión a esas horas)</option>" in text
    assert "Confidencial" not in text


@pytest.mark.parametrize("people", [2, 200])
def test_it_costs_the_same_for_two_candidates_and_two_hundred(cast, nine, people, django_assert_num_queries):
    workshop, other = workshop_at(nine), workshop_at(nine)
    candidates = [make_person(office=cast.office) for _number in range(people)]
    for person in candidates[:2]:
        make_enrolment(workshop=other, person=person)
    listed = list(Person.objects.filter(pk__in=[each.pk for each in candidates]).select_related("user"))
    with django_assert_num_queries(2):
        found = obstacles_of(workshop, listed)
    assert sum(bool(each.taken) for each in found.values()) == 2


def test_nobody_taken_costs_one_question(cast, nine, django_assert_num_queries):
    workshop, listed = workshop_at(nine), list(Person.objects.select_related("user"))
    with django_assert_num_queries(1):
        obstacles_of(workshop, listed)
