"""The contract between an app and the one way in which spreadsheets go out and come in.

An app says in its ``in_sheets.py`` what goes into a sheet: a :class:`Contract` by name, which opens to somebody, about
something (a workshop, say), as an :class:`OpenSheet`: its columns, its rows on their way out, and what becomes of rows
that come in. ``training_platform/wiring.py`` lists the contracts (``IMPORT_CONTRACTS``). What is the same for all of
them stands beside this module: how a file is read, which heading is which column, the dry run, the batch, its undoing.

Access is the app's: a contract opens to those alone who may, a row goes out only if they see it, and a row that comes
in touches only what they may change. What they may not change is *not found here*, whether it is there or not.
"""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from foundations.audit.actions import Actor
from foundations.spreadsheets.words import in_every_language

Words = str | Promise
Value = str | int | Decimal | date | bool | None
ID, VERSION = "id", "row_version"
NOT_FOUND = _("Not found here.")
CHANGED_SINCE = _("This record was changed after the file was made: export it again, or leave the row out.")
NOT_KNOWN = _("Not known: %(value)s.")


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Column:
    """One column. ``label`` is its heading; ``aliases`` are headings under which it also comes in, in any language.

    ``choices`` maps what is kept to how it is called, and both languages' words come in; ``also`` has more of them.
    ``options`` are what a reference may be called, for the list in the cells; the app finds out what is meant: a
    reference is text until then.

    ``bound`` is the most characters of a text, ``places`` the decimals of a figure; ``least`` and ``most`` bound
    figures. ``required`` cells are neither cleared nor missing in a new row. ``given`` columns go out to be read,
    and whatever stands in them when they come in is passed by.
    """

    key: str
    label: Words
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    help: Words = ""
    choices: Mapping[str, Words] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    bound: int = 200
    places: int = 2
    least: Decimal | None = None
    most: Decimal | None = None
    required: bool = False
    given: bool = False

    @cached_property
    def words_of_choices(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each choice with what it is called in every language, and by its code."""
        choices = self.choices.items()
        return tuple((code, in_every_language(label, (code, *self.also.get(code, ())))) for code, label in choices)

    @property
    def heading(self) -> str:
        """Its label as it stands above the column, in the reader's language."""
        return str(capfirst(str(self.label)))


class Clear:
    """What stands in a cell that says ``[vaciar]`` or ``[clear]``: nothing is to stand there any more."""

    def __repr__(self) -> str:
        return "CLEAR"


CLEAR = Clear()
Values = dict[str, "Value | Clear"]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, or with the row where ``column`` is empty: a key of the sheet's columns."""

    column: str
    reason: str
    value: str = ""


class Deed(Enum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    SKIP = "skip"
    ERROR = "error"


@dataclass(slots=True)
class Row:
    """One row that came in, and what is to become of it.

    ``values`` has a value for each cell that says something: a blank one is not there, and what it stands for is kept.
    ``record`` and ``version`` are the hidden columns. The app writes ``deed``, what it is called (``label``), what
    would change (``changes``: before and after by column, in words), and keeps for itself in ``target`` and ``found``
    what it looked up, until the row is written.
    """

    number: int
    values: Values = field(default_factory=dict)
    record: str = ""
    version: str = ""
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    deed: Deed = Deed.SKIP
    label: str = ""
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    target: Any = None
    found: dict[str, Any] = field(default_factory=dict)

    def refuse(self, column: str, reason: Words, value: object = "") -> None:
        """This row cannot be taken over, by what stands in ``column``."""
        self.faults.append(Fault(column, str(reason), str(value)))
        self.deed = Deed.ERROR

    def has_fault(self, column: str) -> bool:
        """Whether something in that column is at fault already."""
        return any(fault.column == column for fault in self.faults)

    def warn(self, column: str, reason: Words, value: object = "") -> None:
        """It can, and something is to be known about it."""
        self.warnings.append(Fault(column, str(reason), str(value)))

    def given(self, key: str) -> "Value | Clear":
        """What the cell says; ``None`` where it is blank or not there."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        """The same as text: empty where it is blank, not there, or to be cleared."""
        value = self.values.get(key)
        return "" if value is None or value is CLEAR else str(value)

    @property
    def is_to_be_written(self) -> bool:
        return self.deed in {Deed.CREATE, Deed.UPDATE}


@dataclass(frozen=True)
class Written:
    """A record that a row wrote: its key, the version that it has since, and what undoing has to know."""

    row: int
    record: str
    deed: Deed
    version: str
    before: dict[str, Any] = field(default_factory=dict)
    label: str = ""


class NotUndone(Exception):
    """A batch stays as it is; the message says which records stand in the way, and can be shown."""


class OpenSheet(ABC):
    """A contract as somebody may use it, about one thing.

    :attr:`columns` are those of this reader: they may name the rooms of an office, or what a kind of item is asked.
    :meth:`plan` decides, outside of any lock; :meth:`write` does it, in one transaction. The dry run calls the two as
    the real one does, and is rolled back.
    """

    is_taken_in = True
    """Whether rows come in; a sheet may only go out."""
    is_undone = True
    """Whether a batch can be undone; where it cannot, :attr:`why_final` says why."""
    why_final: Words = ""
    most_rows = 20_000
    keys: tuple[str, ...] = ()
    """Columns of which one at least must be there, so that a row can be told from others."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What the sheet and the file are called, in the reader's language."""

    @property
    @abstractmethod
    def columns(self) -> Sequence[Column]:
        """In the order in which they go out; without those that are hidden."""

    @abstractmethod
    def rows_out(self) -> Iterable[Mapping[str, Value]]:
        """Every row that goes out, by column, with :data:`ID` and :data:`VERSION`; a stream where they are many."""

    def plan(self, rows: Sequence[Row], *, tell: Callable[[int], None] = lambda _done: None) -> None:
        """Say what is to become of each row: its ``deed``, its faults, all of them. Asks and writes nothing.

        Rows come with what could be read of them; those with faults already are looked at as far as it goes, so that
        every fault is told at once. ``tell`` may be called with how many are decided.
        """
        raise NotImplementedError

    def write(self, rows: Sequence[Row], *, by: Actor, at: datetime, batch: uuid.UUID) -> list[Written]:
        """Do what was decided for ``rows``, which have a deed to be done and no fault. In the caller's transaction.

        Asks again under the lock: a row that can no longer be written is refused (:meth:`Row.refuse`) and not written.
        """
        raise NotImplementedError

    def undo(self, written: Sequence[Written], *, by: Actor, at: datetime, batch: uuid.UUID) -> None:
        """Bring back what stood before, in the caller's transaction.

        Raises :class:`NotUndone` where something newer touched one of the records.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Contract:
    """What an app offers under a name, for the addresses. ``opens`` answers ``None`` to whoever may not.

    ``opens`` takes the account of the reader, and what it is about: the empty text, or a slug of the app's own.
    """

    name: str
    label: Words
    opens: Callable[[Any, str], OpenSheet | None]
