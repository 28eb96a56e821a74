"""What the sheets of a budget have in common: rows by their hidden key, compared with what is kept."""

import hashlib
import uuid
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundations.spreadsheets.contract import (
    CHANGED_SINCE,
    CLEAR,
    ID,
    NOT_FOUND,
    VERSION,
    Clear,
    Column,
    Deed,
    Kind,
    NotUndone,
    OpenSheet,
    Row,
    Value,
    Words,
    Written,
)
from foundations.spreadsheets.outgoing import in_words
from foundations.spreadsheets.row_by_row import row_by_row
from foundations.spreadsheets.values import tidy
from funding.errors import FundingError
from funding.locks import locked_round
from funding.models import BudgetRound
from network.models import User
from network.rules import plain_name


def money_column(key: str, label: Words, **more: Any) -> Column:
    """An amount."""
    return Column(key, label, Kind.MONEY, **more)


def currency_column() -> Column:
    """By its three letters; empty for that of the agreement, or the US dollar."""
    return Column("currency", gettext_lazy("Currency"), Kind.REFERENCE, aliases=("moneda",), bound=3)


class BudgetSheet(OpenSheet):
    """Rows of one budget. A row that is there and says nothing else than what is kept is left alone."""

    most_rows = 2000

    def __init__(self, user: User, budget: BudgetRound) -> None:
        self.user, self.budget = user, budget

    # --- What a sheet says of its rows --------------------------------------------------------------------------------

    @abstractmethod
    def records(self) -> models.QuerySet:
        """The rows that go out, in their order, with what they name."""

    @abstractmethod
    def told(self, record: Any) -> dict[str, Value]:
        """What the cells of a row say, by column."""

    @abstractmethod
    def called(self, record: Any) -> str:
        """How a report calls it."""

    def names(self, _record: Any) -> Mapping[str, Iterable[str]]:
        """By column, under which other names what a cell refers to also comes in: those of the other language."""
        return {}

    def marks(self, _record: Any) -> Sequence[object]:
        """What a sheet can change of it, and what lies in the way of that: whoever changed it since is found by it."""
        return ()

    @cached_property
    def gone(self) -> Mapping[str, Words]:
        """By key, why a row that once went out does so no more. Of others it is said that they are not found here."""
        return {}

    @abstractmethod
    def find(self, row: Row) -> None:
        """Look up what a new row names (``row.found``) and say what it is called; refuse what is not known."""

    @abstractmethod
    def decide(self, row: Row, record: Any, said: Mapping[str, "Value | Clear"]) -> None:
        """Prepare what ``said`` would change of ``record``, or refuse it at its cells."""

    @abstractmethod
    def add(self, row: Row, *, by: User, at: datetime) -> Any:
        """Write a new row by the action; give the record."""

    def change(self, row: Row, record: Any, *, by: User, at: datetime) -> dict[str, Any]:
        """Change ``record`` by the action; give what undoing has to know."""
        raise NotImplementedError

    def bring_back(self, record: Any, written: Written, *, by: User, at: datetime) -> None:
        """Undo one row by the actions."""
        raise NotImplementedError

    # --- Out and in ---------------------------------------------------------------------------------------------------

    def version(self, record: Any) -> str:
        """A short hash of :meth:`marks`."""
        told = "\0".join(map(str, self.marks(record)))
        return hashlib.sha256(told.encode()).hexdigest()[:12] if told else "1"

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        for record in self.records().iterator(2000):
            yield {ID: str(record.pk), VERSION: self.version(record), **self.told(record)}

    def plan(self, rows: Sequence[Row], *, tell: Callable[[int], None] = lambda _done: None) -> None:
        known = {str(record.pk): record for record in self.records()}
        met: dict[str, int] = {}
        for done, row in enumerate(rows, start=1):
            record = known.get(row.record)
            if not row.record:
                self.find(row)
                if not row.faults:
                    row.deed = Deed.CREATE
            elif record is None:
                row.refuse("", self.gone.get(row.record, NOT_FOUND), row.record)
            elif (first := met.setdefault(row.record, row.number)) != row.number:
                row.refuse("", _("The same stands in row %(row)s.") % {"row": first})
            else:
                self._compare(row, record)
            tell(done)

    def _compare(self, row: Row, record: Any) -> None:
        row.label, told, names = self.called(record), self.told(record), self.names(record)
        said = {
            column.key: row.values[column.key]
            for column in self.columns
            if column.key in row.values
            and not column.given
            and not _is_same(column, row.values[column.key], told.get(column.key), names.get(column.key, ()))
        }
        if not said:
            if not row.faults:
                row.deed = Deed.UNCHANGED
            return
        if row.version != self.version(record):
            row.refuse("", CHANGED_SINCE)
            return
        self.decide(row, record, said)
        if not row.faults:
            row.deed, row.target = Deed.UPDATE, record
            row.changes = {
                column.key: (in_words(column, told.get(column.key)), _after(column, said[column.key]))
                for column in self.columns
                if column.key in said
            }

    def write(self, rows: Sequence[Row], *, by: User, at: datetime, batch: uuid.UUID) -> list[Written]:
        locked_round(self.budget)

        def one(row: Row) -> Written:
            before: dict[str, Any] = {}
            if row.deed is Deed.CREATE:
                record = self.add(row, by=by, at=at)
            else:
                record = self.records().filter(pk=row.target.pk).first()
                if record is None or self.version(record) != self.version(row.target):
                    raise FundingError(str(CHANGED_SINCE))
                before = self.change(row, record, by=by, at=at)
            kept = type(record)._default_manager.get(pk=record.pk)
            return Written(row.number, str(kept.pk), row.deed, self.version(kept), before, row.label)

        return row_by_row(rows, one, FundingError)

    def undo(self, written: Sequence[Written], *, by: User, at: datetime, batch: uuid.UUID) -> None:
        locked_round(self.budget)
        known = {str(record.pk): record for record in self.records()}
        for each in reversed(written):
            record = known.get(each.record)
            if record is None or self.version(record) != each.version:
                raise NotUndone(_("Something changed since then: %(name)s. Nothing was undone.") % {"name": each.label})
            try:
                self.bring_back(record, each, by=by, at=at)
            except FundingError as fault:
                raise NotUndone(str(fault)) from None


def _is_same(column: Column, said: "Value | Clear", told: Value, names: Iterable[str]) -> bool:
    """Whether a cell says what is kept already."""
    if said is CLEAR:
        return told is None or told == ""
    if column.kind is Kind.REFERENCE:
        return plain_name(str(said)) in {plain_name(name) for name in (str(told or ""), *names)}
    if column.kind is Kind.TEXT:
        return tidy(str(said)) == tidy(str(told or ""))
    return said == told


def _after(column: Column, said: "Value | Clear") -> str:
    return "" if said is CLEAR else in_words(column, said)
