"""Decisions over plain values: who may enter and when, how long somebody was there, and what that comes to.

Time is counted in whole seconds. Present time is the union of a person's stays, so two tabs are one presence, and
gaps are never bridged. It is clipped to the planned beginning … the earlier of the planned and the real end, and
divided by the length of that same window. What somebody missed of a declared incident leaves the divisor, what was
sat in it still counts: nobody loses minutes in it, and nobody's per cent falls by it. Percentages are cut off, never
rounded up: 79.99 is not 80. A client that vanishes is noticed by the video server up to a minute late: its end is taken
as posted.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

MODERATORS_EARLIER = timedelta(minutes=30)
SETTLED_AFTER = timedelta(minutes=45)
LATE_AFTER = timedelta(minutes=10)
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


class Weighed:
    """For whatever has ``present_seconds`` of ``counted_seconds``: the same in minutes and per cent."""

    present_seconds: int
    counted_seconds: int

    @property
    def minutes(self) -> int:
        """Whole minutes present."""
        return self.present_seconds // 60

    @property
    def counted_minutes(self) -> int:
        """Whole minutes that count."""
        return self.counted_seconds // 60

    @property
    def percent(self) -> Decimal:
        """Of this session, cut off at the hundredth."""
        return present_percent(self.present_seconds, self.counted_seconds)


@dataclass(frozen=True)
class Presence(Weighed):
    """How long somebody was there, of how long it counts, and the intervals that say so."""

    present_seconds: int
    counted_seconds: int
    intervals: list[Interval]


def presence(stays: Iterable[Interval], window: Interval, incidents: Iterable[Interval] = ()) -> Presence:
    """Union, clipped to the window, of the window less what was missed of ``incidents``."""
    intervals = clip(union(stays), window)
    missed = without(union(clip(incidents, window)), intervals)
    return Presence(seconds(intervals), seconds(clip([window], window)) - seconds(missed), intervals)


def overlap(one: Iterable[Interval], other: Iterable[Interval]) -> list[Interval]:
    """What lies in both."""
    limits = union(other)
    return union(part for interval in union(one) for part in clip(limits, interval))


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


# --- The verdict --------------------------------------------------------------------------------------------------


class Source(StrEnum):
    """Where a row of evidence comes from."""

    POSTS = "posts"  # the video server told of it
    RESOLVED = "resolved"  # the same, of an occupant without a name, whom who leads the session recognised
    SITE = "site"  # before the screen of a connected site
    DOOR = "door"  # signed in at the door of the room where it is held
    SHEET = "sheet"  # typed in from a printed sheet
    MANUAL = "manual"  # ticked: the whole session


class Repair(StrEnum):
    """What a verdict rests on that nobody told."""

    END_INFERRED = "inferred"  # the end of a stay follows from the end of the room
    END_OPEN = "open"  # nobody told of an end: it is taken as the end of the session
    RESOLVED = "resolved"  # a person said who an occupant without a name was


@dataclass(frozen=True)
class Evidence:
    """One thing that was seen of one person. ``ends_at`` empty: until the end.

    What was seen before the screen of a ``site`` counts only while that site was connected.
    """

    source: Source
    starts_at: datetime
    ends_at: datetime | None = None
    site: uuid.UUID | None = None
    repair: Repair | None = None


@dataclass(frozen=True)
class Sitting:
    """A session and its rule: what is counted, where nobody loses minutes, from which per cent on one is present."""

    window: Interval
    threshold: Decimal
    incidents: tuple[Interval, ...] = ()
    connections: tuple[tuple[uuid.UUID, Interval], ...] = ()
    """When each site was connected."""


@dataclass(frozen=True)
class Judgement:
    """What the evidence comes to."""

    verdict: str
    presence: Presence
    is_late: bool
    repairs: tuple[Repair, ...]
    sources: tuple[Source, ...]


def spans_of_evidence(evidence: Iterable[Evidence], sitting: Sitting, *, until: datetime) -> list[Interval]:
    """When the person was there; what has no end runs ``until`` then. At a site: while it was connected."""
    spans: list[Interval] = []
    for row in evidence:
        span = (row.starts_at, row.ends_at or until)
        if row.site is None:
            spans.append(span)
        else:
            spans += overlap([span], [when for site, when in sitting.connections if site == row.site])
    return spans


def judge(
    evidence: Iterable[Evidence], sitting: Sitting, *, is_excused: bool = False, until: datetime | None = None
) -> Judgement:
    """The verdict on one person: of evidence, session and rule, and of nothing else (R23, C3, C4).

    Neither the order of the evidence nor telling it twice changes it. An accepted excuse takes the session out of the
    divisor, unless the person was present all the same. Late is a label: the per cent alone decides.
    """
    rows = sorted(set(evidence), key=lambda row: (row.source, row.starts_at, str(row.ends_at), str(row.site)))
    spans = spans_of_evidence(rows, sitting, until=until or sitting.window[1])
    measured = presence(spans, sitting.window, sitting.incidents)
    verdict = verdict_of(measured.present_seconds, measured.counted_seconds, sitting.threshold)
    if is_excused and verdict != "present":
        verdict, measured = "excused", Presence(0, 0, measured.intervals)
    first = measured.intervals[0][0] if measured.intervals else None
    missed = without([(sitting.window[0], first)], sitting.incidents) if first else []
    return Judgement(
        verdict=verdict,
        presence=measured,
        is_late=verdict != "excused" and seconds(missed) > LATE_AFTER.total_seconds(),
        repairs=tuple(sorted({row.repair for row in rows if row.repair})),
        sources=tuple(sorted({row.source for row in rows})),
    )


# --- The rule of a workshop ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Course:
    """How far somebody has come in a workshop: per cent reached, per cent still possible, per cent asked for.

    ``needed_seconds`` is what is still to be sat of ``coming_seconds``; ``missed`` says that a mandatory session was
    not attended.
    """

    reached: Decimal
    possible: Decimal
    asked: Decimal
    needed_seconds: int
    coming_seconds: int
    missed: bool

    @property
    def needed_minutes(self) -> int:
        """Whole minutes, a begun one counted."""
        return -(-self.needed_seconds // 60)

    @property
    def coming_minutes(self) -> int:
        return self.coming_seconds // 60

    @property
    def is_met(self) -> bool:
        """Whatever is still to come, the rule is met."""
        return not self.missed and self.needed_seconds <= 0

    @property
    def can_be_met(self) -> bool:
        return not self.missed and self.possible >= self.asked


@dataclass(frozen=True)
class SessionSum:
    """One session that counts, for one person: settled, or still to come with ``present_seconds`` of nought.

    ``verdict`` is empty where there is none yet.
    """

    present_seconds: int
    counted_seconds: int
    is_settled: bool
    is_mandatory: bool = False
    verdict: str = ""


def misses_mandatory(rows: Iterable[SessionSum]) -> bool:
    """Whether a mandatory session is settled in which the person was neither present nor excused."""
    return any(row.is_mandatory and row.is_settled and row.verdict not in ("present", "excused") for row in rows)


def course_of(sessions: Iterable[SessionSum], asked: Decimal) -> Course:
    """Reached so far, possible if every minute to come is sat, and what is needed of it."""
    rows = list(sessions)
    done = [row for row in rows if row.is_settled]
    present, counted = sum(row.present_seconds for row in done), sum(row.counted_seconds for row in done)
    coming = sum(row.counted_seconds for row in rows if not row.is_settled)
    target = -(-(asked * (counted + coming)) // 100)  # rounded up: a second too few fails
    return Course(
        reached=present_percent(present, counted),
        possible=present_percent(present + coming, counted + coming),
        asked=asked,
        needed_seconds=max(0, int(target) - present),
        coming_seconds=coming,
        missed=misses_mandatory(rows),
    )


@dataclass(frozen=True)
class SheetRow:
    """One row of a printed sheet: who signed, from when until when."""

    person: uuid.UUID
    starts_at: datetime
    ends_at: datetime


# --- Codes that turn ----------------------------------------------------------------------------------------------

CODE_SECONDS = 60


def code_window(at: datetime) -> int:
    """The number of the minute in which a code on a screen is made."""
    return int(at.timestamp()) // CODE_SECONDS


def is_code_current(window: int, at: datetime) -> bool:
    """A code is good in its own minute and in the next, for whoever was just reading it."""
    return code_window(at) - window in (0, 1)
