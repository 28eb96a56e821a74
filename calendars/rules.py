"""Decisions about calendars over plain values: how far a feed reaches, what of a text may stand in it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
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
    """The stamp of a change made at ``now``, in whole seconds and later than the one before: it never goes back.

    Rounded up: whoever was told of a thing in the second in which it then changed has not been told of the change.
    """
    stamp = now.replace(microsecond=0) + (STAMP_STEP if now.microsecond else timedelta())
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


# --- Files of holidays ------------------------------------------------------------------------------------------------

LARGEST_FILE = 512 * 1024  # bytes; ten years of the holidays of a country are a tenth of it
MOST_EVENTS, DEEPEST, LONGEST_LINE = 1000, 4, 8192
LONGEST_HOLIDAY = 14  # days
YEARS_AHEAD = 10
LONGEST_KEY, LONGEST_NAME = 300, 200


@dataclass(frozen=True)
class ReadDay:
    """One day of a file, or (``reason``) why it cannot be taken over. ``key`` is its name among those of the file."""

    key: str
    day: date | None
    name: str
    reason: str = ""


@dataclass(frozen=True)
class KnownDay:
    """A holiday that is kept already."""

    pk: int
    key: str
    day: date
    names: Mapping[str, str]
    is_observed: bool


@dataclass(frozen=True)
class Step:
    """What a file would do with one day: ``add`` it, ``change`` the holiday ``pk``, or ``skip`` it for a reason."""

    deed: str
    read: ReadDay
    reason: str = ""
    pk: int | None = None
    was: str = ""


def fault_of_file(data: bytes) -> str:
    """Why a file is not even opened, as a code; empty where nothing speaks against it.

    A calendar is lines of text (RFC 5545 §3.1). How many things it holds, and one within another, is counted first.
    """
    if len(data) > LARGEST_FILE:
        return "too_large"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "no_calendar"
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR") or "\x00" in text:
        return "no_calendar"
    depth = events = 0
    for line in text.splitlines():
        if len(line) > LONGEST_LINE:
            return "unreadable"
        word = line[:12].upper()
        depth += word.startswith("BEGIN:") - word.startswith("END:")
        events += word.startswith("BEGIN:VEVENT")
        if depth > DEEPEST:
            return "unreadable"
    return "too_many" if events > MOST_EVENTS else "" if events else "nothing_in_it"


def days_read(
    *,
    uid: str,
    name: str,
    first: date | None,
    end: date | None,
    repeats: object,
    is_cancelled: bool,
    today: date,
) -> list[ReadDay]:
    """The days of one event of a file; one with a reason where it is not taken over.

    ``repeats`` is its rule by parts, if it has one: only *every year, without end or exception* is followed, from this
    year on for as long as anybody plans.
    """
    unread = ReadDay(uid, None if isinstance(first, datetime) else first, name[:LONGEST_NAME])
    reason = _why_unread(unread, first, end, repeats, is_cancelled=is_cancelled)
    if reason or first is None:
        return [replace(unread, reason=reason or "no_day")]
    length = (end - first).days if end and end > first else 1
    days = [first + timedelta(days=number) for number in range(length)]
    if repeats:
        years = range(max(today.year, first.year), max(today.year, first.year) + 3)
        days = [other for year in years for day in days if (other := _in_year(day, year))]
    several = len(days) > 1
    found = []
    for day in days:
        key = f"{uid[: LONGEST_KEY - 11]}/{day.isoformat()}" if several and uid else uid[:LONGEST_KEY]
        reason = "past" if day.year < today.year else "far" if day.year > today.year + YEARS_AHEAD else ""
        found.append(ReadDay(key, day, unread.name, reason))
    return found


def _why_unread(read: ReadDay, first: date | None, end: date | None, repeats: object, *, is_cancelled: bool) -> str:
    if is_cancelled:
        return "cancelled"
    if not read.name:
        return "no_name"
    if first is None:
        return "no_day"
    if isinstance(first, datetime) or isinstance(end, datetime):
        return "has_hours"
    if end is not None and (end - first).days > LONGEST_HOLIDAY:
        return "too_long"
    return "" if not repeats or _is_yearly(repeats) else "repeats"


def _is_yearly(repeats: object) -> bool:
    return isinstance(repeats, Mapping) and set(repeats) == {"FREQ"} and list(repeats["FREQ"]) == ["YEARLY"]


def _in_year(day: date, year: int) -> date | None:
    """The same day of another year; the 29th of February is there in leap years alone."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def plan_of(read: Iterable[ReadDay], known: Collection[KnownDay], language: str) -> list[Step]:
    """What a file would do, day by day, in its order; done twice it is done once.

    A holiday is recognised by the file's own name for it, else by day and name in either language. One that somebody
    took out here stays out. ``language`` is the one that the file is written in.
    """
    by_key = {each.key: each for each in known if each.key}
    by_name: dict[tuple[date | None, str], KnownDay]
    by_name = {(each.day, name.casefold()): each for each in known for name in each.names.values() if name}
    steps: list[Step] = []
    seen: set[tuple[object, str]] = set()
    for one in read:
        marks: set[tuple[object, str]] = {(one.day, one.name.casefold())}
        marks |= {("key", one.key)} if one.key else set()
        if one.reason:
            steps.append(Step("skip", one, one.reason))
        elif marks & seen:
            steps.append(Step("skip", one, "twice"))
        else:
            steps.append(_step(one, by_key.get(one.key), by_name.get((one.day, one.name.casefold())), language))
            seen |= marks
    return steps


def _step(one: ReadDay, by_key: KnownDay | None, by_name: KnownDay | None, language: str) -> Step:
    known = by_key or by_name
    if known is None:
        return Step("add", one)
    if not known.is_observed:
        return Step("skip", one, "taken_out", known.pk)
    if known is by_name:
        return Step("skip", one, "same", known.pk)
    if by_name is not None:
        return Step("skip", one, "same", by_name.pk)
    was = known.names.get(language, "") or next(iter(known.names.values()))
    return Step("change", one, pk=known.pk, was=f"{known.day.isoformat()} {was}")
