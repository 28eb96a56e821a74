"""The window to openpyxl for what goes out: plain rows in, a workbook out. Nothing else here writes one.

Text stays text: what begins with ``=``, ``+``, ``-`` or ``@`` is written as a string and no program computes it (OWASP,
"CSV injection"). Instants lose their zone, which Excel has none of: whoever calls gives wall times.

:func:`write_sheet` streams a table of any length into an open file, as the contract of spreadsheets has it: help under
the headings, lists in the cells, hidden columns at the end. :func:`workbook_of` is a book of several plain tables.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

Value = str | int | float | Decimal | date | datetime | time | bool | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORBIDDEN_IN_TITLES = str.maketrans("", "", r"[]:*?/\'")
LONGEST_TITLE = 31
NARROWEST, WIDEST = 8, 60
TOLD_TO_BE_TEXT = ("=", "+", "-", "@", "#", "\t", "\r")
LAST_ROW = 1_048_576
BOLD, HELP = Font(bold=True), Font(italic=True, color="535C6E")
WRAPPED = Alignment(wrap_text=True, vertical="top")
MONEY = "#,##0.00"


@dataclass(frozen=True)
class Field:
    """One column on its way out. ``choices`` become a list in its cells; ``is_text`` keeps what is typed as typed.

    Money is shown with groups and cents, whatever is typed.
    """

    key: str
    heading: str
    help: str = ""
    choices: Sequence[str] = ()
    is_hidden: bool = False
    is_text: bool = False
    is_money: bool = False
    width: int = 18


def workbook_of(tables: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Value]]]]) -> bytes:
    """A sheet for each ``(title, head, rows)``, its head in bold; titles must differ. Money keeps cents."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    for title, head, rows in tables:
        sheet = book.create_sheet(_title(title))
        sheet.freeze_panes = "A2"
        for number, width in enumerate(_widths([head, *rows]), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([_cell(sheet, word, font=BOLD) for word in head])
        for row in rows:
            sheet.append([_money(sheet, value) if isinstance(value, Decimal) else _safe(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _money(sheet: object, value: Value) -> object:
    """Shown with groups and cents; what is no figure, as anywhere else: a day in its place stays a day."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return _safe(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = MONEY
    return cell


def write_sheet(
    stream: BinaryIO,
    title: str,
    fields: Sequence[Field],
    rows: Iterable[Mapping[str, Value]],
    *,
    lists_title: str,
) -> int:
    """Write ``rows`` under the headings and the help of ``fields``, row by row; how many. Nobody is its author.

    Where no field has help there is no row of it.

    The lists of choices stand in a hidden sheet, ``lists_title``, since Excel takes no more than 255 letters in a
    cell's own. They are offered and not forced: a word that clears may be typed.
    """
    book = Workbook(write_only=True)
    book.properties.creator = ""
    sheet = book.create_sheet(_title(title))
    first = 3 if any(field.help for field in fields) else 2
    sheet.freeze_panes = f"A{first}"
    _lay_columns(sheet, fields)
    _offer_lists(book, sheet, fields, _title(lists_title), first)
    sheet.append([_cell(sheet, field.heading, font=BOLD, alignment=WRAPPED) for field in fields])
    if first == 3:
        helps = (_cell(sheet, field.help, font=HELP, alignment=WRAPPED) if field.help else None for field in fields)
        sheet.append(helps)
    ways = [(field.key, _money if field.is_money else _safe) for field in fields]
    count = 0
    for row in rows:
        sheet.append([way(sheet, row.get(key)) for key, way in ways])
        count += 1
    book.save(stream)
    return count


def _lay_columns(sheet: object, fields: Sequence[Field]) -> None:
    for number, field in enumerate(fields, start=1):
        laid = sheet.column_dimensions[get_column_letter(number)]  # type: ignore[attr-defined]
        laid.width, laid.hidden = field.width, field.is_hidden
        if field.is_text or field.is_money:
            laid.number_format = MONEY if field.is_money else "@"


def _offer_lists(book: Workbook, sheet: object, fields: Sequence[Field], title: str, first: int) -> None:
    listed = [(number, field) for number, field in enumerate(fields, start=1) if field.choices]
    if not listed:
        return
    lists = book.create_sheet(title)
    lists.sheet_state = "hidden"
    longest = max(len(field.choices) for _number, field in listed)
    for index in range(longest):
        columns = (field.choices for _number, field in listed)
        lists.append([_safe(lists, choices[index]) if index < len(choices) else None for choices in columns])
    for place, (number, field) in enumerate(listed, start=1):
        letter, home = get_column_letter(place), get_column_letter(number)
        source = f"'{title}'!${letter}$1:${letter}${len(field.choices)}"
        offered = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        offered.add(f"{home}{first}:{home}{LAST_ROW}")
        sheet.data_validations.append(offered)  # type: ignore[attr-defined]


def _title(words: str) -> str:
    """What Excel takes as the name of a sheet; one that is too long loses what it has in brackets, then last words."""
    name = words.translate(FORBIDDEN_IN_TITLES).strip()
    if len(name) > LONGEST_TITLE:
        name = name.partition(" (")[0]
    if len(name) > LONGEST_TITLE:
        name = name[: LONGEST_TITLE + 1].rpartition(" ")[0] or name[:LONGEST_TITLE]
    return name or "1"


def _safe(sheet: object, value: Value) -> object:
    """A value as the sheet takes it; a cell of its own only where text would be taken for something else."""
    if isinstance(value, str):
        text = str(ILLEGAL_CHARACTERS_RE.sub("", value))
        return _cell(sheet, text) if text.startswith(TOLD_TO_BE_TEXT) else (text or None)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _cell(sheet: object, value: Value, font: Font | None = None, alignment: Alignment | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if font is not None:
        cell.font = font
    if alignment is not None:
        cell.alignment = alignment
    return cell


def _widths(rows: Iterable[Sequence[Value]]) -> list[int]:
    """In characters, by the longest word of each column."""
    columns = zip(*rows, strict=True)
    return [min(max(NARROWEST, *(len(str(value)) + 2 for value in column)), WIDEST) for column in columns]
