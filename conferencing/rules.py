"""How what the video server tells is read and folded into stays: over plain values, whatever its order.

A post, or a reading of the roster, tells of *sightings* (an occupant, since when, seen until when, perhaps gone when)
and of *limits* (by when somebody was out: the room ended or was begun anew, the server was started anew, the roster no
longer named the connection, the connection joined again). A stay's end is the exact one that any post told. Without
one, a stay that some limit ends is closed at the last instant for which there is a proof that it was inside: so nobody
is ever credited with more than was sat. All is the same whatever came first, twice or not at all.
"""

import hashlib
import json
import math
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

ROOM_CREATED = "muc-room-created"
ROOM_DESTROYED = "muc-room-destroyed"
OCCUPANT_JOINED = "muc-occupant-joined"
OCCUPANT_LEFT = "muc-occupant-left"
ROOM_EVENTS = (ROOM_CREATED, ROOM_DESTROYED)
PERSONAL_KEYS = frozenset({"name", "email", "avatar", "avatarurl", "avatar_url", "displayname", "display_name", "nick"})
LONGEST_JID = 200
RACE = timedelta(seconds=1)
"""Instants are whole seconds: who joined in the very second of a reading may be missing in it."""
LARGEST_SKEW = timedelta(minutes=10)
WATCHED_EVERY = timedelta(seconds=150)
"""A longer time between two readings of the roster is told as not watched."""
CANONICAL_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Evidence(StrEnum):
    """What a stay was known from."""

    EVENT_SYNC = "event_sync"
    ROSTER_POLL = "roster_poll"


@dataclass(frozen=True)
class Sighting:
    """One occupant as it was told once.

    ``left_at`` is exact where it stands; ``seen_at`` is the last instant that proves it inside (``None``: when it
    joined); ``identity`` came from our token; ``breakout`` is empty in the main room.
    """

    occupant_jid: str
    joined_at: datetime
    left_at: datetime | None = None
    identity: uuid.UUID | None = None
    breakout: str = ""
    seen_at: datetime | None = None
    evidence: Evidence = Evidence.EVENT_SYNC

    @property
    def key(self) -> "StayKey":
        """Which stay it is a sighting of."""
        return (self.breakout, self.occupant_jid, self.joined_at)


class Limit(Protocol):
    """Something that shows by when a stay was over."""

    def gone_by(self, key: "StayKey") -> datetime | None:
        """By when that stay was over; ``None`` when this says nothing of it."""


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

    def gone_by(self, key: "StayKey") -> datetime | None:
        """See :class:`Limit`."""
        return self.at if self.ends(key[0], key[2]) else None


@dataclass(frozen=True)
class Reading:
    """The roster of one room, unchanged from ``first_at`` to ``last_at`` by the server's clock.

    ``present`` are the stays it names; whoever joined more than a second before and is not named was out by then.
    ``started_at`` is since when the server had been running: whoever joined before was put out by its restart.
    """

    first_at: datetime
    last_at: datetime
    started_at: datetime
    present: frozenset["StayKey"]

    def gone_by(self, key: "StayKey") -> datetime | None:
        """See :class:`Limit`."""
        if key in self.present:
            return None
        if key[2] < self.started_at:
            return self.started_at
        return next((at for at in (self.first_at, self.last_at) if key[2] < at - RACE), None)


@dataclass(frozen=True)
class Post:
    """A body in plain values. Breakouts bear the main room's name."""

    event_name: str
    room_name: str
    breakout: str
    sightings: tuple[Sighting, ...]
    boundaries: tuple[Boundary, ...]


@dataclass(frozen=True)
class StayState:
    """What is known of one stay.

    An end that is not exact is the last proof, ``seen_at``, and stands where ``gone_by`` says by when it was over.
    """

    left_at: datetime | None = None
    left_exactly: bool = False
    identity: uuid.UUID | None = None
    seen_at: datetime | None = None
    gone_by: datetime | None = None
    evidence: Evidence = Evidence.ROSTER_POLL


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
    gone_by: datetime | None
    evidence: Evidence


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
    ended_at = _instant(body.get("destroyed_at"))
    return Post(
        event_name=_event_name(body)[:50],
        room_name=_room_name(body)[:LONGEST_JID],
        breakout=breakout,
        sightings=tuple(seen for entry in occupants if (seen := _sighting(entry, breakout, ended_at))),
        boundaries=tuple(_boundaries(body, breakout)),
    )


def fold_sighting(known: StayState, seen: Sighting) -> StayState:
    """What is known after one more sighting: the latest exact end and proof, the identity once one was given."""
    told = [known.left_at if known.left_exactly else None, seen.left_at and max(seen.left_at, seen.joined_at)]
    ends = [end for end in told if end]
    people = [person for person in (known.identity, seen.identity) if person]
    proofs = [proof for proof in (known.seen_at, seen.seen_at, seen.joined_at) if proof]
    return replace(
        known,
        left_at=max(ends) if ends else known.left_at,
        left_exactly=bool(ends),
        identity=min(people) if people else None,
        seen_at=max(proofs),
        evidence=min(known.evidence, seen.evidence),
    )


def fold_limits(key: StayKey, known: StayState, limits: Iterable[Limit]) -> StayState:
    """Close a stay whose leaving nobody posted, at its last proof, where any limit shows that it is over."""
    if known.left_exactly:
        return replace(known, gone_by=None)
    told = [known.gone_by, *(limit.gone_by(key) for limit in limits)]
    gone_by = min((at for at in told if at), default=None)
    return replace(known, left_at=(known.seen_at or key[2]) if gone_by else None, gone_by=gone_by)


def ended_by(boundaries: Iterable[Boundary]) -> datetime | None:
    """When the main room ended last; ``None`` where it never did or was begun anew since."""
    of_room = [boundary for boundary in boundaries if not boundary.breakout]
    ended = max((boundary.at for boundary in of_room if boundary.is_end), default=None)
    begun = max((boundary.at for boundary in of_room if not boundary.is_end), default=None)
    return ended if ended and (begun is None or begun <= ended) else None


def fold(
    known: Mapping[StayKey, StayState], sightings: Iterable[Sighting], limits: Iterable[Limit]
) -> dict[StayKey, StayState]:
    """The stays that ``sightings`` and ``limits`` make new or different.

    ``known`` must hold the stays of the connections that are seen and, where a limit is new, every stay whose end is
    not exact; ``limits`` must hold all that are known of the stays that are new.
    """
    after = dict(known)
    for seen in sightings:
        after[seen.key] = fold_sighting(after.get(seen.key, StayState()), seen)
    again = _joined_again(after)
    told = list(limits)
    folded = {key: fold_limits(key, state, [*told, *again.get(key, ())]) for key, state in after.items()}
    return {key: state for key, state in folded.items() if known.get(key) != state}


def fold_post(known: Mapping[StayKey, StayState], post: Post, limits: Iterable[Limit]) -> dict[StayKey, StayState]:
    """The stays that ``post`` makes new or different; ``limits`` are all that are known, the post's own included."""
    return fold(known, post.sightings, limits)


def within(post: Post, since: datetime, until: datetime) -> Post:
    """The post without what cannot be true of a room opened ``since`` and told of at ``until``, give or take a skew."""
    first, last = since - LARGEST_SKEW, until + LARGEST_SKEW
    return replace(
        post,
        sightings=tuple(
            replace(seen, left_at=None) if seen.left_at and seen.left_at > last else seen
            for seen in post.sightings
            if first <= seen.joined_at <= last
        ),
        boundaries=tuple(boundary for boundary in post.boundaries if first <= boundary.at <= last),
    )


def _joined_again(stays: Iterable[StayKey]) -> dict[StayKey, list[Boundary]]:
    """For each stay whose own connection joined the same room again: it was out before."""
    found: dict[StayKey, list[Boundary]] = {}
    for earlier, later in pairwise(sorted(stays)):
        if earlier[:2] == later[:2]:
            found[earlier] = [Boundary(later[2], later[0], is_end=False)]
    return found


def repairs_of(stays: Iterable[ToldStay], readings: Sequence[Reading] = ()) -> list[Repair]:
    """What had to be mended to know ``stays``, and what could not be, in the order of time.

    ``readings`` are all of the room's roster, in the order of time.
    """
    known = list(stays)
    found = [repair for stay in known for repair in _repairs_of_stay(stay)]
    if known:
        found += _repairs_of_watch(min(stay.joined_at for stay in known), readings)
    return sorted(found, key=lambda repair: (repair.at, repair.code))


def _repairs_of_stay(stay: ToldStay) -> Iterable[Repair]:
    if stay.evidence == Evidence.ROSTER_POLL:
        yield Repair(RepairCode.JOIN_FOUND, stay.joined_at, stays=1)
    if not stay.left_exactly:
        code = RepairCode.END_INFERRED if stay.left_at else RepairCode.END_UNKNOWN
        yield Repair(code, stay.left_at or stay.joined_at, stay.gone_by, stays=1)


def _repairs_of_watch(since: datetime, readings: Sequence[Reading]) -> Iterable[Repair]:
    """Restarts of the server, and the times when its roster was not read."""
    if not readings:
        yield Repair(RepairCode.NOT_WATCHED, since)
    for started_at in sorted({reading.started_at for reading in readings if reading.started_at > since}):
        yield Repair(RepairCode.SERVER_RESTARTED, started_at)
    for earlier, later in pairwise(readings):
        if earlier.present and later.first_at - earlier.last_at > WATCHED_EVERY:
            yield Repair(RepairCode.NOT_WATCHED, earlier.last_at, later.first_at, stays=len(earlier.present))


def _clean(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL cannot store."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def number_in(text: str) -> int | None:
    """A whole number as text, also as Lua writes it (``7.0``); ``None`` when it is none or no key of ours."""
    found = re.fullmatch(r"(\d{1,18})(?:\.0+)?", text)
    return int(found[1]) if found else None


def _instant(value: object) -> datetime | None:
    """Whole UNIX seconds as a number or as text; anything else is nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return datetime.fromtimestamp(int(float(value)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def identity_in(value: object) -> uuid.UUID | None:
    """One of ours: only ever the UUID that our own token carried."""
    return uuid.UUID(value) if isinstance(value, str) and CANONICAL_UUID.fullmatch(value) else None


def _sighting(occupant: object, breakout: str, ended_at: datetime | None) -> Sighting | None:
    """``ended_at``: the room's own end, at which whoever is told without a leave was still inside."""
    if not isinstance(occupant, Mapping):
        return None
    jid, joined_at = _text(occupant.get("occupant_jid")), _instant(occupant.get("joined_at"))
    if not jid or len(jid) > LONGEST_JID or joined_at is None:
        return None
    left_at = _instant(occupant.get("left_at"))
    seen_at = ended_at if ended_at and not left_at and "left_at" not in occupant else None
    return Sighting(jid, joined_at, left_at, identity_in(occupant.get("id")), breakout, seen_at)


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
