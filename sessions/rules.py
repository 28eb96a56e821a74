"""Decisions over plain values: who may enter and when, how long somebody was there, and what that comes to.

Time is counted in whole seconds. Present time is the union of a person's stays, so two tabs are one presence, and
gaps are never bridged. It is clipped to the planned beginning … the earlier of the planned and the real end, and
divided by the length of that same window; intervals excused by a declared incident leave both. Percentages are cut
off, never rounded up: 79.99 is not 80. A client that vanishes is noticed by the video server up to a minute late:
its end is taken as posted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

MODERATORS_EARLIER = timedelta(minutes=30)
SETTLED_AFTER = timedelta(minutes=45)
HUNDREDTH = Decimal("0.01")

Interval = tuple[datetime, datetime]


class Refusal(StrEnum):
    """Why somebody cannot enter."""

    NOT_ENROLLED = "not_enrolled"
    WAITING = "waiting"
    FULL = "full"
    CANCELLED = "cancelled"
    SETTLED = "settled"
    OVER = "over"
    NOT_YET = "not_yet"
    NO_VIDEO = "no_video"
    CONSENT = "consent"
    REVOKED = "revoked"
    TAKEN_ELSEWHERE = "taken_elsewhere"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True)
class Opening:
    """From when (included) until when (not) a room can be entered; whoever leads may enter earlier."""

    opens_at: datetime
    leaders_from: datetime
    closes_at: datetime


def opening_of(starts_at: datetime, ends_at: datetime, *, before: int, after: int) -> Opening:
    """Minutes ``before`` the beginning and ``after`` the end (C1)."""
    opens_at = starts_at - timedelta(minutes=before)
    return Opening(opens_at, opens_at - MODERATORS_EARLIER, ends_at + timedelta(minutes=after))


def joining_refusal(
    *, state: str, seat: str, takes_part: bool, leads: bool, has_video: bool, opening: Opening, at: datetime
) -> Refusal | None:
    """Why somebody is not let in at ``at``; ``None`` lets them in. Rights come first, then the hour.

    ``seat`` is the state of their live enrolment or empty; ``takes_part``: they have a part in the session; ``leads``:
    they moderate it.
    """
    may_enter = leads or takes_part or seat in ("nominated", "offered", "confirmed")
    reasons = [
        (Refusal.WAITING, not may_enter and seat == "waiting"),
        (Refusal.NOT_ENROLLED, not may_enter),
        (Refusal.CANCELLED, state == "cancelled"),
        (Refusal.SETTLED, state == "settled"),
        (Refusal.OVER, at >= opening.closes_at),
        (Refusal.NOT_YET, at < (opening.leaders_from if leads else opening.opens_at)),
        (Refusal.NO_VIDEO, not has_video),
    ]
    return next((reason for reason, holds in reasons if holds), None)


def guest_refusal(
    *, state: str, is_revoked: bool, is_elsewhere: bool, has_video: bool, opening: Opening, at: datetime
) -> Refusal | None:
    """Why a guest is not let in at ``at``; ``None`` lets them as far as the lobby.

    ``is_elsewhere``: another browser took the invitation into use.
    """
    reasons = [
        (Refusal.REVOKED, is_revoked),
        (Refusal.CANCELLED, state == "cancelled"),
        (Refusal.OVER, state == "settled" or at >= opening.closes_at),
        (Refusal.TAKEN_ELSEWHERE, is_elsewhere),
        (Refusal.NOT_YET, at < opening.opens_at),
        (Refusal.NO_VIDEO, not has_video),
    ]
    return next((reason for reason, holds in reasons if holds), None)


def counted_window(starts_at: datetime, ends_at: datetime, ended_at: datetime | None) -> Interval:
    """Planned beginning … the earlier of the planned and the real end. Empty when it ended before it began."""
    end = min(ends_at, ended_at or ends_at)
    return starts_at, max(starts_at, end)


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """In order, without overlaps; those that touch become one, gaps stay."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def clip(intervals: Iterable[Interval], window: Interval) -> list[Interval]:
    """What of them lies in the window."""
    clipped = [(max(start, window[0]), min(end, window[1])) for start, end in intervals]
    return [(start, end) for start, end in clipped if end > start]


def without(intervals: Iterable[Interval], holes: Iterable[Interval]) -> list[Interval]:
    """What is left of them outside ``holes``."""
    left = list(intervals)
    for hole_start, hole_end in union(holes):
        before = [(start, min(end, hole_start)) for start, end in left]
        after = [(max(start, hole_end), end) for start, end in left]
        left = sorted((start, end) for start, end in before + after if end > start)
    return left


def seconds(intervals: Iterable[Interval]) -> int:
    """Whole seconds in all; the intervals must not overlap."""
    return int(sum((end - start for start, end in intervals), timedelta()).total_seconds())


@dataclass(frozen=True)
class Presence:
    """How long somebody was there, of how long it counts, and the intervals that say so."""

    present_seconds: int
    counted_seconds: int
    intervals: list[Interval]

    @property
    def percent(self) -> Decimal:
        return present_percent(self.present_seconds, self.counted_seconds)


def presence(stays: Iterable[Interval], window: Interval, excused: Iterable[Interval] = ()) -> Presence:
    """Union, clipped to the window, less what is excused."""
    excused = list(excused)
    intervals = without(clip(union(stays), window), excused)
    counted = without(clip([window], window), excused)
    return Presence(seconds(intervals), seconds(counted), intervals)


def present_percent(present_seconds: int, counted_seconds: int) -> Decimal:
    """Of one session, to the hundredth, cut off; nought where nothing counts."""
    if not counted_seconds:
        return Decimal("0.00")
    return (Decimal(100 * present_seconds) / Decimal(counted_seconds)).quantize(HUNDREDTH, rounding=ROUND_DOWN)


def award_percent(sessions: Iterable[tuple[int, int]]) -> Decimal:
    """Over the sum of the seconds of all sessions that count: ``(present_seconds, counted_seconds)`` of each."""
    rows = list(sessions)
    return present_percent(sum(present for present, _counted in rows), sum(counted for _present, counted in rows))


def verdict_of(present_seconds: int, counted_seconds: int, threshold: Decimal) -> str:
    """``present`` from the workshop's threshold (%) on, ``partial`` below it, ``absent`` for no second at all."""
    if not present_seconds:
        return "absent"
    return "present" if present_percent(present_seconds, counted_seconds) >= threshold else "partial"
