"""Rooms, posts stored and folded in the database, evidence let go."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from conferencing.actions import close_room, open_room, purge_evidence, receive_post
from conferencing.errors import ConferencingError
from conferencing.events import presence_changed
from conferencing.models import RoomPost, Stay, VideoRoom
from foundations.audit.models import AuditEvent
from tests.makers.conferencing import make_post, make_room, make_stay, person_of, recorded_posts

ROOMS = ("s-37ef3314", "open-facc69ce", "tabs-c0af36", "exp-620804", "crash-62fc36")
pytestmark = pytest.mark.django_db


def stays_now() -> set[tuple]:
    known = ("room__name", "occupant_jid", "joined_at", "left_at", "left_exactly", "identity")
    return set(Stay.objects.values_list(*known))


def test_room_gets_an_unguessable_name_and_keeps_whom_it_serves():
    subject = person_of("session")
    rooms = [open_room(subject=subject) for _ in range(3)]
    assert len({room.name for room in rooms}) == 3
    assert all(len(room.name) == 32 and room.subject == subject for room in rooms)
    assert AuditEvent.objects.filter(action="conferencing.room_opened").count() == 3


def test_closing_twice_is_once():
    room = make_room()
    first = close_room(room, at=timezone.now())
    second = close_room(room, at=timezone.now() + timedelta(hours=1))
    assert second.closed_at == first.closed_at
    assert AuditEvent.objects.filter(action="conferencing.room_closed").count() == 1


@pytest.mark.slow
def test_recorded_posts_shuffled_fifty_times_give_the_same_stays():
    for name in ROOMS:
        make_room(name=name)
    bodies = recorded_posts()
    for body in bodies:
        receive_post(body)
    expected = stays_now()
    assert len(expected) == 15
    for seed in range(50):
        Stay.objects.all().delete()
        RoomPost.objects.all().delete()
        chance = random.Random(seed)
        mixed = bodies + [body for body in bodies if chance.random() < 0.5]
        chance.shuffle(mixed)
        for body in mixed:
            receive_post(json.dumps(body).encode())
        assert stays_now() == expected, seed


def test_same_body_twice_is_one_post():
    make_room(name="room")
    first = receive_post(make_post())
    body = make_post()
    body["occupant"] = dict(reversed(body["occupant"].items())) | {"name": "Somebody else"}
    assert receive_post(body).pk == first.pk
    assert Stay.objects.count() == 1


def test_names_and_mails_are_never_stored():
    row = receive_post(make_post(name="Ana María", email="ana@mp.example"))
    assert "Ana" not in json.dumps(row.body)
    assert "mp.example" not in json.dumps(row.body)


def test_post_of_an_unknown_room_is_stored_unfolded():
    row = receive_post(make_post(room="nobodys"))
    assert row.folded_at is None
    assert row.room is None
    assert not Stay.objects.exists()


def test_who_comes_after_the_room_was_closed_is_kept_unfolded():
    room = make_room(name="room")
    begun = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
    close_room(room, at=begun + timedelta(minutes=1))
    late = receive_post(make_post(joined_at=int(begun.timestamp()) + 120))
    assert late.folded_at is None
    told_late = receive_post(make_post("left", second=30))
    assert told_late.folded_at is not None
    assert Stay.objects.count() == 1


def test_presence_is_announced_when_a_stay_changes_and_only_then():
    room, heard = make_room(name="room"), []

    def listen(sender, room, **kwargs):
        heard.append(room)

    presence_changed.connect(listen)
    try:
        receive_post(make_post())
        receive_post(make_post())
        receive_post(make_post() | {"active_occupants_count": 7})
        receive_post(make_post("left", second=5))
    finally:
        presence_changed.disconnect(listen)
    assert heard == [room, room]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"a":' * 100_000, b'"text"', b"[" * 900 + b"]" * 900]
)
def test_what_is_not_a_json_object_is_refused(body):
    with pytest.raises(ConferencingError):
        receive_post(body)
    assert not RoomPost.objects.exists()


def test_hostile_but_authentic_posts_are_stored():
    receive_post(b'{"room_name": "\\u0000x\\ud800", "created_at": 1e400, "event_name": "' + b"e" * 500 + b'"}')
    receive_post(b'{"occupant": {"occupant_jid": "j", "joined_at": -1e30}, "room_name": 5}')
    receive_post(b"{}")
    assert RoomPost.objects.count() == 3


def test_evidence_older_than_it_is_kept_goes_with_an_audit_event():
    now = timezone.now()
    old, young = now - timedelta(days=800), now - timedelta(days=10)
    room = make_room()
    make_stay(room=room, joined_at=old)
    kept = make_stay(room=room, joined_at=young)
    receive_post(make_post(), at=old)
    assert purge_evidence(before=now - timedelta(days=730)) == 2
    assert list(Stay.objects.all()) == [kept]
    assert not RoomPost.objects.exists()
    event = AuditEvent.objects.get(action="conferencing.evidence_purged")
    assert (event.details["posts"], event.details["stays"]) == (1, 1)
    assert purge_evidence(before=now - timedelta(days=730)) == 0
    assert AuditEvent.objects.filter(action="conferencing.evidence_purged").count() == 1


def test_one_post_costs_few_queries(django_assert_max_num_queries):
    make_room(name="room")
    with django_assert_max_num_queries(10):
        receive_post(make_post())
    assert VideoRoom.objects.count() == 1
