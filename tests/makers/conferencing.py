"""Rooms, stays, posts and the recorded posts of a video server, for tests."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from django.utils import timezone

from conferencing.jitsi import keys
from conferencing.models import Stay, VideoRoom

RECORDED = Path(__file__).resolve().parent.parent / "fixtures" / "event_sync.jsonl"
_number = count(1)


def make_room(**overrides) -> VideoRoom:
    fields = {"name": f"{next(_number):032x}", "opened_at": timezone.now() - timedelta(days=1000)}
    return VideoRoom.objects.create(**fields | overrides)


def make_stay(**overrides) -> Stay:
    """Ten minutes of somebody's, exactly known, unless told otherwise."""
    joined_at = overrides.get("joined_at", timezone.now() - timedelta(minutes=10))
    fields = {"occupant_jid": f"{uuid.uuid4()}@video.example/x", "joined_at": joined_at, "left_exactly": True}
    if "room" not in overrides:
        fields["room"] = make_room()
    fields["left_at"] = joined_at + timedelta(minutes=10)
    return Stay.objects.create(**fields | overrides)


def make_video_key(use: str = keys.SYSTEM) -> keys.Key:
    """A key that signs; making one takes a while, so the first of a test run does."""
    return (keys.keys_for(use) or [keys.make_key(use)])[0]


def person_of(recorded_id: str) -> uuid.UUID:
    """The UUID that stands in for an id of the recording."""
    return uuid.uuid5(uuid.NAMESPACE_URL, recorded_id)


def recorded_posts(room: str = "") -> list[dict]:
    """Bodies of the recording (of one room), in the order in which they came, its people under UUIDs."""
    requests = [json.loads(line) for line in RECORDED.read_text().splitlines()]
    bodies = [request["body"] for request in requests if room in ("", request["body"]["room_name"])]
    for body in bodies:
        for occupant in [body.get("occupant", {}), *body.get("all_occupants", [])]:
            if "id" in occupant:
                occupant["id"] = str(person_of(occupant["id"]))
    return bodies


def make_post(event: str = "joined", room: str = "room", *, second: int = 0, **occupant) -> dict:
    """A body as ``event_sync`` sends it, ``second`` into the hour: created, joined, left or destroyed."""
    start = int(datetime(2026, 3, 5, 14, 0, tzinfo=UTC).timestamp())
    body = {"room_name": room, "room_jid": f"{room}@conference.video.example", "is_breakout": False}
    if event in ("created", "destroyed"):
        stamps = {"created_at": start} | ({"destroyed_at": start + second} if event == "destroyed" else {})
        people = {"all_occupants": occupant.get("all_occupants", [])} if event == "destroyed" else {}
        return body | {"event_name": f"muc-room-{event}"} | stamps | people
    told = {"occupant_jid": "jid@video.example/a", "joined_at": start, "name": "Ana", "email": "ana@mp.example"}
    told |= occupant
    if event == "left":
        told["left_at"] = start + second
    return body | {"event_name": f"muc-occupant-{event}", "occupant": told, "active_occupants_count": 1}
