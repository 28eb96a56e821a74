"""A workbook read in a process of its own: the rows of its visible sheets, or a sentence that says why not."""

import json
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundations.limited import TooMuch, run_limited
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.packed import refuse_file

ANSWERS_WITHIN_SECONDS = 40
"""Of the clock; of the processor it gets less (``reading.MOST_SECONDS``)."""
MOST_COLUMNS = 150
ROWS_ABOVE = 30
"""Of titles, headings and help, beside those that are counted."""
READER = "foundations.spreadsheets.reading"
# Where lxml is installed openpyxl prefers it, which passes definitions of entities by; defusedxml refuses them.
ONLY_DEFUSED = {"OPENPYXL_LXML": "False"}
_turn = BoundedSemaphore(1)

FAULTS = {
    "entities": gettext_lazy("This workbook holds definitions that no spreadsheet needs. It was not read."),
    "columns": gettext_lazy("Something stands beyond column %(columns)s: clear what is not meant."),
    "unreadable": gettext_lazy("This workbook is damaged. Open it in Excel, save it anew and send that one."),
}


@dataclass
class ReadSheet:
    """One sheet of a workbook: its rows that hold something, each with its number. Of a hidden one nothing is read."""

    name: str
    is_hidden: bool
    rows: list[tuple[int, list]] = field(default_factory=list)


def sheets_of(content: bytes, most_rows: int) -> list[ReadSheet]:
    """What the file holds. Raises :class:`SheetError` with what to do.

    It is asked for its sizes first; then a limited process opens it, one at a time in each of ours.
    """
    refuse_file(content)
    too_heavy = _("This workbook takes too long to read: leave nothing in it but the sheet with the rows.")
    if not _turn.acquire(timeout=ANSWERS_WITHIN_SECONDS):
        raise SheetError(too_heavy)
    bounds = (str(most_rows + ROWS_ABOVE), str(MOST_COLUMNS))
    try:
        told = run_limited(READER, *bounds, given=content, within=ANSWERS_WITHIN_SECONDS, variables=ONLY_DEFUSED)
    except TooMuch:
        raise SheetError(too_heavy) from None
    finally:
        _turn.release()
    return _gathered(told, most_rows)


def _gathered(told: bytes, most_rows: int) -> list[ReadSheet]:
    found: list[ReadSheet] = []
    for line in told.splitlines():
        said = json.loads(line)
        if isinstance(said, list):
            found[-1].rows.append((said[0], said[1]))
        elif "fault" in said:
            raise SheetError(sentence_of(said["fault"], most_rows))
        else:
            found.append(ReadSheet(said["sheet"], said["hidden"]))
    return found


def sentence_of(fault: str, most_rows: int) -> str:
    """A fault of the reader in words."""
    if fault == "rows":
        return _("More than %(rows)s rows: divide the file into several.") % {"rows": most_rows}
    return str(FAULTS[fault]) % {"columns": MOST_COLUMNS}
