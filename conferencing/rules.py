"""How posts of the video server are read and folded into stays: over plain values, whatever their order.

A post tells of *sightings* (an occupant, since when, perhaps until when) and of *boundaries* (the room began, the room
ended). A stay's end is the exact one that any post told; without one, the first boundary after which nobody who had
joined before could still be inside. Both are the same whatever came first, twice or not at all.
"""

import hashlib
import json
import math
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

ROOM_CREATED = "muc-room-created"
ROOM_DESTROYED = "muc-room-destroyed"
OCCUPANT_JOINED = "muc-occupant-joined"
OCCUPANT_LEFT = "muc-occupant-left"
ROOM_EVENTS = (ROOM_CREATED, ROOM_DESTROYED)
PERSONAL_KEYS = frozenset({"name", "email", "avatar", "avatarurl", "avatar_url", "displayname", "display_name", "nick"})
LONGEST_JID = 200
CANONICAL_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Sighting:
    """One occupant as one post tells it. ``left_at`` is exact where it stands; ``identity`` came from our token."""

    occupant_jid: str
    joined_at: datetime
    left_at: datetime | None = None
    identity: uuid.UUID | None = None


@dataclass(frozen=True)
class Boundary:
    """The room (or the ``breakout``) ended at ``at``, or was begun anew then, which ends whatever was before."""

    at: datetime
    breakout: str
    is_end: bool

    def ends(self, breakout: str, joined_at: datetime) -> bool:
        """Whether who joined ``breakout`` at ``joined_at`` was out by this instant. A main room takes all with it."""
        if self.breakout not in ("", breakout):
            return False
        return joined_at <= self.at if self.is_end else joined_at < self.at


@dataclass(frozen=True)
class Post:
    """A body in plain values. ``breakout`` is empty in the main room; breakouts bear the main room's name."""

    event_name: str
    room_name: str
    breakout: str
    sightings: tuple[Sighting, ...]
    boundaries: tuple[Boundary, ...]


@dataclass(frozen=True)
class StayState:
    """What is known of one stay. An end that is not exact was inferred from a boundary."""

    left_at: datetime | None = None
    left_exactly: bool = False
    identity: uuid.UUID | None = None


class RepairCode(StrEnum):
    """What reconciliation mended, and what it could not."""

    JOIN_FOUND = "join_found"
    """Mended: the join was never posted; the server's roster showed the connection, which counts from there."""
    END_INFERRED = "end_inferred"
    """Mended: the leave was never posted; the end is the last instant for which there is a proof."""
    END_UNKNOWN = "end_unknown"
    """Not mended: nothing has told of an end."""
    SERVER_RESTARTED = "server_restarted"
    """Noticed: the video server started anew while the room was open; everybody was out for a while."""
    NOT_WATCHED = "not_watched"
    """Not mended: the roster could not be read for a while; a lost post of that time stays lost."""


@dataclass(frozen=True)
class Repair:
    """One thing mended or not, from ``at`` to ``until`` (``None`` for an instant), of how many stays."""

    code: RepairCode
    at: datetime
    until: datetime | None = None
    stays: int = 0

    @property
    def is_mended(self) -> bool:
        """Whether the record is right again, as far as anybody can know."""
        return self.code in (RepairCode.JOIN_FOUND, RepairCode.END_INFERRED)


@dataclass(frozen=True)
class ToldStay:
    """How one stay came to be known."""

    joined_at: datetime
    left_at: datetime | None
    left_exactly: bool


StayKey = tuple[str, str, datetime]
"""(breakout, occupant_jid, joined_at): Prosody's own key within a room."""


def without_names(value: object) -> object:
    """The body with every name, e-mail and picture taken out, and without what no database can hold."""
    if isinstance(value, Mapping):
        return {_clean(str(k)): without_names(v) for k, v in value.items() if str(k).lower() not in PERSONAL_KEYS}
    if isinstance(value, list):
        return [without_names(entry) for entry in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return _clean(value) if isinstance(value, str) else value


def digest_of(body: object) -> str:
    """SHA-256 (hex) of the body as canonical JSON: what makes a doubled post one row."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read_post(body: Mapping[str, object]) -> Post:
    """Read a body of ``event_sync`` (jitsi-contrib) leniently: what is missing or odd is left out, never refused."""
    breakout = _text(body.get("breakout_room_id"))[:LONGEST_JID] if body.get("is_breakout") else ""
    told = body.get("all_occupants")
    occupants = [body.get("occupant"), *(told if isinstance(told, list) else [])]
    return Post(
        event_name=_event_name(body)[:50],
        room_name=_room_name(body)[:LONGEST_JID],
        breakout=breakout,
        sightings=tuple(seen for entry in occupants if (seen := _sighting(entry))),
        boundaries=tuple(_boundaries(body, breakout)),
    )


def fold_sighting(known: StayState, seen: Sighting) -> StayState:
    """What is known after one more sighting: the latest exact end told, and the identity once one was given."""
    told = [known.left_at if known.left_exactly else None, seen.left_at and max(seen.left_at, seen.joined_at)]
    ends = [end for end in told if end]
    people = [person for person in (known.identity, seen.identity) if person]
    return StayState(
        left_at=max(ends) if ends else known.left_at,
        left_exactly=bool(ends),
        identity=min(people) if people else None,
    )


def fold_boundaries(key: StayKey, known: StayState, boundaries: Iterable[Boundary]) -> StayState:
    """Infer the end of a stay whose leaving nobody posted: the first boundary that ends it, or still open."""
    if known.left_exactly:
        return known
    breakout, _jid, joined_at = key
    ends = [boundary.at for boundary in boundaries if boundary.ends(breakout, joined_at)]
    return StayState(left_at=min(ends, default=None), left_exactly=False, identity=known.identity)


def ended_by(boundaries: Iterable[Boundary]) -> datetime | None:
    """When the main room ended last; ``None`` where it never did or was begun anew since."""
    of_room = [boundary for boundary in boundaries if not boundary.breakout]
    ended = max((boundary.at for boundary in of_room if boundary.is_end), default=None)
    begun = max((boundary.at for boundary in of_room if not boundary.is_end), default=None)
    return ended if ended and (begun is None or begun <= ended) else None


def fold_post(
    known: Mapping[StayKey, StayState], post: Post, boundaries: Iterable[Boundary]
) -> dict[StayKey, StayState]:
    """The stays that ``post`` makes new or different.

    ``boundaries`` are all that are known, the post's own included; ``known`` must hold the stays it sees and, when it
    brings a boundary, every stay whose end is not exact.
    """
    after = dict(known)
    for seen in post.sightings:
        key = (post.breakout, seen.occupant_jid, seen.joined_at)
        after[key] = fold_sighting(after.get(key, StayState()), seen)
    limits = list(boundaries)
    folded = {key: fold_boundaries(key, state, limits) for key, state in after.items()}
    return {key: state for key, state in folded.items() if known.get(key) != state}


def repairs_of(stays: Iterable[ToldStay]) -> list[Repair]:
    """What had to be mended to know ``stays``, and what could not be, in the order of time."""
    found = [
        Repair(
            RepairCode.END_INFERRED if stay.left_at else RepairCode.END_UNKNOWN, stay.left_at or stay.joined_at, stays=1
        )
        for stay in stays
        if not stay.left_exactly
    ]
    return sorted(found, key=lambda repair: (repair.at, repair.code))


def _clean(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL cannot store."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _instant(value: object) -> datetime | None:
    """Whole UNIX seconds as a number or as text; anything else is nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return datetime.fromtimestamp(int(float(value)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _identity(value: object) -> uuid.UUID | None:
    """A person of ours: only ever the UUID that our own token carried."""
    return uuid.UUID(value) if isinstance(value, str) and CANONICAL_UUID.fullmatch(value) else None


def _sighting(occupant: object) -> Sighting | None:
    if not isinstance(occupant, Mapping):
        return None
    jid, joined_at = _text(occupant.get("occupant_jid")), _instant(occupant.get("joined_at"))
    if not jid or len(jid) > LONGEST_JID or joined_at is None:
        return None
    return Sighting(jid, joined_at, _instant(occupant.get("left_at")), _identity(occupant.get("id")))


def _boundaries(body: Mapping[str, object], breakout: str) -> Iterable[Boundary]:
    for key, is_end in (("created_at", False), ("destroyed_at", True)):
        if at := _instant(body.get(key)):
            yield Boundary(at, breakout, is_end)


def _event_name(body: Mapping[str, object]) -> str:
    """The name given, else the one that the content implies."""
    occupant = body.get("occupant")
    implied = [
        (ROOM_DESTROYED, "destroyed_at" in body or "all_occupants" in body),
        (OCCUPANT_LEFT, isinstance(occupant, Mapping) and "left_at" in occupant),
        (OCCUPANT_JOINED, isinstance(occupant, Mapping)),
        (ROOM_CREATED, "created_at" in body),
    ]
    return _text(body.get("event_name")) or next((name for name, holds in implied if holds), "")


def _room_name(body: Mapping[str, object]) -> str:
    """In lower case, as the server keeps it; from the room's address when the name is missing."""
    return (_text(body.get("room_name")) or _text(body.get("room_jid")).partition("@")[0]).lower()
