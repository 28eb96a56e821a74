"""The window to openpyxl: plain rows in, the bytes of a workbook out. Nothing else here writes one.

Text stays text: what begins with ``=``, ``+``, ``-`` or ``@`` is written as a string and no program computes it (OWASP,
"CSV injection"). Instants lose their zone, which Excel has none of: whoever calls gives wall times.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Value = str | int | Decimal | date | datetime | time | bool | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORBIDDEN_IN_TITLES = str.maketrans("", "", r"[]:*?/\'")
LONGEST_TITLE = 31
NARROWEST, WIDEST = 8, 60


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet named ``title`` with ``head`` in bold above ``rows``; the head stays in sight. Nobody is its author."""
    filled = [list(row) for row in rows]
    book = Workbook(write_only=True)
    book.properties.creator = ""
    sheet = book.create_sheet(title.translate(FORBIDDEN_IN_TITLES)[:LONGEST_TITLE] or "1")
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths([head, *filled]), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold = Font(bold=True)
    sheet.append([_cell(sheet, word, font=bold) for word in head])
    for row in filled:
        sheet.append([_cell(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: object, value: Value, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value.replace(tzinfo=None) if isinstance(value, datetime) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell


def _widths(rows: Iterable[Sequence[Value]]) -> list[int]:
    """In characters, by the longest word of each column."""
    columns = zip(*rows, strict=True)
    return [min(max(NARROWEST, *(len(str(value)) + 2 for value in column)), WIDEST) for column in columns]
