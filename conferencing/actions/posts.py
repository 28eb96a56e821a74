"""Posts of the video server: stored as they came but for names, then folded."""

import json
import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conferencing.actions.stays import fold_into
from conferencing.errors import ConferencingError
from conferencing.events import presence_changed
from conferencing.models import RoomPost, VideoRoom
from conferencing.rules import Post, digest_of, ended_by, read_post, within, without_names

log = logging.getLogger("conferencing")


@transaction.atomic
def receive_post(body: bytes | dict, *, at: datetime | None = None) -> RoomPost:
    """Store one post of the video server, without names and e-mails, and fold it into the stays of its room.

    Order, doubles and losses do not matter (see :mod:`conferencing.rules`). A post already stored is given back
    untouched; one of an unknown room, or of a time in which the room was not open, is stored unfolded. The row is its
    own record: no audit event is written for each. Announces ``presence_changed`` when a stay changed. Raises
    :class:`ConferencingError` when the body is not a JSON object.
    """
    at = at or timezone.now()
    told = _told_by(body)
    post = read_post(told)
    # The lock on the room's row makes posts of one room take turns: two of them may tell of the same stay.
    room = VideoRoom.objects.select_for_update().filter(name=post.room_name).first()
    if room is not None:
        post = within(post, room.opened_at, at)
    home = room if room is not None and _tells_of(room, post) else None
    row = RoomPost(
        digest=digest_of(told),
        event_name=post.event_name,
        room_name=post.room_name,
        room=room,
        body=told,
        received_at=at,
        folded_at=at if home else None,
    )
    row, is_new = _store(row)
    if is_new and home and _fold(home, post):
        presence_changed.send(sender=VideoRoom, room=home)
    if is_new:
        log.info("conferencing.post_received %s room:%s", row.pk, room.pk if room else "")
    return row


def _store(row: RoomPost) -> tuple[RoomPost, bool]:
    """The row, or the one that holds the same body; whether it is new. In a known room nobody can come in between."""
    if row.room is None:
        fields = {field.name: getattr(row, field.name) for field in RoomPost._meta.local_fields if field.name != "id"}
        return RoomPost.objects.get_or_create(digest=fields.pop("digest"), defaults=fields)
    earlier = RoomPost.objects.filter(digest=row.digest).first()
    if earlier is None:
        row.save(force_insert=True)
    return earlier or row, earlier is None


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
        return bool(post.boundaries or post.sightings)
    return any(seen.joined_at <= room.closed_at for seen in post.sightings)


def _fold(room: VideoRoom, post: Post) -> int:
    if any(not boundary.breakout for boundary in post.boundaries):
        _note_end(room)
    return fold_into(room, post.sightings, post.boundaries)


def _note_end(room: VideoRoom) -> None:
    """Keep when the room itself ended last, if it was not begun anew since."""
    bodies = room.posts.about_room().values_list("body", flat=True)
    ended_at = ended_by(boundary for body in bodies for boundary in read_post(body).boundaries)
    if ended_at != room.ended_at:
        room.ended_at = ended_at
        room.save(update_fields=["ended_at"])
