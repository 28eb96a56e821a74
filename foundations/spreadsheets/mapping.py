"""Which heading is which column: found by itself where a heading is known, told clearly where it is not."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundations.spreadsheets.apart import ReadSheet
from foundations.spreadsheets.contract import ID, VERSION, Column
from foundations.spreadsheets.errors import SheetError
from foundations.spreadsheets.words import in_every_language, plain

HEADINGS_WITHIN = 15
"""Rows from the top among which the headings are looked for: titles and logos stand above them."""
HELP_WITHIN = 2
"""Rows below the headings among which the one of help may stand."""
IGNORED = "-"
REASON = Column("what_to_mend", gettext_lazy("What to mend"), given=True)
"""Of the file in which bad rows go back: it comes in with them and is passed by."""
HIDDEN = (Column(ID, ID), Column(VERSION, VERSION), REASON)


def letters_of(index: int) -> str:
    """``0`` → ``A``, ``26`` → ``AA``: how a spreadsheet calls a column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class Heading:
    """One column of the file: where it stands, what it says, and which column of ours it is.

    ``column`` is a key, :data:`IGNORED`, or empty where nobody knows yet. ``example`` is the first thing in it.
    """

    index: int
    words: str
    column: str = ""
    example: str = ""

    @property
    def letters(self) -> str:
        return letters_of(self.index)

    @property
    def is_ignored(self) -> bool:
        return self.column == IGNORED


@dataclass
class HeadingMap:
    """What was found out of a file: the sheet, the row with the headings, each heading, and what was passed by."""

    sheet: str
    header_row: int
    headings: list[Heading] = field(default_factory=list)
    passed_by: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict) -> "HeadingMap":
        return cls(kept["sheet"], kept["header_row"], [Heading(**row) for row in kept["headings"]], kept["passed_by"])

    @cached_property
    def index_of(self) -> dict[str, int]:
        """Where each column of ours stands."""
        return {each.column: each.index for each in self.headings if each.column and not each.is_ignored}

    def unknown(self) -> list[Heading]:
        """Those that are nobody's column and that nobody said to ignore."""
        return [each for each in self.headings if not each.column]

    def doubled(self) -> dict[str, list[Heading]]:
        """Columns of ours for which two headings or more stand."""
        found = defaultdict(list)
        for each in self.headings:
            if each.column and not each.is_ignored:
                found[each.column].append(each)
        return {column: headings for column, headings in found.items() if len(headings) > 1}


@dataclass(frozen=True)
class Headings:
    """The headings under which the columns of one sheet come in; ``remembered`` are the reader's own of other files."""

    columns: Sequence[Column]
    remembered: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, str]:
        """Each way to write one, and the column that is meant; what two columns claim is nobody's.

        A column's own heading goes before what another is called besides: what goes out comes in again.
        """
        return self._claimed(other_words_of) | self._claimed(words_of)

    def _claimed(self, words_of_one: Callable[[Column], frozenset[str]]) -> dict[str, str]:
        found: dict[str, set[str]] = defaultdict(set)
        for column in (*self.columns, *HIDDEN):
            for words in words_of_one(column):
                found[words].add(column.key)
        return {words: keys.pop() for words, keys in found.items() if len(keys) == 1}

    def column_of(self, heading: str) -> str:
        """The key of the column; empty where nobody knows."""
        words = plain(heading)
        kept = self.remembered.get(words)
        if kept is not None and (kept == IGNORED or kept in self.keys):
            return kept
        bare = plain(heading.split("(", maxsplit=1)[0])
        return self.known.get(words) or self.known.get(bare, "")

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(column.key for column in (*self.columns, *HIDDEN))

    @cached_property
    def helps(self) -> frozenset[str]:
        """The row of help, as it goes out in either language."""
        return frozenset().union(*(in_every_language(column.help) for column in self.columns if column.help))

    def are_help(self, cells: Sequence) -> bool:
        """Whether a row right below the headings is the one of help: most of what it says is."""
        said = [plain(cell) for cell in cells if isinstance(cell, str)]
        return bool(said) and sum(words in self.helps for words in said) * 2 > len(said)


def words_of(column: Column) -> frozenset[str]:
    """Its heading in every language, and its key."""
    return in_every_language(column.label, (column.key,))


def other_words_of(column: Column) -> frozenset[str]:
    """What it is called besides."""
    return frozenset(plain(words) for words in column.aliases) - {""}


def find_headings(sheets: Sequence[ReadSheet], headings: Headings, *, keys: Sequence[str]) -> HeadingMap:
    """The sheet and the row in which most headings are known, the first of equals.

    Raises :class:`SheetError` where there is none: the file is empty, or it is another one.
    """
    best: tuple[int, ReadSheet, int] | None = None
    for sheet in (each for each in sheets if not each.is_hidden):
        for place, (_number, cells) in enumerate(sheet.rows[:HEADINGS_WITHIN]):
            known = {headings.column_of(cell) for cell in cells if isinstance(cell, str)} - {"", IGNORED}
            if known and (best is None or len(known) > best[0]):
                best = (len(known), sheet, place)
    if best is None:
        raise SheetError(_nothing_found(sheets, headings, keys))
    _known, sheet, place = best
    return _mapped(sheets, sheet, place, headings)


def _nothing_found(sheets: Sequence[ReadSheet], headings: Headings, keys: Sequence[str]) -> str:
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    if not any(sheet.rows for sheet in shown):
        return _("The file is empty: no sheet that can be seen holds anything.")
    named = [column.heading for column in headings.columns if column.key in keys]
    named = named or [column.heading for column in headings.columns[:3]]
    return _("No row with known headings was found in the first %(rows)s rows. One is needed with, say, %(names)s.") % {
        "rows": HEADINGS_WITHIN,
        "names": ", ".join(f"“{name}”" for name in named),
    }


def _mapped(sheets: Sequence[ReadSheet], sheet: ReadSheet, place: int, headings: Headings) -> HeadingMap:
    number, cells = sheet.rows[place]
    right_below = [row for row in sheet.rows[place + 1 : place + 1 + HELP_WITHIN] if not headings.are_help(row[1])]
    below = [*right_below, *sheet.rows[place + 1 + HELP_WITHIN :]]
    found = []
    for index in range(max(len(cells), max((len(row) for _number, row in below), default=0))):
        said = cells[index] if index < len(cells) else None
        words = " ".join(str(said).split()) if isinstance(said, str | int | float) else ""
        example = next(
            (_shown(row[index]) for _number, row in below if index < len(row) and row[index] is not None), ""
        )
        if words or example:
            found.append(Heading(index, words[:100], headings.column_of(words) if words else "", example[:60]))
    others = [each.name for each in sheets if each is not sheet and not each.is_hidden and each.rows]
    return HeadingMap(sheet.name, number, found, others)


def _shown(said: object) -> str:
    """What a cell says, as it is told back."""
    if isinstance(said, dict):
        (inner,) = said.values()
        return _shown(inner)
    return "" if said is None else str(said)


def choose(mapping: HeadingMap, chosen: Mapping[int, str]) -> HeadingMap:
    """The same with what the author says of some of its columns."""
    headings = [
        Heading(each.index, each.words, chosen.get(each.index, each.column), each.example) for each in mapping.headings
    ]
    return HeadingMap(mapping.sheet, mapping.header_row, headings, mapping.passed_by)


def faults_of(mapping: HeadingMap, columns: Sequence[Column], keys: Sequence[str]) -> list[str]:
    """Why a file cannot be read yet, each in a sentence; nothing where it can."""
    labels = {column.key: column.heading for column in (*columns, *HIDDEN)}
    told = []
    for key, headings in mapping.doubled().items():
        places = ", ".join(each.letters for each in headings)
        told.append(
            _("Columns %(places)s are all read as “%(name)s”. Choose one; ignore or rename the others.")
            % {"places": places, "name": labels[key]}
        )
    for each in mapping.unknown():
        if each.words:
            told.append(
                _("Column %(place)s, “%(words)s”, is not known. Say what it is, or ignore it.")
                % {"place": each.letters, "words": each.words}
            )
        else:
            told.append(_("Column %(place)s has no heading. Say what it is, or ignore it.") % {"place": each.letters})
    if keys and not mapping.index_of.keys() & {ID, *keys}:
        names = ", ".join(f"“{labels[key]}”" for key in keys)
        told.append(_("A column is missing by which rows are told apart: %(names)s.") % {"names": names})
    return told
