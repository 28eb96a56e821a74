"""Part of every action that learns who was in a room: the stays brought into step with what is known.

The caller has locked the room's row: what is told of one room takes turns.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from conferencing.models import Stay, VideoRoom
from conferencing.rules import Evidence, Limit, Sighting, StayKey, StayState, fold, read_post


def fold_into(room: VideoRoom, sightings: Sequence[Sighting], limits: Sequence[Limit]) -> int:
    """Upsert the stays that ``sightings`` and new ``limits`` tell of; gives how many changed."""
    rows = {key_of(stay): stay for stay in _touched(room, sightings, has_limits=bool(limits))}
    known = {key: state_of(stay) for key, stay in rows.items()}
    if any(seen.left_at is None and seen.key not in rows for seen in sightings):
        limits = [*limits, *known_limits(room)]
    changed = fold(known, sightings, limits)
    if room.closed_at is not None:
        changed = {key: state for key, state in changed.items() if key in rows or key[2] <= room.closed_at}
    for key, state in changed.items():
        _write(room, rows.get(key), key, state)
    return len(changed)


def known_limits(room: VideoRoom) -> list[Limit]:
    """Every limit that posts about the room and readings of its roster have told of."""
    bodies = room.posts.about_room().values_list("body", flat=True)
    boundaries = [boundary for body in bodies for boundary in read_post(body).boundaries]
    return [*boundaries, *(reading.told for reading in room.readings.all())]


def key_of(stay: Stay) -> StayKey:
    """Prosody's own key of a stay within its room."""
    return (stay.breakout, stay.occupant_jid, stay.joined_at)


def state_of(stay: Stay) -> StayState:
    """What is known of a stay, in plain values."""
    return StayState(
        stay.left_at, stay.left_exactly, stay.identity, stay.seen_at, stay.gone_by, Evidence(stay.evidence)
    )


def _touched(room: VideoRoom, sightings: Iterable[Sighting], *, has_limits: bool) -> Iterable[Stay]:
    """The stays of the connections that are seen and, when there is a new limit, all whose own end was not posted."""
    seen = Q(occupant_jid__in={sighting.occupant_jid for sighting in sightings})
    return room.stays.filter(seen | Q(left_exactly=False) if has_limits else seen)


def _write(room: VideoRoom, stay: Stay | None, key: StayKey, state: StayState) -> None:
    breakout, occupant_jid, joined_at = key
    stay = stay or Stay(room=room, breakout=breakout, occupant_jid=occupant_jid, joined_at=joined_at)
    stay.left_at, stay.left_exactly, stay.identity = state.left_at, state.left_exactly, state.identity
    stay.seen_at, stay.gone_by, stay.evidence = state.seen_at, state.gone_by, state.evidence
    stay.save()
