"""A sheet on its way out: with every row its reader may see, or with the bad rows of a batch and why they are bad."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _

from foundations.spreadsheets import xlsx
from foundations.spreadsheets.contract import ID, VERSION, Column, Kind, OpenSheet, Value
from foundations.spreadsheets.mapping import REASON, HeadingMap
from foundations.spreadsheets.models import ImportBatch, ImportFile
from foundations.spreadsheets.running import unpacked

WIDTHS = {Kind.TEXT: 24, Kind.REFERENCE: 26, Kind.CHOICE: 18, Kind.DATE: 13, Kind.YES_NO: 9}
FIGURE_WIDTH = 13


def write_export(stream: BinaryIO, sheet: OpenSheet) -> int:
    """Every row of ``sheet`` into an open file, in the reader's language; how many."""
    columns = {column.key: column for column in sheet.columns}
    rows = ({key: _told(columns, key, value) for key, value in row.items()} for row in sheet.rows_out())
    return xlsx.write_sheet(stream, sheet.title, fields_of(sheet.columns), rows, lists_title=_("Lists"))


def fields_of(columns: Sequence[Column]) -> list[xlsx.Field]:
    """The columns as they stand in the file: those of the sheet, then the hidden ones."""
    return [*map(_field, columns), *(xlsx.Field(key, key, is_hidden=True) for key in (ID, VERSION))]


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
    fields = [reason, *fields_of(sheet.columns)]
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
