"""What a calendar answered is remembered by each process, as long as nothing that calendars show has changed.

The word for *nothing has changed* is ``settings.CALENDAR_VERSION``, which all processes share and every writing of rows
that calendars show renews (docs/decisions/0067-a-calendar-remembers-what-it-said.md). What changes by the clock alone
is part of the question: the days of the window, and what the reader is, wherever that decides what the calendar holds.
An answer is forgotten when the hour is over, whatever the version says: a calendar calls itself an hour old at most.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from calendars.feeds import validator_of
from calendars.rules import Options
from calendars.sources import Ask, Entry, entries_told, marks
from network.querysets import standing_of

MOST_ANSWERS = 1024  # of one process; one of 300 entries weighs 3 kB, for entries are kept once
SECONDS_KEPT = 3600

Moment = tuple[str, int]


@dataclass(slots=True)
class Said:
    """The entity tag of a calendar, and its entries once somebody had to be told them."""

    name: str
    options: Options
    tag: str
    found: list[Entry] | None = None

    def entries(self, ask: Ask, told: list[str] | None) -> list[Entry]:
        """What the calendar holds; the tag is then of the very entries given. ``told`` as :func:`recognise` gave it."""
        if self.found is None:
            found = entries_told(ask, marks(ask) if told is None else told)
            self.tag = validator_of([entry.mark for entry in found], name=self.name, options=self.options)
            self.found = found
        return self.found


class _Shelf:
    """The answers of one moment; those of another are let go."""

    def __init__(self) -> None:
        self.kept: tuple[Moment | None, dict[Any, Said]] = (None, {})

    def of(self, moment: Moment) -> dict[Any, Said]:
        """Where answers stand that were begun at that moment: a change since then has put up another one."""
        kept_at, answers = self.kept
        if kept_at != moment or len(answers) >= MOST_ANSWERS:
            answers = {}
            self.kept = moment, answers
        return answers


_shelf = _Shelf()


def recognise(ask: Ask, *, name: str, options: Options) -> tuple[Said, list[str] | None]:
    """What the calendar of ``ask`` says, and the marks it was told by; ``None`` where it was remembered.

    At most one question where it is remembered, and one more where what the reader is decides what it holds.
    """
    moment = _now()
    answers = {} if moment is None else _shelf.of(moment)
    key = (name, options, ask, ask.user and ask.user.person_id, _reader(ask))
    if said := answers.get(key):
        return said, None
    told = marks(ask)
    said = answers[key] = Said(name, options, validator_of(told, name=name, options=options))
    return said, told


def _now() -> Moment | None:
    """The version and the hour; ``None`` without a version, or in a transaction, which sees what others do not."""
    if connection.in_atomic_block:
        return None
    try:
        version = import_string(settings.CALENDAR_VERSION).current()
    except DatabaseError:
        return None  # the calendar itself will say so
    return (version, int(timezone.now().timestamp() // SECONDS_KEPT)) if version else None


def _reader(ask: Ask) -> str:
    """What decides what the reader may see: roles begin and end by themselves. What one takes part in asks for none."""
    return "" if ask.user is None or (ask.mine and not ask.with_deadlines) else repr(standing_of(ask.user))
