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
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from foundations.limited import bind

MOST_MEMORY, MOST_SECONDS = 512 * 1024 * 1024, 15
"""Bytes of address space, and seconds of the processor."""
LONGEST_CELL = 4000


TEXT_TAG, RUN_TAG = f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r"


class _Book(ExcelReader):
    """The reader of openpyxl without its sheets, for it parses one twice where the file does not tell its size."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)

    def sheets(self) -> Iterator[tuple[Any, str]]:
        """Each sheet of cells as the workbook tells of it, and the part of the archive in which it stands."""
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                yield sheet, relation.target


class _Parser(WorkSheetParser):
    """The parser of openpyxl, which also says which values were computed, and reads text that stands in its cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        is_inline = element.get("t") == "inlineStr"
        if is_inline:
            element.set("t", "str")  # openpyxl would make an object of every part of a text
        cell = super().parse_cell(element)
        if is_inline:
            cell["value"], cell["data_type"] = _inline(element.find(INLINE_STRING)), "s"
        cell["is_formula"] = element.find(FORMULA_TAG) is not None
        return cell


def _inline(text: Any) -> str | None:
    """A text in its cell, whole or in runs of several looks."""
    if text is None:
        return None
    runs = (run.findtext(TEXT_TAG) for run in text.iterfind(RUN_TAG))
    return "".join(part for part in (text.findtext(TEXT_TAG), *runs) if part)


def lines_of(content: bytes, most_rows: int, most_columns: int) -> Iterator[object]:
    """The lines described above; what a hostile file does to its reader is told as its fault."""
    try:
        yield from _lines(content, most_rows, most_columns)
    except _Beyond as fault:
        yield {"fault": str(fault)}
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001 - a hostile file finds errors that no list names
        # openpyxl puts its own error around what defusedxml refuses
        yield {"fault": "entities" if _is_defused(fault) else "unreadable"}


def _is_defused(fault: BaseException | None) -> bool:
    return fault is not None and (isinstance(fault, DefusedXmlException) or _is_defused(fault.__cause__))


class _Beyond(Exception):
    """More than was asked for."""


def _lines(content: bytes, most_rows: int, most_columns: int) -> Iterator[object]:
    book, left = _Book(content), most_rows
    for sheet, part in book.sheets():
        is_hidden = sheet.state != "visible"
        yield {"sheet": sheet.name, "hidden": is_hidden}
        if is_hidden:
            continue
        for number, cells in _rows(book, part, most_columns):
            if left == 0:
                raise _Beyond("rows")
            left -= 1
            yield [number, cells]


def _rows(book: _Book, part: str, most_columns: int) -> Iterator[tuple[int, list[object]]]:
    with book.archive.open(part) as source:
        parser = _Parser(
            source,
            book.shared_strings,
            data_only=True,
            epoch=book.wb.epoch,
            date_formats=book.wb._date_formats,
            timedelta_formats=book.wb._timedelta_formats,
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
    if openpyxl.LXML or not openpyxl.DEFUSEDXML:
        raise SystemExit("openpyxl would read XML otherwise than by defusedxml")
    for line in lines_of(sys.stdin.buffer.read(), most_rows, most_columns):
        sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
