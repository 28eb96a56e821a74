"""What a cell says, read as its column asks: figures, days and words as people of the region write them.

Each reader takes what :mod:`foundations.spreadsheets.reading` tells of a cell that is no error and no formula, and
gives the value as it is kept, or raises :class:`CellFault`. What can be read in two ways is refused, and told so.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from foundations.spreadsheets.contract import CLEAR, Clear, Column, Kind, Value
from foundations.spreadsheets.words import plain

CLEARED = frozenset({"[vaciar]", "[clear]"})
YES = frozenset({"si", "yes", "x", "1", "true", "verdadero", "s", "y"})
NO = frozenset({"no", "0", "false", "falso", "n"})
EXACT_DIGITS = 15
"""Excel keeps no more digits of a figure: a longer one has lost some."""
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+)?")
IN_WORDS = re.compile(r"(\d{1,2})(?:\s+de)?\s+([a-z]+)\.?(?:\s+de)?,?\s+(\d{4})")
MONTHS = (
    *(("enero", "january"), ("febrero", "february"), ("marzo", "march"), ("abril", "april"), ("mayo", "may")),
    *(("junio", "june"), ("julio", "july"), ("agosto", "august"), ("septiembre", "setiembre", "september")),
    *(("octubre", "october"), ("noviembre", "november"), ("diciembre", "december")),
)
FIGURE = re.compile(r"[+-]?[\d.,\s]*\d")
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


class CellFault(ValueError):
    """A cell does not say what its column asks for; the message can be shown."""


def tidy(text: str) -> str:
    """Without spaces at its ends, letters that nobody sees, and blanks that are none of the keyboard's."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text).translate(INVISIBLE)).strip()


def is_clearing(said: object) -> bool:
    """Whether a cell asks that nothing stand there."""
    return isinstance(said, str) and said.strip().casefold() in CLEARED


def value_of(column: Column, said: object) -> "Value | Clear":
    """The value of a cell of ``column``; ``None`` for a blank one. Raises :class:`CellFault`."""
    if isinstance(said, str):
        said = tidy(said)
    if said is None or said == "":
        return None
    if is_clearing(said):
        if column.required:
            raise CellFault(_("This is needed: it cannot be cleared."))
        return CLEAR
    if isinstance(said, dict) and "t" in said:
        raise CellFault(_("This is an hour of the day, which nobody asks for here."))
    return READERS[column.kind](column, said)


def _text(column: Column, said: object) -> str:
    text = _as_text(said)
    if UNPRINTABLE.search(text):
        raise CellFault(_("There are letters in it that cannot be printed."))
    if len(text) > column.bound:
        raise CellFault(_("At most %(most)s characters; these are %(number)s.") % _sizes(column, text))
    return text


def _sizes(column: Column, text: str) -> dict[str, int]:
    return {"most": column.bound, "number": len(text)}


def _as_text(said: object) -> str:
    if isinstance(said, dict):
        raise CellFault(
            _("Excel has turned this into the date %(day)s: format the cell as text and write it again.")
            % {"day": said["d"][:10]}
        )
    if isinstance(said, bool):
        return str(_("yes") if said else _("no"))
    if isinstance(said, int | float):
        return _digits(said)
    return str(said)


def _digits(figure: float) -> str:
    """A figure as it is read in the cell; one whose last digits Excel has dropped is refused."""
    text = format(Decimal(repr(figure)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if len(text.strip("-").replace(".", "")) > EXACT_DIGITS:
        raise CellFault(_("Excel has rounded this number: format the cell as text and write it again."))
    return text


def _figure(said: object) -> Decimal:
    if isinstance(said, bool | dict):
        raise CellFault(_("This is no number."))
    if isinstance(said, int | float):
        return Decimal(repr(said))
    text = str(said)
    if not FIGURE.fullmatch(text):
        raise CellFault(_("This is no number: write the figure alone, without a currency or a unit."))
    return _written(text.replace(" ", ""))


def _written(text: str) -> Decimal:
    """``1.234,50`` and ``1,234.50`` alike; the last of two different marks is the decimal one."""
    marks = [letter for letter in text if letter in ".,"]
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            raise CellFault(_("This is no number."))
        text = text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif len(marks) > 1:
        text = text.replace(marks[0], "")
    elif marks:
        if re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", text):
            raise CellFault(
                _("This can be read as a thousand or as a fraction: write it without a mark for thousands.")
            )
        text = text.replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise CellFault(_("This is no number.")) from None


def _bounded(column: Column, figure: Decimal) -> Decimal:
    if column.least is not None and figure < column.least:
        raise CellFault(_("At least %(least)s.") % {"least": column.least})
    if column.most is not None and figure > column.most:
        raise CellFault(_("At most %(most)s.") % {"most": column.most})
    if abs(figure) >= Decimal(10) ** 12:
        raise CellFault(_("This number is too large."))
    return figure


def _whole(column: Column, said: object) -> int:
    if isinstance(said, str) and re.fullmatch(r"[+-]?[1-9]\d{0,2}([.,\s]\d{3})+", said):
        said = re.sub(r"[.,\s]", "", said)
    figure = _bounded(column, _figure(said))
    if figure != figure.to_integral_value():
        raise CellFault(_("This is no whole number."))
    return int(figure)


def _decimal(column: Column, said: object) -> Decimal:
    figure = _bounded(column, _figure(said))
    rounded = round(figure, column.places)
    if isinstance(said, str) and rounded != figure:
        raise CellFault(_("At most %(places)s decimals.") % {"places": column.places})
    if abs(rounded - figure) > Decimal("0.000001"):  # what binary figures add is none of the writer's
        raise CellFault(_("At most %(places)s decimals.") % {"places": column.places})
    return rounded


def _date(_column: Column, said: object) -> date:
    if isinstance(said, dict):
        return _in_bounds(datetime.fromisoformat(said["d"]).date())
    if not isinstance(said, str):
        raise CellFault(_("This is a number and no date: format the cell as a date, or write 05/03/2012."))
    try:
        return _in_bounds(_day(said))
    except ValueError as fault:
        if isinstance(fault, CellFault):
            raise
        raise CellFault(_("There is no such day. The day comes first: 05/03/2012 is 5 March.")) from None


def _day(text: str) -> date:
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif (found := IN_WORDS.fullmatch(plain(text))) and (month := _month(found[2])):
        day, year = int(found[1]), int(found[3])
    else:
        raise CellFault(_("This is no date: write day, month and year, as in 05/03/2012."))
    return date(year, month, day)


def _month(word: str) -> int:
    """1 to 12, by its name or the first three letters or more of it; 0 for none."""
    fits = [number for number, names in enumerate(MONTHS, 1) if any(name.startswith(word) for name in names)]
    return fits[0] if len(word) >= 3 and len(fits) == 1 else 0


def _in_bounds(day: date) -> date:
    if not 1970 <= day.year <= 2100:
        raise CellFault(_("The year %(year)s is none of ours.") % {"year": day.year})
    return day


def _yes_no(_column: Column, said: object) -> bool:
    if isinstance(said, bool):
        return said
    word = plain(_as_text(said))
    if word in YES or word in NO:
        return word in YES
    raise CellFault(_("Yes or no."))


def _choice(column: Column, said: object) -> str:
    asked = plain(_as_text(said))
    for code, words in column.words_of_choices:
        if asked in words:
            return code
    raise CellFault(_("One of: %(choices)s.") % {"choices": ", ".join(str(label) for label in column.choices.values())})


READERS: dict[Kind, Callable[[Column, object], Value]] = {
    Kind.TEXT: _text,
    Kind.REFERENCE: _text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _decimal,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
}
