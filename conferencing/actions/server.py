"""What the clock and the queue do with the video server: ask whether it is there, read its rosters, end meetings."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from conferencing import jitsi
from conferencing.actions.readings import note_roster
from conferencing.jitsi import ServerAway, is_answering
from conferencing.models import VideoRoom
from foundations.jobs.models import Heartbeat

log = logging.getLogger("conferencing")


def ask_server(*, at: datetime | None = None) -> bool | None:
    """Ask the video server whether it is there and note it as pulses; ``None`` where none is set.

    ``video_asked`` is when it was asked last, ``video`` when it answered last.
    """
    if not settings.JITSI_URL:
        return None
    answers = is_answering()
    for name in ("video_asked", "video") if answers else ("video_asked",):
        _beat(name, at)
    return answers


def watch_rooms(*, at: datetime | None = None) -> int | None:
    """Read the roster once for every room that is watched; gives in how many rooms something was mended.

    ``None`` where there is no roster, no room, or no answer: the next turn tries again, and what was not seen
    meanwhile is told as a repair that could not be made. A room that was closed and is still alive is ended again.
    """
    now = at or timezone.now()
    if not jitsi.reads_rosters() or not VideoRoom.objects.watched(now).exists():
        return None
    try:
        roster = jitsi.read_roster()
        mended = note_roster(roster, at=now)
    except (ServerAway, ValueError) as fault:
        log.warning("conferencing.roster_not_read: %s", fault)
        return None
    _beat("roster", at)
    alive = [meeting.name for meeting in roster.rooms]
    for room in VideoRoom.objects.watched(now).filter(name__in=alive, closed_at__isnull=False):
        _end_quietly(room)
    return mended


def end_meeting(room: VideoRoom) -> bool:
    """Put everybody out of a room that is closed; ``False`` when nobody was there or it is open.

    Raises :class:`ServerAway` when the server cannot be asked: the queue tries again, then every reading of the roster.
    """
    return bool(room.closed_at) and jitsi.end_meeting(room.name)


def _end_quietly(room: VideoRoom) -> None:
    try:
        end_meeting(room)
    except ServerAway as fault:
        log.warning("conferencing.meeting_not_ended room:%s: %s", room.pk, fault)


def _beat(name: str, at: datetime | None) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": at or timezone.now()})
