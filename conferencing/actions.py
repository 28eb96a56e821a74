"""All that conferencing can do: open and close rooms, receive the video server's posts, let old evidence go."""

import json
import logging
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from conferencing.errors import ConferencingError
from conferencing.events import presence_changed
from conferencing.jitsi import is_answering
from conferencing.models import RoomPost, Stay, VideoRoom
from conferencing.rules import (
    Boundary,
    Post,
    StayKey,
    StayState,
    digest_of,
    ended_by,
    fold_post,
    read_post,
    without_names,
)
from foundations.audit.actions import Actor, record_event
from foundations.jobs.models import Heartbeat

log = logging.getLogger("conferencing")
PURGED_AT_ONCE = 5000


@transaction.atomic
def open_room(*, subject: uuid.UUID, by: Actor | None = None, at: datetime | None = None) -> VideoRoom:
    """Make a room for ``subject`` (a UUID of the floor above) under a name of 128 random bits, never used again."""
    room = VideoRoom.objects.create(name=secrets.token_hex(16), subject=subject, opened_at=at or timezone.now())
    record_event("conferencing.room_opened", room, by=by, at=at, serves=str(subject))
    return room


@transaction.atomic
def close_room(room: VideoRoom, *, by: Actor | None = None, at: datetime | None = None) -> VideoRoom:
    """Say that nobody is to enter any more; who joins after this is not counted. Closing twice changes nothing."""
    room = VideoRoom.objects.select_for_update().get(pk=room.pk)
    if room.closed_at is None:
        room.closed_at = at or timezone.now()
        room.save(update_fields=["closed_at"])
        record_event("conferencing.room_closed", room, by=by, at=at)
    return room


@transaction.atomic
def receive_post(body: bytes | dict, *, at: datetime | None = None) -> RoomPost:
    """Store one post of the video server, without names and e-mails, and fold it into the stays of its room.

    Order, doubles and losses do not matter (see :mod:`conferencing.rules`). A post already stored is given back
    untouched; one of an unknown room is stored unfolded. The row is its own record: no audit event is written for
    each. Announces ``presence_changed`` when a stay changed. Raises :class:`ConferencingError` when the body is not a
    JSON object.
    """
    at = at or timezone.now()
    told = _told_by(body)
    post = read_post(told)
    # The lock on the room's row makes posts of one room take turns: two of them may tell of the same stay.
    room = VideoRoom.objects.select_for_update().filter(name=post.room_name).first()
    home = room if room is not None and _tells_of(room, post) else None
    row, is_new = RoomPost.objects.get_or_create(
        digest=digest_of(told),
        defaults={
            "event_name": post.event_name,
            "room_name": post.room_name,
            "room": room,
            "body": told,
            "received_at": at,
            "folded_at": at if home else None,
        },
    )
    if is_new and home and _fold(home, post):
        presence_changed.send(sender=VideoRoom, room=home)
    if is_new:
        log.info("conferencing.post_received %s room:%s", row.pk, room.pk if room else "")
    return row


@transaction.atomic
def purge_evidence(*, before: datetime, at: datetime | None = None) -> int:
    """Delete posts received and stays begun before ``before``; verdicts drawn from them stay. Gives how many went.

    At most :data:`PURGED_AT_ONCE` of each go in one turn; the next turn of the clock takes the rest.
    """
    posts = _delete_some(RoomPost, RoomPost.objects.received_before(before))
    stays = _delete_some(Stay, Stay.objects.joined_before(before))
    if posts or stays:
        record_event("conferencing.evidence_purged", at=at, before=before.isoformat(), posts=posts, stays=stays)
    return posts + stays


def _told_by(body: bytes | dict) -> dict:
    """The body as values, without names and e-mails."""
    try:
        told = without_names(json.loads(body) if isinstance(body, bytes) else body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ConferencingError(_("The post is not a JSON object."), code="not_json")
    return told


def _tells_of(room: VideoRoom, post: Post) -> bool:
    """Whether the post tells of the room itself or of anybody who came before it was closed."""
    if room.closed_at is None or post.boundaries:
        return True
    return any(seen.joined_at <= room.closed_at for seen in post.sightings)


def _fold(room: VideoRoom, post: Post) -> int:
    """Upsert the stays that the post tells of; gives how many changed. The room's row is locked by the caller."""
    rows = {_key(stay): stay for stay in _stays_touched(room, post)}
    boundaries = _boundaries(room, post)
    changed = fold_post({key: _state(stay) for key, stay in rows.items()}, post, boundaries)
    if room.closed_at is not None:
        changed = {key: state for key, state in changed.items() if key in rows or key[2] <= room.closed_at}
    if post.boundaries:
        _note_end(room, boundaries)
    for key, state in changed.items():
        _write(room, rows.get(key), key, state)
    return len(changed)


def _stays_touched(room: VideoRoom, post: Post) -> Iterable[Stay]:
    """The stays it sees and, when it tells of the room's beginning or end, all whose own end was not posted."""
    seen = Q(occupant_jid__in=[seen.occupant_jid for seen in post.sightings], breakout=post.breakout)
    return room.stays.filter(seen | Q(left_exactly=False) if post.boundaries else seen)


def _boundaries(room: VideoRoom, post: Post) -> list[Boundary]:
    """Every beginning and end of the room that posts have told of, this one's included."""
    earlier = room.posts.about_room().values_list("body", flat=True)
    return [*post.boundaries, *(boundary for body in earlier for boundary in read_post(body).boundaries)]


def _note_end(room: VideoRoom, boundaries: list[Boundary]) -> None:
    """Keep when the room itself ended last, if it was not begun anew since."""
    ended_at = ended_by(boundaries)
    if ended_at != room.ended_at:
        room.ended_at = ended_at
        room.save(update_fields=["ended_at"])


def _key(stay: Stay) -> StayKey:
    return (stay.breakout, stay.occupant_jid, stay.joined_at)


def _state(stay: Stay) -> StayState:
    return StayState(stay.left_at, stay.left_exactly, stay.identity)


def _write(room: VideoRoom, stay: Stay | None, key: StayKey, state: StayState) -> None:
    breakout, occupant_jid, joined_at = key
    stay = stay or Stay(room=room, breakout=breakout, occupant_jid=occupant_jid, joined_at=joined_at)
    stay.left_at, stay.left_exactly, stay.identity = state.left_at, state.left_exactly, state.identity
    stay.save()


def _delete_some(model: type[RoomPost] | type[Stay], rows: QuerySet) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:PURGED_AT_ONCE])
    return model.objects.filter(pk__in=keys).delete()[0]


def ask_server(*, at: datetime | None = None) -> bool | None:
    """Ask the video server whether it is there and note it as pulses; ``None`` where none is set.

    ``video_asked`` is when it was asked last, ``video`` when it answered last.
    """
    if not settings.JITSI_URL:
        return None
    answers = is_answering()
    for name in ("video_asked", "video") if answers else ("video_asked",):
        Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": at or timezone.now()})
    return answers
