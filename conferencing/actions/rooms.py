"""Rooms opened, reserved, closed."""

import secrets
import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conferencing import jitsi
from conferencing.models import VideoRoom
from foundations.audit.actions import Actor, record_event
from foundations.jobs.actions import enqueue


@transaction.atomic
def open_room(*, subject: uuid.UUID, by: Actor | None = None, at: datetime | None = None) -> VideoRoom:
    """Make a room for ``subject`` (a UUID of the floor above) under a name of 128 random bits, never used again."""
    room = VideoRoom.objects.create(name=secrets.token_hex(16), subject=subject, opened_at=at or timezone.now())
    record_event("conferencing.room_opened", room, by=by, at=at, serves=str(subject))
    return room


@transaction.atomic
def close_room(room: VideoRoom, *, by: Actor | None = None, at: datetime | None = None) -> VideoRoom:
    """Say that nobody is to enter any more; who joins after this is not counted. Closing twice changes nothing.

    Whoever is still inside is put out: the meeting is ended on the video server by a task.
    """
    room = VideoRoom.objects.select_for_update().get(pk=room.pk)
    if room.closed_at is None:
        room.closed_at = at or timezone.now()
        room.save(update_fields=["closed_at"])
        record_event("conferencing.room_closed", room, by=by, at=at)
        if jitsi.has_interface():
            enqueue("conferencing.end_meeting", room.pk)
    return room


def note_reservation(room: VideoRoom, *, is_made: bool, at: datetime | None = None) -> None:
    """Keep that the video server asked to begin the room, or that it let it go. Its own record: no audit event."""
    VideoRoom.objects.filter(pk=room.pk).update(reserved_at=(at or timezone.now()) if is_made else None)
