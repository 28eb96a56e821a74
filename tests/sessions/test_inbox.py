"""What is due in sessions: to enter what is on or near, to settle what is over."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.inbox import sessions_near, sessions_to_settle
from tests.makers.courses import make_enrolment
from tests.makers.sessions import make_part, make_session

HOUR = timedelta(hours=1)


@pytest.fixture
def video(settings):
    settings.JITSI_DOMAIN, settings.JITSI_TOKEN_SECRET = "video.example", "s" * 32


def test_holder_of_a_seat_is_told_to_enter_what_is_on(cast, video):
    session = make_session(title_es="Prueba digital")
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    (due,) = sessions_near(cast.ana, timezone.now())
    assert (due.what, due.due_at) == ("Entrar a «Prueba digital»", session.ends_at)
    assert due.url == reverse("sessions:join", args=[session.pk])
    assert sessions_near(cast.dora, timezone.now()) == []


@pytest.mark.parametrize(("hours", "told"), [(1, True), (2, True), (3, False), (23, False)])
def test_what_begins_within_two_hours_is_near(cast, hours, told):
    session = make_session(starts_at=timezone.now() + hours * HOUR)
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    dues = sessions_near(cast.ana, timezone.now())
    assert bool(dues) is told
    assert all(due.due_at == session.starts_at for due in dues)
    assert all(due.url == reverse("sessions:session", args=[session.pk]) for due in dues)


def test_leader_is_told_to_open_the_room(cast):
    session = make_session(title_es="Prueba", starts_at=timezone.now() + HOUR)
    make_part(session, cast.bruno.person)
    (due,) = sessions_near(cast.bruno, timezone.now())
    assert due.what == "Abrir la sala de «Prueba»"


def test_cancelled_session_is_nobodys(cast):
    session = make_session(state="cancelled")
    make_enrolment(workshop=session.workshop, person=cast.ana.person)
    assert sessions_near(cast.ana, timezone.now()) == []


def test_who_leads_settles_and_is_late_when_the_platform_should_have(cast):
    session = make_session(title_es="Prueba", starts_at=timezone.now() - 2 * HOUR)
    make_part(session, cast.bruno.person)
    now = timezone.now()
    for who in (cast.bruno, cast.elsa, cast.sara):
        (due,) = sessions_to_settle(who, now)
        assert due.is_late(now)
    for who in (cast.ana, cast.carla, cast.dora, cast.felix):
        assert sessions_to_settle(who, now) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_questions_do_not_grow(cast, rows, django_assert_num_queries):
    for _row in range(rows):
        session = make_session()
        make_enrolment(workshop=session.workshop, person=cast.ana.person)
        make_part(make_session(starts_at=timezone.now() - 2 * HOUR), cast.bruno.person)
    cast.ana.standing, cast.bruno.standing  # noqa: B018 - read once per request
    with django_assert_num_queries(1):
        assert len(sessions_near(cast.ana, timezone.now())) == rows
    with django_assert_num_queries(1):
        assert len(sessions_to_settle(cast.bruno, timezone.now())) == rows
