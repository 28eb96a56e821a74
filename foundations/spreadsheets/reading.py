"""Every sheet of a workbook, cell by cell, as JSON. Knows neither settings nor rows, so that it can run apart.

``python -m foundations.spreadsheets.reading ROWS COLUMNS`` reads a workbook from standard input, in bounds, and prints
a line for each sheet (``{"sheet": …, "hidden": …}``), one for each row that holds something (``[number, [cells]]``),
and one for a fault that ends it (``{"fault": …}``): ``entities``, ``rows``, ``columns``, ``unreadable``.

A cell is its text, figure or truth as JSON has it; ``{"d": …}`` a day or instant, ``{"t": …}`` an hour, ``{"e": …}`` an
error, ``{"f": …}`` what a formula came to when the workbook was last computed, ``null`` where that is not known.
"""

import io
import json
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from foundations.limited import bind

MOST_MEMORY, MOST_SECONDS = 512 * 1024 * 1024, 15
"""Bytes of address space, and seconds of the processor."""
LONGEST_CELL = 4000


class _Parser(WorkSheetParser):
    """The parser of openpyxl, which also says which values were computed."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell = super().parse_cell(element)
        cell["is_formula"] = element.find(FORMULA_TAG) is not None
        return cell


def lines_of(content: bytes, most_rows: int, most_columns: int) -> Iterator[object]:
    """The lines described above; what a hostile file does to its reader is told as its fault."""
    try:
        yield from _lines(content, most_rows, most_columns)
    except _Beyond as fault:
        yield {"fault": str(fault)}
    except DefusedXmlException:
        yield {"fault": "entities"}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a hostile file finds errors that no list names
        yield {"fault": "unreadable"}


class _Beyond(Exception):
    """More than was asked for."""


def _lines(content: bytes, most_rows: int, most_columns: int) -> Iterator[object]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    left = most_rows
    for sheet in book.worksheets:
        is_hidden = sheet.sheet_state != "visible"
        yield {"sheet": sheet.title, "hidden": is_hidden}
        if is_hidden:
            continue
        for number, cells in _rows(book, sheet, most_columns):
            if left == 0:
                raise _Beyond("rows")
            left -= 1
            yield [number, cells]


def _rows(book: Any, sheet: Any, most_columns: int) -> Iterator[tuple[int, list[object]]]:
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, found in parser.parse():
            cells: list[object] = []
            for cell in found:
                said = _said(cell)
                if said is None:
                    continue
                if cell["column"] > most_columns:
                    raise _Beyond("columns")
                cells += [None] * (cell["column"] - 1 - len(cells))
                cells.append(said)
            if cells:
                yield number, cells


def _said(cell: dict[str, Any]) -> object:
    """The cell as JSON; ``None`` where it says nothing."""
    value, kind = cell["value"], cell["data_type"]
    if cell["is_formula"]:
        return {"f": {"e": str(value)} if kind == "e" else _plain(value)}
    if kind == "e":
        return {"e": str(value)}
    return _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value[:LONGEST_CELL] if value.strip() else None
    if isinstance(value, datetime):
        return {"d": value.isoformat()}
    if isinstance(value, date):
        return {"d": datetime.combine(value, time()).isoformat()}
    if isinstance(value, time | timedelta):
        return {"t": str(value)}
    return value if value is None or isinstance(value, int | float) else str(value)


def main() -> None:
    """Read a stranger's file where it can harm nothing but this process."""
    most_rows, most_columns = (int(argument) for argument in sys.argv[1:3])
    bind(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    warnings.simplefilter("ignore")
    if not openpyxl.DEFUSEDXML:
        raise SystemExit("openpyxl reads XML without defusedxml")
    for line in lines_of(sys.stdin.buffer.read(), most_rows, most_columns):
        sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
