"""Lists of records in the administration: words instead of codes, filters by names, cards on a phone."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from foundations.outbox.models import Letter
from network.models import OfficeRoom, Person
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.sessions import make_session

LISTS = (
    *("workshops", "enrolments", "training_sessions", "attendance", "certificate_records", "people", "accounts"),
    *("appointments", "offices", "units", "schools", "office_rooms", "institutions", "letters", "jobs"),
    *("audit_events", "corrections", "breaches"),
)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
BETWEEN_TAGS = re.compile(r">([^<>]+)<")
RAW = re.compile(r"^(True|False|None|-+|[a-z]+\.[a-z_]+|\{.*\}|\d{4}-\d\d-\d\dT.*|[A-Z][a-z]+/[A-Z][A-Za-z_]+)$")


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def staff(cast):
    """The cast on the ground with a row for most lists."""
    workshop = make_workshop(host_office=cast.office)
    make_session(workshop=workshop)
    make_enrolment(workshop=workshop, person=cast.ana.person)
    OfficeRoom.objects.create(office=cast.office, name="Sala 1", capacity=8)
    lettered(cast.ana.person)
    return cast


def lettered(person: Person) -> Letter:
    """Of a kind that has words, to somebody."""
    now = timezone.now()
    to = {"recipient": person.pk, "address": "ana@mp.hn.example", "language": "es"}
    return Letter.objects.create(kind="courses.announced", subject="Taller", text="…", created_at=now, due_at=now, **to)


def shown(client, url: str) -> list[str]:
    """The words that stand on a screen, scripts aside."""
    page = client.get(url).content.decode()
    page = re.sub(r"<script.*?</script>|<style.*?</style>|<template.*?</template>", "", page, flags=re.DOTALL)
    main = page[page.find("<main") :]
    return [words.strip() for words in BETWEEN_TAGS.findall(main) if words.strip()]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_shows_what_only_a_database_understands(client, staff, name):
    client.force_login(staff.sara)
    words = shown(client, reverse(f"{name}:index"))
    assert not [each for each in words if RAW.match(each) or UUID.search(each)]


def test_cells_tell_yes_and_a_country_and_lead_to_the_record(client, staff):
    client.force_login(staff.sara)
    page = client.get(reverse("training_sessions:index")).content.decode()
    assert 'data-label="Cuenta para la constancia">sí<' in page
    session_page = re.search(r'href="(/admin/training_sessions/inspect/[^"]+)"', page)
    assert session_page
    assert client.get(session_page[1]).status_code == 200
    offices = shown(client, reverse("enrolments:index"))
    assert staff.office.country.name in offices


def test_filters_are_called_by_what_they_ask_and_choose_by_country(client, staff):
    client.force_login(staff.sara)
    filters = client.get(reverse("attendance:index")).context["filters"].form
    assert str(filters.fields["session__workshop"].label) == "Taller"
    choices = [str(words) for value, words in filters.fields["office"].choices if value]
    assert f"{staff.office.country.name}: {staff.office.name}" in choices
    assert "---------" not in choices


def test_offices_filter_their_rows(client, staff):
    client.force_login(staff.sara)
    listed = client.get(reverse("enrolments:index"), {"office": staff.elsewhere.pk}).context["object_list"]
    assert list(listed) == []
    listed = client.get(reverse("enrolments:index"), {"office": staff.office.pk}).context["object_list"]
    assert [row.person for row in listed] == [staff.ana.person]


@pytest.mark.parametrize("name", ["enrolments", "appointments", "letters", "office_rooms", "units", "people"])
def test_lists_take_as_many_questions_for_more_rows(client, staff, name, django_assert_max_num_queries):
    client.force_login(staff.sara)
    client.get(reverse(f"{name}:index"))
    with django_assert_max_num_queries(40) as one:
        client.get(reverse(f"{name}:index"))
    for _each in range(3):
        workshop = make_workshop(host_office=staff.office)
        enrolment = make_enrolment(workshop=workshop)
        lettered(enrolment.person)
        OfficeRoom.objects.create(office=enrolment.office, name="Sala", capacity=8)
    with django_assert_max_num_queries(len(one)):
        client.get(reverse(f"{name}:index"))
