"""What the roster of the video server tells, beside its posts: who is inside, and by that who no longer is."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conferencing.actions.stays import fold_into
from conferencing.events import presence_changed
from conferencing.jitsi import Occupant, Roster, RosterRoom
from conferencing.models import RosterReading, VideoRoom
from conferencing.rules import LARGEST_SKEW, LONGEST_JID, WATCHED_EVERY, Evidence, Sighting, identity_in

log = logging.getLogger("conferencing")
NOBODY = RosterRoom(name="", meeting_id="", occupants=())


def note_roster(roster: Roster, *, at: datetime | None = None) -> int:
    """Bring every room that is watched into step with ``roster``; gives in how many rooms a stay changed.

    Opens stays whose join was never posted, closes those that vanished, at the last instant at which they were seen.
    Each room has a transaction of its own. A roster told by a clock far from ours is refused with :class:`ValueError`.
    """
    now = at or timezone.now()
    if abs(roster.told_at - now) > LARGEST_SKEW:
        raise ValueError("The video server's clock is far from ours.")
    meetings = {meeting.name: meeting for meeting in roster.rooms}
    watched = VideoRoom.objects.watched(now)
    concerned = watched.filter(name__in=meetings) | watched.filter(pk__in=_rooms_with_somebody(now))
    changed = 0
    for key, name in concerned.distinct().values_list("pk", "name"):
        changed += _note_room(key, roster, meetings.get(name, NOBODY))
    watched.update(polled_at=now)
    return changed


def _rooms_with_somebody(at: datetime) -> list[int]:
    rooms = VideoRoom.objects.watched(at).filter(stays__left_exactly=False, stays__left_at__isnull=True)
    return list(rooms.values_list("pk", flat=True).distinct())


@transaction.atomic
def _note_room(key: int, roster: Roster, meeting: RosterRoom) -> bool:
    room = VideoRoom.objects.select_for_update().get(pk=key)
    reading = _kept(room, roster, meeting)
    sightings = list(_sightings(meeting, roster.told_at))
    changed = fold_into(room, sightings, [reading.told])
    ended_at = (room.ended_at or roster.told_at) if meeting is NOBODY else None
    if room.ended_at != ended_at:
        room.ended_at = ended_at
        room.save(update_fields=["ended_at"])
    if changed:
        presence_changed.send(sender=VideoRoom, room=room)
        log.info("conferencing.roster_mended room:%s stays:%s", room.pk, changed)
    return bool(changed)


def _kept(room: VideoRoom, roster: Roster, meeting: RosterRoom) -> RosterReading:
    """The row of this reading: the last one made longer when it found the same a moment ago, else a new one."""
    occupants = sorted((_row(occupant) for occupant in meeting.occupants), key=lambda row: str(row["jid"]))
    last = room.readings.last()
    is_same = (
        last is not None
        and (last.meeting_id, last.started_at, last.occupants) == (meeting.meeting_id, roster.started_at, occupants)
        and last.last_at <= roster.told_at <= last.last_at + WATCHED_EVERY
    )
    if last is not None and is_same:
        last.last_at = roster.told_at
        last.save(update_fields=["last_at"])
        return last
    return RosterReading.objects.create(
        room=room,
        meeting_id=meeting.meeting_id,
        started_at=roster.started_at,
        first_at=roster.told_at,
        last_at=roster.told_at,
        occupants=occupants,
    )


def _row(occupant: Occupant) -> dict[str, object]:
    return {
        "jid": occupant.occupant_jid,
        "joined_at": occupant.joined_at.isoformat(),
        "breakout": occupant.breakout,
        "hibernating": occupant.is_hibernating,
    }


def _sightings(meeting: RosterRoom, told_at: datetime) -> Iterator[Sighting]:
    for occupant in meeting.occupants:
        if len(occupant.occupant_jid) <= LONGEST_JID and occupant.joined_at <= told_at:
            yield Sighting(
                occupant.occupant_jid,
                occupant.joined_at,
                identity=identity_in(occupant.identity),
                breakout=occupant.breakout[:LONGEST_JID],
                seen_at=told_at,
                evidence=Evidence.ROSTER_POLL,
            )
