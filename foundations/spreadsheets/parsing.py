"""Rows of a file as rows of the contract: every cell read as its column asks, every fault told by its cell."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from foundations.spreadsheets.contract import ID, VERSION, Clear, Column, Row, Value
from foundations.spreadsheets.mapping import HELP_WITHIN, HeadingMap, Headings
from foundations.spreadsheets.values import CellFault, value_of

TOLD_EVERY = 500
MOST_REMEMBERED = 500


def rows_of(
    read: Sequence[tuple[int, list]],
    mapping: HeadingMap,
    columns: Sequence[Column],
    *,
    tell: Callable[[int], None] = lambda _done: None,
) -> list[Row]:
    """A row for each one below the headings that says something; the row of help is none.

    ``tell`` is called now and then with how many were read.
    """
    headings = Headings(columns)
    asked = [
        (Cells(column), mapping.index_of[column.key])
        for column in columns
        if column.key in mapping.index_of and not column.given
    ]
    hidden = [mapping.index_of.get(key, -1) for key in (ID, VERSION)]
    found: list[Row] = []
    for number, cells in read:
        below = number - mapping.header_row
        if below <= 0 or (below <= HELP_WITHIN and headings.are_help(cells)):
            continue
        row = _row(number, cells, asked, hidden)
        if row is not None:
            found.append(row)
            if len(found) % TOLD_EVERY == 0:
                tell(len(found))
    return found


class Cells:
    """The cells of one column. What they say again and again is read once."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._known: dict[str, Value | Clear] = {}

    def value(self, said: object) -> "Value | Clear":
        """As :func:`value_of`."""
        if not isinstance(said, str):
            return value_of(self.column, said)
        if said in self._known:
            return self._known[said]
        value = value_of(self.column, said)
        if len(self._known) < MOST_REMEMBERED:
            self._known[said] = value
        return value


def _row(number: int, cells: list, asked: list[tuple[Cells, int]], hidden: list[int]) -> Row | None:
    """``None`` where no column of ours says anything."""
    record, version = (_key(cells, index) for index in hidden)
    row = Row(number, record=record, version=version)
    for column, index in asked:
        if index < len(cells) and cells[index] is not None:
            _read(row, column, cells[index])
    return row if row.values or row.faults or row.record else None


def _key(cells: list, index: int) -> str:
    said = cells[index] if 0 <= index < len(cells) else None
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    return "" if said is None or isinstance(said, dict) else str(said).strip()


def _read(row: Row, cells: Cells, said: object) -> None:
    column = cells.column
    if isinstance(said, dict) and "f" in said:
        said = _computed(row, column, said["f"])
        if said is None:
            return
    if isinstance(said, dict) and "e" in said:
        row.refuse(column.key, _("The cell shows an error."), said["e"])
        return
    try:
        value = cells.value(said)
    except CellFault as fault:
        row.refuse(column.key, str(fault), shown(said))
        return
    if value is not None:
        row.values[column.key] = value


def _computed(row: Row, column: Column, cached: object) -> object:
    """What a formula came to, with a warning; without a kept value it is a fault."""
    if cached is None:
        told = _("A formula whose result the file does not hold: open it in Excel, save it, and send it again.")
        row.refuse(column.key, told)
    elif not (isinstance(cached, dict) and "e" in cached):
        row.warn(column.key, _("The cell is a formula: what it came to is taken."), shown(cached))
    return cached


def shown(said: object) -> str:
    """What a cell says, as it is told back to its author."""
    if isinstance(said, dict):
        (inner,) = said.values()
        return str(inner)[:10] if "d" in said else str(inner)
    return str(said)[:100]
