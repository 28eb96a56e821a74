"""The door through which the video server's posts come."""

import json

import pytest
from django.urls import reverse

from conferencing.models import RoomPost, Stay
from tests.makers.conferencing import make_post, make_room

SECRET = "events-secret-of-the-tests"
pytestmark = pytest.mark.django_db


def post_event(client, body=None, *, authorization=f"Bearer {SECRET}", path="occupant/joined", **extra):
    sent = body if isinstance(body, bytes) else json.dumps(make_post() if body is None else body)
    headers = {"Authorization": authorization} if authorization is not None else {}
    extra.setdefault("content_type", "application/json")
    return client.post(reverse("conferencing:receive_event", args=[path]), sent, headers=headers, **extra)


@pytest.mark.parametrize("authorization", [f"Bearer {SECRET}", SECRET])
def test_authentic_post_is_stored_and_answered_204(client, authorization):
    make_room(name="room")
    answer = post_event(client, authorization=authorization)
    assert answer.status_code == 204
    assert answer.content == b""
    assert not answer.cookies
    assert Stay.objects.count() == 1


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer ", "Bearer wrong", f"{SECRET}x", f"Basic {SECRET}", "Bearer é"]
)
def test_wrong_secret_is_refused(client, authorization):
    assert post_event(client, authorization=authorization).status_code == 401
    assert not RoomPost.objects.exists()


@pytest.mark.parametrize("authorization", [None, "", "Bearer ", "Bearer x"])
def test_nothing_comes_in_while_no_secret_is_set(client, settings, authorization):
    settings.JITSI_EVENTS_SECRET = ""
    assert post_event(client, authorization=authorization).status_code == 503


def test_doubled_post_is_answered_204_and_dropped(client):
    make_room(name="room")
    assert [post_event(client).status_code for _ in range(3)] == [204] * 3
    assert RoomPost.objects.count() == 1


def test_body_past_the_limit_is_refused_and_at_the_limit_taken(client):
    frame = len(json.dumps({"x": ""}))
    assert post_event(client, {"x": "y" * (256 * 1024 - frame)}).status_code == 204
    assert post_event(client, {"x": "y" * (256 * 1024 - frame + 1)}).status_code == 413


def test_only_json_objects_are_read(client):
    assert post_event(client, b"{").status_code == 400
    assert post_event(client, b"[1]").status_code == 400
    assert post_event(client, content_type="text/plain").status_code == 400
    assert not RoomPost.objects.exists()


def test_unknown_room_is_answered_204_and_kept(client):
    assert post_event(client).status_code == 204
    assert RoomPost.objects.get().folded_at is None


def test_it_is_for_posts_only(client):
    assert client.get(reverse("conferencing:receive_event", args=["room/created"])).status_code == 405


def test_no_token_of_a_form_is_asked(db):
    from django.test import Client

    assert post_event(Client(enforce_csrf_checks=True)).status_code == 204


def test_bodies_are_never_logged(client, caplog):
    caplog.set_level("DEBUG")
    post_event(client)
    post_event(client, b'{"secret-body')
    assert "Ana" not in caplog.text
    assert "secret-body" not in caplog.text


@pytest.mark.parametrize("length", ["abc", "-1", "1.5"])
def test_length_that_is_no_number_is_no_fault_of_ours(client, length):
    assert post_event(client, CONTENT_LENGTH=length).status_code == 400
