"""The contract of calendars: what each app tells of the things that have an hour or a day, as plain values.

A :class:`Source` answers four questions. ``entries`` gives the things that a calendar holds. ``marks`` gives the mark
of each of them alone: a feed that has not changed is recognised without being built. ``busy``
gives when people cannot take on anything else, ``hours`` when one thing would take their time. Each asks the database a
fixed number of questions, whatever there is to tell. ``training_platform/wiring.py`` lists the sources.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class Window(NamedTuple):
    """From an instant (included) until another (not)."""

    start: datetime
    end: datetime


class Words(NamedTuple):
    """The same words in both languages; a missing one is stood in for by the other."""

    es: str
    en: str = ""

    def said_in(self, language: str) -> str:
        """In ``es`` or ``en``."""
        return (self.en or self.es) if language == "en" else (self.es or self.en)


NO_WORDS = Words("")


class Kind(StrEnum):
    """What sort of thing an entry is: a session with hours, the days of a workshop, an hour until which to act, a room
    or an item booked for some hours.
    """

    SESSION = "session"
    WORKSHOP = "workshop"
    DEADLINE = "deadline"
    BOOKING = "booking"


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """One thing in a calendar, for any reader and in every language.

    ``uid`` never changes and is never used again (RFC 5545 §3.8.4.7, RFC 7986 §5.3). ``sequence`` counts the changes of
    time, place or state (RFC 5545 §3.8.7.4); ``stamped_at`` is the instant of the last change that shows at all
    (§3.8.7.2, §3.8.7.3). ``starts_at`` and ``ends_at`` are instants, or days for what lasts whole days, the end not
    included (§3.6.1). ``zone`` is the IANA name of the host's time zone, in which instants are written. ``addresses``
    are pages of the platform, never a room; ``city`` is empty where nobody meets. ``mark`` is another one whenever
    anything of all this is; a source tells it by itself too (:mod:`calendars.marks`). Two entries are the same only if
    they are one object, so that what is made of one can be kept with it.
    """

    mark: str

    uid: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime | date
    ends_at: datetime | date
    zone: str
    title: Words
    addresses: Words
    kind: Kind = Kind.SESSION
    about: Words = NO_WORDS
    area: Words = NO_WORDS
    area_code: str = ""
    country: Words = NO_WORDS
    country_code: str = ""
    modality: str = ""
    host_city: str = ""
    city: str = ""
    has_video: bool = False
    is_cancelled: bool = False

    @property
    def is_whole_days(self) -> bool:
        """Whether it has days and no hours."""
        return not isinstance(self.starts_at, datetime)


@dataclass(frozen=True)
class Ask:
    """What a calendar is to hold: everything that ``user`` may see in the window, narrowed by what is not empty.

    ``user`` is ``None`` for the public, who see the days of workshops and no timetable. ``mine`` leaves what the user
    takes part in. ``with_deadlines`` adds the hours until which the user has something to do. Cancelled things are kept
    until they are ``cancelled_since`` or older; ``None`` leaves them all out.
    """

    window: Window
    user: object | None = None
    mine: bool = False
    area: str = ""
    country: str = ""
    workshop: str = ""
    modality: str = ""
    with_deadlines: bool = False
    cancelled_since: datetime | None = None


@dataclass(frozen=True)
class Busy:
    """A span in which somebody is taken: ``title`` in the active language, ``url`` the page that says more.

    ``about`` is the title of the workshop that it belongs to and ``workshop`` its code. ``by_days``: the workshop has
    no timetable yet, so that all of its days are taken.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    url: str
    uid: str
    about: str = ""
    workshop: str = ""
    by_days: bool = False

    def overlaps(self, windows: Collection[Window]) -> bool:
        """Whether it shares an instant with one of them; touching is no conflict."""
        return any(self.starts_at < window.end and self.ends_at > window.start for window in windows)


ENTRIES_KEPT = 8192  # of one process

Taken = dict[UUID, list[Busy]]
"""When each person is taken, by person; whoever is free is not in it."""


@dataclass(frozen=True)
class Choice:
    """One thing by which calendars can be narrowed, under the code by which an :class:`Ask` names it."""

    code: str
    words: Words


@dataclass(frozen=True)
class Source:
    """What one app tells. ``choices`` gives areas, countries and workshops, by the names of the Ask's fields."""

    marks: Callable[[Ask], list[str]]
    entries: Callable[[Ask], list[Entry]]
    busy: Callable[[Collection[UUID], Window], Taken] = lambda _people, _window: {}
    hours: Callable[[str], list[Window]] = lambda _workshop: []
    choices: Callable[[], dict[str, list[Choice]]] = dict


def sources() -> list[Source]:
    """Every source, as wired."""
    return import_string(settings.CALENDAR_SOURCES)


def marks(ask: Ask) -> list[str]:
    """What changes whenever the calendar of ``ask`` changes; in no particular order."""
    return [mark for source in sources() for mark in source.marks(ask)]


def entries(ask: Ask) -> list[Entry]:
    """What the calendar of ``ask`` holds, by when it begins; the same order at every reading."""
    found = [entry for source in sources() for entry in source.entries(ask)]
    found.sort(key=_place)
    return found


_kept: dict[str, Entry] = {}  # by mark


def entries_told(ask: Ask, told: list[str]) -> list[Entry]:
    """The same, of which the marks were just told: what this process has made before is not asked for again."""
    known = [_kept.get(mark) for mark in told]
    if None not in known:
        return sorted((entry for entry in known if entry), key=_place)
    found = entries(ask)
    if len(_kept) + len(found) > ENTRIES_KEPT:
        _kept.clear()
    _kept.update((entry.mark, entry) for entry in found)
    return found


def _place(entry: Entry) -> tuple[str, str]:
    """Days stand before the hours in them; the UID settles what begins at once."""
    start = entry.starts_at
    return f"{start:%Y%m%dT%H%M%S}" if isinstance(start, datetime) else f"{start:%Y%m%d}", entry.uid


def busy(person, window: Window) -> list[Busy]:  # noqa: ANN001 - a Person, whom this floor need not load
    """When ``person`` is taken within ``window``, by when it begins; cancelled things take nobody's time.

    Asked wherever somebody is about to take something on. Plain values: titles in the active language, instants. One
    question for each registered source. A span that only touches the window is no conflict.
    """
    return busy_among([person.pk], window).get(person.pk, [])


def busy_among(people: Collection[UUID], window: Window) -> Taken:
    """The same of many people, in as many questions as of one."""
    found: Taken = {}
    for source in sources() if people else []:
        for person, spans in source.busy(people, window).items():
            found.setdefault(person, []).extend(spans)
    for spans in found.values():
        spans.sort(key=lambda span: (span.starts_at, span.ends_at, span.uid))
    return found


def hours(workshop: str) -> list[Window]:
    """The hours of the timetable of a workshop, by its code; none where there is no timetable."""
    return sorted(window for source in sources() for window in source.hours(workshop))


def choices() -> dict[str, list[Choice]]:
    """By what calendars can be narrowed: ``{"area": […], "country": […], "workshop": […], "modality": […]}``."""
    found: dict[str, list[Choice]] = {}
    for source in sources():
        for name, options in source.choices().items():
            found.setdefault(name, []).extend(options)
    return found
