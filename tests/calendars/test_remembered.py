"""A calendar that was asked for before: told without asking what it holds, and never behind what changed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from calendars import remembered
from calendars.models import Feed
from network.models import Appointment
from sessions.actions import cancel_session, move_session
from tests.calendars.makers import at
from tests.calendars.readers import events
from tests.makers.calendars import make_feed, make_token
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.sessions import make_part, make_session
from training_platform.public_version import CALENDARS

DAY = timedelta(days=1)
TABLES = re.compile(r'(?:FROM|JOIN) "(\w+)"')
READ_EACH_TIME = {"calendars_feed", "calendars_feedtoken", "network_person", "network_user"}


@pytest.fixture
def shelf(monkeypatch):
    """Remembering as outside of a transaction, though each test is in one; two processes have two shelves."""
    monkeypatch.setattr(
        remembered, "_now", lambda: (CALENDARS.current(), int(timezone.now().timestamp() // remembered.SECONDS_KEPT))
    )
    monkeypatch.setattr(remembered, "_shelf", remembered._Shelf())


def ask(address: str, tag: str = "") -> HttpResponse:
    return Client().get(address, headers={"if-none-match": tag} if tag else {})


def test_unchanged_costs_the_same_whatever_it_holds(cast, shelf, address, session):
    tag = ask(address).headers["ETag"]
    costs = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert ask(address, tag).status_code == 304
        costs.append(len(asked))
        assert not [each for each in asked if "training_sessions" in each["sql"]]
        for number in range(3):
            make_session(workshop=session.workshop, starts_at=session.starts_at + number * DAY)
        CALENDARS.renew()
        tag = ask(address).headers["ETag"]
    assert costs[0] == costs[1] <= 4


@pytest.mark.parametrize("content", ["network", "area", "country", "workshop"])
def test_what_hangs_on_roles_is_unchanged_in_three_questions(
    cast, shelf, session, content, django_assert_max_num_queries
):
    codes = {"area": session.workshop.area.code, "country": session.workshop.host_office.country_id}
    codes["workshop"] = session.workshop.slug
    address = at(make_token(make_feed(cast.dora.person, content=content, code=codes.get(content, ""))))
    tag = ask(address).headers["ETag"]
    with django_assert_max_num_queries(3):
        assert ask(address, tag).status_code == 304


CHANGES = {
    "moved": lambda cast, session: move_session(
        session, starts_at=session.starts_at + DAY, ends_at=session.ends_at + DAY, by=cast.elsa
    ),
    "cancelled": lambda cast, session: cancel_session(session, by=cast.elsa),
    "written otherwise": lambda _cast, session: type(session).objects.filter(pk=session.pk).update(title_es="Otra"),
    "workshop renamed": lambda _cast, session: type(session.workshop).objects.update(title_es="Otro taller"),
    "left": lambda _cast, session: session.workshop.enrolments.update(state="withdrawn"),
    "another place": lambda cast, session: make_part(make_session(starts_at=session.starts_at), cast.ana.person),
    "area renamed": lambda _cast, session: type(session.workshop.area).objects.update(name_es="Otra área"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_shows_at_once(cast, shelf, address, session, change, django_capture_on_commit_callbacks):
    before = ask(address)
    assert ask(address, before.headers["ETag"]).status_code == 304
    connection.run_on_commit.clear()  # what was to be told of the making of the stage
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](cast, session)
    after = ask(address, before.headers["ETag"])
    assert after.status_code == 200
    assert after.content != before.content


def test_unrelated_edit_is_still_unchanged(cast, shelf, address, session, django_capture_on_commit_callbacks):
    tag = ask(address).headers["ETag"]
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        make_enrolment(workshop=make_workshop(), person=cast.dora.person)
    assert ask(address, tag).status_code == 304


def test_two_processes_say_the_same(cast, shelf, address, monkeypatch):
    first = ask(address)
    monkeypatch.setattr(remembered, "_shelf", remembered._Shelf())
    monkeypatch.setattr("calendars.sources._kept", {})
    again = ask(address)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    with time_machine.travel(timezone.now() + DAY):
        assert ask(address, first.headers["ETag"]).status_code == 304


def test_role_that_ends_by_itself_empties_the_calendar(cast, shelf, session):
    """Nobody writes a row when an appointment's time is over."""
    cast.dora.person.office = None
    cast.dora.person.save()
    Appointment.objects.create(
        person=cast.dora.person, role="secretariat", starts_at=timezone.now() - DAY, ends_at=timezone.now() + DAY / 48
    )
    with time_machine.travel(timezone.now().replace(minute=10)):
        Appointment.objects.filter(person=cast.dora.person).update(ends_at=timezone.now() + DAY / 48)
        address = at(make_token(make_feed(cast.dora.person, content="network")))
        assert session.uid in events(ask(address).content)
        assert session.uid in events(ask(address).content)
    with time_machine.travel(timezone.now().replace(minute=45)):
        assert session.uid not in events(ask(address).content)


def test_options_are_part_of_the_question(cast, shelf, address):
    first = ask(address)
    Feed.objects.update(language="en", is_neutral=True)
    assert ask(address, first.headers["ETag"]).status_code == 200


def test_calendar_reads_nothing_that_it_is_not_told_of(cast, session):
    """Else a change of it would not show: :mod:`training_platform.public_version`."""
    make_part(session, cast.bruno.person)
    codes = {"area": session.workshop.area.code, "country": session.workshop.host_office.country_id}
    codes["workshop"] = session.workshop.slug
    addresses = [f"/cal/public/es/{part}.ics" for part in ("workshops", f"area-{codes['area']}")]
    for content in Feed.Content.values:
        for user in (cast.bruno, cast.carla, cast.elsa):
            feed = make_feed(user.person, content=content, code=codes.get(content, ""), with_deadlines=True)
            addresses.append(at(make_token(feed)))
    with CaptureQueriesContext(connection) as asked:
        for address in addresses:
            ask(address)
    read = {table for each in asked for table in TABLES.findall(each["sql"])}
    assert {"training_sessions_trainingsession", "courses_enrolment", "network_appointment"} <= read
    # Roles are asked for each time wherever they decide; in which zones the offices are, for each whole calendar.
    assert read - CALENDARS.tables - READ_EACH_TIME == set()


@pytest.mark.django_db(transaction=True)
def test_moved_session_never_stays_hidden(cast):
    """With transactions that end, as in production."""
    session = make_session(starts_at=(timezone.now() + 3 * DAY).replace(microsecond=0))
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    address = at(make_token(make_feed(cast.ana.person)))
    tag = ask(address).headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert ask(address, tag).status_code == 304
    assert len(asked) <= 3
    assert not [each for each in asked if "training_sessions" in each["sql"]]
    for number in range(1, 3):
        move_session(session, starts_at=session.starts_at + DAY, ends_at=session.ends_at + DAY, by=cast.elsa)
        response = ask(address, tag)
        assert response.status_code == 200
        assert events(response.content)[session.uid].sequence == number
        tag = response.headers["ETag"]
        session.refresh_from_db()


def test_headers_are_those_of_the_whole_stack(client, address, settings):
    """What is passed by adds nothing that an answer needs."""
    short = client.get(address)
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "for_programs" not in each]
    whole = Client().get(address)
    assert "Cookie" not in short.headers.get("Vary", "")
    of_readers = {"Vary", "Content-Language"}  # a language chosen by cookie or browser: here none is
    long, short_ones = (
        {name: response.headers[name] for name in response.headers if name not in of_readers}
        for response in (whole, short)
    )
    assert long == short_ones
    for name in ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy", "X-Content-Type-Options"):
        assert name in short.headers


def test_session_of_a_browser_is_not_looked_at(cast, client, address):
    client.force_login(cast.dora)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert not response.cookies
    tables = ("django_session", "usersessions_")
    assert not [each for each in asked if any(table in each["sql"] for table in tables)]


def test_hostile_request_is_refused_before(client, address):
    assert client.get(f"{address}?a=%00").status_code == 400


def test_fault_is_answered_plainly(client, address, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("calendars.views.feeds.recognise", None)
    response = client.get(address)
    assert response.status_code == 500
    assert response.headers["X-Frame-Options"] == "DENY"
    assert not response.cookies


def test_order_of_what_is_passed_by():
    """Everything that every answer bears stands around the short way."""
    before = settings.MIDDLEWARE[: settings.MIDDLEWARE.index("training_platform.for_programs.ForPrograms")]
    names = " ".join(before)
    for name in ("CSPMiddleware", "Confidential", "PermissionsPolicy", "SecurityMiddleware", "SoundRequests"):
        assert name in names
