"""Decisions about calendars over plain values: how far a feed reaches, what of a text may stand in it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

KEPT_BEFORE = timedelta(days=90)
KEPT_AHEAD = timedelta(days=548)  # eighteen months
CANCELLED_KEPT = timedelta(days=60)
EMPTY_AFTER_REVOKING = timedelta(days=30)
STAMP_STEP = timedelta(seconds=1)  # DTSTAMP and LAST-MODIFIED know no less (RFC 5545 §3.3.5)

# What no text of a calendar may hold: controls, of which RFC 5545 §3.1 allows a tab and the line's own end; and halves
# of characters, which no UTF-8 can say.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
LONGEST_TEXT = 4000


@dataclass(frozen=True)
class Options:
    """How a reader wants to read: language, minutes before which to be reminded (0: not), titles that say nothing."""

    language: str = "es"
    reminder_minutes: int = 0
    is_neutral: bool = False


def feed_span(at: datetime) -> tuple[datetime, datetime]:
    """What a feed holds at ``at``: from 90 days ago until in eighteen months, by whole days of UTC.

    Whole days, so that the same calendar asked for twice on a day has the same bytes. A feed is never cut into leaves:
    whatever is missing in it is taken for deleted.
    """
    midnight = datetime.combine(at.astimezone(UTC).date(), time(), UTC)
    return midnight - KEPT_BEFORE, midnight + KEPT_AHEAD


def cancelled_since(at: datetime) -> datetime:
    """Since when a cancelled thing must have been cancelled to be shown as such still."""
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC) - CANCELLED_KEPT


def next_stamp(before: datetime | None, now: datetime) -> datetime:
    """The stamp of a change made at ``now``, in whole seconds and later than the one before: it never goes back."""
    stamp = now.replace(microsecond=0)
    return stamp if before is None else max(stamp, before + STAMP_STEP)


def clean_text(text: str) -> str:
    """One line without controls, at most :data:`LONGEST_TEXT` long."""
    return UNWRITABLE.sub("", " ".join(text.replace("\u2028", " ").split("\n")).replace("\r", " "))[
        :LONGEST_TEXT
    ].strip()


def days_of(start: datetime | date, end: datetime | date, zone: tzinfo) -> list[date]:
    """The days that something touches on the clock of ``zone``; what ends at midnight does not touch the next day."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        first = start.astimezone(zone).date()
        last = (end.astimezone(zone) - timedelta(microseconds=1)).date()
    else:
        first, last = start, end - timedelta(days=1)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def clock_changes(zone: tzinfo, start: datetime, end: datetime) -> list[datetime]:
    """The instants between ``start`` and ``end``, both in UTC, at which clocks in ``zone`` jump; to the second."""
    found, day = [], start
    while day < end:
        next_day = min(day + timedelta(days=1), end)
        if day.astimezone(zone).utcoffset() != next_day.astimezone(zone).utcoffset():
            found.append(_jump(zone, day, next_day))
        day = next_day
    return found


def _jump(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    """The one jump between two instants with different offsets."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=1) // 2)
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
    return after


# --- Secret addresses -------------------------------------------------------------------------------------------------

TOKEN_BYTES = 32  # 256 bits: nobody guesses one (RFC 6819 §5.1.4.2.2 asks for half of it)
HINT_LETTERS = 6
MOST_FEEDS = 20
NOTED_EVERY = timedelta(hours=1)

# What programs call themselves, in the order in which they are looked for.
PROGRAMS = (
    ("google", re.compile(r"google", re.IGNORECASE)),
    ("thunderbird", re.compile(r"thunderbird|lightning", re.IGNORECASE)),
    ("nextcloud", re.compile(r"nextcloud", re.IGNORECASE)),
    ("outlook", re.compile(r"outlook|microsoft|office|exchange", re.IGNORECASE)),
    ("apple", re.compile(r"dataaccessd|calendaragent|ical|ios/|macos|darwin|apple", re.IGNORECASE)),
)


def program_of(agent: str) -> str:
    """The kind of program behind a ``User-Agent`` (RFC 9110 §10.1.5); what it says in full is kept nowhere."""
    return next((name for name, pattern in PROGRAMS if pattern.search(agent)), "other")


def is_to_be_noted(used_at: datetime | None, at: datetime) -> bool:
    """Whether a use is written down: programs ask all day long, and an hour is exact enough."""
    return used_at is None or at - used_at >= NOTED_EVERY
