"""A sheet on its way out: with every row its reader may see, or with the bad rows of a batch and why they are bad.

What goes out of a page as it stands there, and never comes in, is a :class:`OneWay`.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _

from foundations.spreadsheets import xlsx
from foundations.spreadsheets.contract import ID, VERSION, Column, Kind, OpenSheet, Value, Words
from foundations.spreadsheets.mapping import REASON, HeadingMap
from foundations.spreadsheets.models import ImportBatch, ImportFile
from foundations.spreadsheets.running import unpacked

WIDTHS = {Kind.TEXT: 24, Kind.REFERENCE: 26, Kind.CHOICE: 18, Kind.DATE: 13, Kind.YES_NO: 9}
FIGURE_WIDTH = 13


def write_export(stream: BinaryIO, sheet: OpenSheet) -> int:
    """Every row of ``sheet`` into an open file, in the reader's language; how many."""
    columns = {column.key: column for column in sheet.columns}
    rows = ({key: _told(columns, key, value) for key, value in row.items()} for row in sheet.rows_out())
    return xlsx.write_sheet(stream, sheet.title, fields_of(sheet), rows, lists_title=_("Lists"))


def export_of(sheet: OpenSheet) -> bytes:
    """The same as a file in memory, for tables of a page's length."""
    stream = io.BytesIO()
    write_export(stream, sheet)
    return stream.getvalue()


class OneWay(OpenSheet):
    """A table that only goes out: ``columns`` are headings with their kinds, each of ``rows`` has a value for each."""

    is_taken_in = False

    def __init__(self, title: str, columns: Sequence[tuple[Words, Kind]], rows: Iterable[Sequence[xlsx.Value]]) -> None:
        self._title, self._rows = title, rows
        self._columns = [Column(str(number), label, kind) for number, (label, kind) in enumerate(columns)]

    @property
    def title(self) -> str:
        return self._title

    @property
    def columns(self) -> Sequence[Column]:
        return self._columns

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        keys = [column.key for column in self._columns]
        for row in self._rows:
            yield dict(zip(keys, row, strict=True))  # type: ignore[arg-type]


def fields_of(sheet: OpenSheet) -> list[xlsx.Field]:
    """The columns as they stand in the file: those of the sheet, then the hidden ones where rows come in again."""
    hidden = (ID, VERSION) if sheet.is_taken_in else ()
    return [*map(_field, sheet.columns), *(xlsx.Field(key, key, is_hidden=True) for key in hidden)]


def _field(column: Column) -> xlsx.Field:
    choices = [str(label) for label in column.choices.values()] or list(column.options)
    if column.kind is Kind.YES_NO:
        choices = [_("yes"), _("no")]
    return xlsx.Field(
        column.key,
        column.heading,
        help=str(column.help),
        choices=[] if column.given else choices,
        is_text=column.kind in {Kind.TEXT, Kind.REFERENCE},
        is_money=column.kind is Kind.MONEY,
        width=WIDTHS.get(column.kind, FIGURE_WIDTH),
    )


def _told(columns: Mapping[str, Column], key: str, value: Value) -> xlsx.Value:
    """A value as its cell says it: a choice in words, yes or no, a figure as a figure."""
    column = columns.get(key)
    if column is None or value is None:
        return value
    if column.kind is Kind.CHOICE:
        return str(column.choices.get(str(value), value))
    if column.kind is Kind.YES_NO:
        return _("yes") if value else _("no")
    return value


def in_words(column: Column, value: object) -> str:
    """A value as a report tells it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(_told({column.key: column}, column.key, value))  # type: ignore[arg-type]


def write_faults(stream: BinaryIO, batch: ImportBatch, sheet: OpenSheet) -> int:
    """The bad rows of a batch as their author wrote them, with a column that says why; mended, they come in again."""
    mapping = HeadingMap.from_json(batch.mapping)
    reason = xlsx.Field(REASON.key, REASON.heading, width=60)
    fields = [reason, *fields_of(sheet)]
    return xlsx.write_sheet(stream, sheet.title, fields, _bad_rows(batch, mapping), lists_title=_("Lists"))


def _bad_rows(batch: ImportBatch, mapping: HeadingMap) -> Iterator[dict[str, xlsx.Value]]:
    reasons: dict[int, list[str]] = {number: [] for number in batch.report["bad_rows"]}
    for fault in batch.report["faults"]:
        told = f"{fault['heading']}: {fault['reason']}" if fault["heading"] else fault["reason"]
        reasons[fault["row"]].append(told)
    kept = ImportFile.objects.only("rows").get(pk=batch.pk).rows
    for number, cells in unpacked(bytes(kept)):
        if number in reasons:
            yield {REASON.key: " ".join(reasons[number])} | dict(_as_written(cells, mapping.index_of.items()))


def _as_written(cells: list, places: Iterable[tuple[str, int]]) -> Iterator[tuple[str, xlsx.Value]]:
    for key, index in places:
        if index < len(cells) and cells[index] is not None:
            yield key, _written(cells[index])


def _written(said: object) -> xlsx.Value:
    if isinstance(said, dict):
        if "d" in said:
            return datetime.fromisoformat(said["d"]).date()
        (inner,) = said.values()
        return _written(inner)
    return said  # type: ignore[return-value]
