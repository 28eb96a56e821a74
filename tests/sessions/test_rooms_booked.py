"""Sites and their rooms: planned is booked, moved is moved, cancelled is free; what is in the way is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from equipment.models import Booking
from foundations.outbox.models import Letter
from sessions.actions import cancel_session, extend_session, move_session, plan_site, withdraw_site
from sessions.errors import RoomTakenError
from sessions.inbox import rooms_of_sessions
from tests.makers.attendance import make_site
from tests.makers.bookings import make_booking
from tests.makers.equipment import make_office_room
from tests.makers.sessions import make_part, make_session

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def session(cast):
    """Tomorrow, for an hour."""
    return make_session(starts_at=(timezone.now() + DAY).replace(minute=0, second=0, microsecond=0))


@pytest.fixture
def room(cast):
    return make_office_room(cast.office, name="Sala de audiencias")


def sites_without_room(user, at) -> list:
    """Of what is due of the rooms of sessions, that they be booked."""
    return [due for due in rooms_of_sessions(user, at) if "/sesiones/" in due.url]


def booked(session):
    return [(row.starts_at, row.ends_at) for row in Booking.objects.standing().filter(session=session.pk)]


def test_room_of_a_planned_site_is_booked_for_the_session(cast, session, room):
    for _twice in range(2):
        plan_site(session, room, by=cast.elsa)
    booking = Booking.objects.get()
    assert (booking.use, booking.room, booking.session) == ("network", room, session.pk)
    assert booked(session) == [(session.starts_at, session.ends_at)]


def test_bookings_follow_the_session(cast, session, room):
    site = plan_site(session, room, by=cast.carla)
    hours = {"starts_at": session.starts_at + DAY, "ends_at": session.ends_at + DAY}
    move_session(session, **hours, by=cast.elsa)
    assert booked(session) == [(hours["starts_at"], hours["ends_at"])]
    withdraw_site(site, by=cast.carla)
    assert booked(session) == []
    plan_site(session, room, by=cast.carla)
    cancel_session(session, by=cast.elsa)
    assert booked(session) == []
    assert not Booking.objects.standing().exists()


def test_moved_onto_hours_that_are_taken_displaces_nobody_and_waits_in_the_inbox(cast, session, room):
    plan_site(session, room, by=cast.carla)
    hours = {"starts_at": session.starts_at + DAY, "ends_at": session.ends_at + DAY}
    other = make_booking(room, starts_at=hours["starts_at"], booked_by=cast.ana.person)
    move_session(session, **hours, by=cast.elsa)
    other.refresh_from_db()
    assert other.cancelled_at is None
    assert booked(session) == []
    [due] = sites_without_room(cast.carla, timezone.now())
    assert due.url == reverse("sessions:sites", args=[session.pk])
    assert sites_without_room(cast.diego, timezone.now()) == []
    session.refresh_from_db()
    plan_site(session, room, reason="Única sala", by=cast.carla)
    assert sites_without_room(cast.carla, timezone.now()) == []


def test_running_session_keeps_its_room_longer_as_far_as_it_is_free(cast, room):
    running = make_session()
    make_part(running, cast.bruno.person)
    plan_site(running, room, by=cast.carla)
    follower = make_booking(room, starts_at=running.ends_at + HOUR / 2)
    extend_session(running, minutes=60, by=cast.bruno)
    assert booked(running) == [(running.starts_at, follower.starts_at)]
    assert len(sites_without_room(cast.carla, timezone.now())) == 1


def test_whoever_plans_is_told_who_holds_the_room_and_what_can_be_done(cast, session, room):
    make_booking(room, starts_at=session.starts_at, booked_by=cast.ana.person)
    told = {}
    for who in ("elsa", "carla", "sara"):
        with pytest.raises(RoomTakenError) as refusal:
            plan_site(session, room, by=getattr(cast, who))
        told[who] = (refusal.value.may_displace, "Ana" in str(refusal.value))
    assert told == {"elsa": (False, False), "carla": (True, True), "sara": (True, False)}
    assert not session.sites.exists()


def test_page_of_sites_asks_why_and_then_the_booking_gives_way(cast, session, room, client):
    lost = make_booking(room, starts_at=session.starts_at, booked_by=cast.ana.person)
    client.force_login(cast.sara)
    url = reverse("sessions:sites", args=[session.pk])
    page = client.post(url, {"room": room.pk})
    assert "reason" in page.context["form"].fields
    assert "Ana" not in page.context["form"].errors["room"][0]
    client.post(url, {"room": room.pk, "reason": "La única con línea estable"})
    lost.refresh_from_db()
    assert lost.displaced_by.session == session.pk
    assert {letter.recipient for letter in Letter.objects.filter(kind="equipment.booking_displaced")} == {
        cast.ana.person_id,
        cast.carla.person_id,
    }


def test_site_of_before_can_be_booked_by_planning_it_again(cast, session, room, client):
    make_site(session, room=room)
    client.force_login(cast.carla)
    url = reverse("sessions:sites", args=[session.pk])
    page = client.get(url).text
    assert "sala sin reservar" in page
    assert f'name="room" value="{room.pk}"' in page
    client.post(url, {"room": room.pk, "operator": ""})
    assert booked(session) == [(session.starts_at, session.ends_at)]
    assert "sala sin reservar" not in client.get(url).text


def test_room_not_booked_is_told_with_the_readiness_and_the_way_to_book_it(cast, session, room, client):
    make_site(session, room=room)
    url, way = reverse("sessions:session", args=[session.pk]), reverse("sessions:sites", args=[session.pk])
    make_part(session, cast.bruno.person)
    for who, offered in ((cast.carla, True), (cast.sara, True), (cast.elsa, True), (cast.bruno, False)):
        client.force_login(who)
        page = client.get(url).text
        assert "la sala no está reservada para ella" in page
        assert (f'{way}">resérvela' in page) is offered
    plan_site(session, room, by=cast.carla)
    client.force_login(cast.carla)
    assert "la sala no está reservada para ella" not in client.get(url).text
