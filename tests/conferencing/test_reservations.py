"""What the video server is told when it asks whether a room may begin."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from conferencing.actions import close_room
from conferencing.models import VideoRoom
from tests.makers.conferencing import make_room

pytestmark = pytest.mark.django_db
AUTH = {"Authorization": "Bearer events-secret-of-the-tests"}


def ask(client, room: VideoRoom | str, **headers):
    name = room if isinstance(room, str) else room.name
    body = {"name": name, "start_time": "2026-11-23T18:20:52.000Z", "mail_owner": "x@video.example"}
    return client.post("/jitsi/conference", body, headers=AUTH | headers)


@pytest.fixture
def window(monkeypatch):
    """Give every room a window by its distance from now."""
    from conferencing.windows import Window

    def set_window(opens: timedelta, closes: timedelta) -> None:
        hours = Window(timezone.now() + opens, timezone.now() + closes)
        monkeypatch.setattr("conferencing.views.reservations.window_of", lambda _room: hours)

    return set_window


def test_room_in_its_window_begins_under_an_id_that_is_text(client, window):
    room = make_room()
    window(-timedelta(minutes=5), timedelta(hours=1))
    told = ask(client, room)
    assert told.status_code == 200
    body = told.json()
    assert body["id"] == f"room-{room.pk}"
    assert body["name"] == room.name
    assert 3590 <= body["duration"] <= 3600
    assert body["start_time"].endswith("Z")
    assert "T" in body["start_time"]


@pytest.mark.parametrize(
    ("opens", "closes", "word"), [(10, 60, "todavía"), (-60, -1, "cerrada")], ids=["not yet", "over"]
)
def test_room_outside_its_window_is_refused_in_both_languages(client, window, opens, closes, word):
    window(timedelta(minutes=opens), timedelta(minutes=closes))
    told = ask(client, make_room())
    assert told.status_code == 403
    assert word in told.json()["message"]
    assert " / " in told.json()["message"]


def test_unknown_and_closed_rooms_are_refused(client):
    assert ask(client, "nobodys").status_code == 403
    assert ask(client, close_room(make_room())).status_code == 403


def test_second_beginning_names_the_first_reservation_and_its_end_frees_the_room(client):
    room = make_room()
    assert ask(client, room).status_code == 200
    again = ask(client, room)
    assert (again.status_code, again.json()) == (409, {"conflict_id": f"room-{room.pk}"})
    assert client.get(f"/jitsi/conference/room-{room.pk}", headers=AUTH).json()["name"] == room.name
    for _ in range(2):
        assert client.delete(f"/jitsi/conference/room-{room.pk}", headers=AUTH).status_code == 204
    assert ask(client, room).status_code == 200


@pytest.mark.parametrize("written", ["{}", "{}.0", "room-{}.0"])
def test_number_comes_back_as_lua_writes_it_and_is_found(client, written):
    room = make_room()
    ask(client, room)
    assert client.get(f"/jitsi/conference/{written.format(room.pk)}", headers=AUTH).status_code == 200
    assert client.delete(f"/jitsi/conference/{written.format(room.pk)}", headers=AUTH).status_code == 204
    room.refresh_from_db()
    assert room.reserved_at is None


@pytest.mark.parametrize("key", ["room-0", "x", "-1", "1.5", "9" * 30, "room-"])
def test_reservation_that_is_not_there_is_404_and_letting_it_go_is_done(client, key):
    assert client.get(f"/jitsi/conference/{key}", headers=AUTH).status_code == 404
    assert client.delete(f"/jitsi/conference/{key}", headers=AUTH).status_code == 204


def test_nobody_asks_without_the_secret(client):
    room = make_room()
    assert ask(client, room, Authorization="Bearer wrong").status_code == 401
    assert client.delete(f"/jitsi/conference/room-{room.pk}").status_code == 401
    room.refresh_from_db()
    assert room.reserved_at is None


def test_session_tells_the_window_of_its_room(client):
    from sessions.in_rooms import session_window
    from tests.makers.sessions import make_session

    session = make_session()
    hours = session_window(session.pk)
    assert hours.opens_at < session.starts_at < session.ends_at < hours.closes_at
    assert session_window(uuid.uuid4()) is None
