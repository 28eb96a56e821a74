"""What the floor above reads of a room: who, since when, how surely."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from conferencing.actions import close_room, receive_post
from conferencing.presence import presence_in
from conferencing.rules import RepairCode
from tests.makers.conferencing import make_post, make_room, make_stay

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)


def test_room_in_which_nobody_was_is_not_alive():
    seen = presence_in(make_room())
    assert (seen.connections, seen.is_alive, seen.ended_at, seen.polled_at, seen.repairs) == ((), False, None, None, ())


def test_breakouts_belong_to_the_room_and_who_has_no_token_is_listed():
    room, ana = make_room(), uuid.uuid4()
    make_stay(room=room, identity=ana, left_at=None, left_exactly=False)
    make_stay(room=room, identity=ana, breakout="b1")
    make_stay(room=room)
    seen = presence_in(room)
    assert len(seen.connections) == 3
    assert len(seen.of(ana)) == 2
    assert [connection.identity for connection in seen.unidentified] == [None]
    assert [connection.identity for connection in seen.inside] == [ana]
    assert seen.is_alive


def test_closed_room_is_not_alive_whatever_is_open():
    room = make_room()
    make_stay(room=room, left_at=None, left_exactly=False)
    assert not presence_in(close_room(room)).is_alive


def test_end_of_the_room_is_told_until_it_is_begun_anew():
    room = make_room(name="room")
    receive_post(make_post("destroyed", second=40))
    room.refresh_from_db()
    assert presence_in(room).ended_at == START + timedelta(seconds=40)
    receive_post(make_post("created") | {"created_at": int(START.timestamp()) + 60})
    room.refresh_from_db()
    assert presence_in(room).ended_at is None


def test_every_end_that_was_not_posted_is_a_repair():
    room = make_room()
    make_stay(room=room)
    make_stay(room=room, joined_at=START, left_exactly=False)
    make_stay(room=room, joined_at=START, left_at=None, left_exactly=False)
    repairs = presence_in(room).repairs
    assert {(repair.code, repair.is_mended) for repair in repairs} == {
        (RepairCode.END_UNKNOWN, False),
        (RepairCode.NOT_WATCHED, False),
        (RepairCode.END_INFERRED, True),
    }


def test_presence_costs_few_questions_whatever_the_size(django_assert_max_num_queries):
    room = make_room()
    for _ in range(20):
        make_stay(room=room)
    with django_assert_max_num_queries(3):
        presence_in(room)
