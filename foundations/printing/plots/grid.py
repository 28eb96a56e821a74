"""A grid of states: what each row has of each column, told by a look, a sign and a figure at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.matrix import GAP, LABELS, ROW, WORDS_AT
from foundations.printing.plots.places import em, percent


@dataclass(frozen=True)
class Square:
    """One cell: what is written in it, and its look: ``shade-0`` … ``shade-4``, ``tinted`` or ``hollow``."""

    figure: str
    look: str


@dataclass(frozen=True)
class GridRow:
    """One row: its label, and a square for each column; ``None`` where the column is nothing to it."""

    label: str
    squares: Sequence[Square | None]


@dataclass(frozen=True)
class DrawnSquare:
    """A square with its places across."""

    square: Square
    x: str
    middle: str


@dataclass(frozen=True)
class DrawnGridRow:
    """A row with its places down."""

    label: str
    y: str
    words_y: str
    squares: list[DrawnSquare]


@dataclass(frozen=True)
class Grid:
    """Rows and columns of states. ``heads`` are short, ``legend`` says what each stands for; ``looks`` are the looks
    that occur, each with a sign and its meaning.
    """

    key: str
    title: str
    words: str
    heads: Sequence[str]
    rows: Sequence[GridRow]
    legend: Sequence[str]
    looks: Sequence[tuple[str, str]]

    @property
    def height(self) -> str:
        """Of the whole: the heads and the rows."""
        return em(ROW * (len(self.rows) + 1))

    @property
    def square_height(self) -> str:
        """A hair less than a row."""
        return em(ROW - 0.15)

    @property
    def square_width(self) -> str:
        """Of every square."""
        return _hundredths(self._wide)

    @property
    def heads_y(self) -> str:
        """Where the heads are written."""
        return em(WORDS_AT)

    @property
    def drawn_heads(self) -> list[tuple[str, str]]:
        """Each head and the middle of its column."""
        return [(head, _hundredths(self._left(place) + self._wide / 2)) for place, head in enumerate(self.heads)]

    @property
    def named_heads(self) -> list[tuple[str, str]]:
        """Each head and what it stands for."""
        return list(zip(self.heads, self.legend, strict=True))

    @property
    def drawn(self) -> list[DrawnGridRow]:
        """Each row in its place."""
        return [
            DrawnGridRow(row.label, em(ROW * line), em(ROW * line + WORDS_AT), self._placed(row))
            for line, row in enumerate(self.rows, start=1)
        ]

    @property
    def _wide(self) -> float:
        return (100 - LABELS) / max(len(self.heads), 1) - GAP

    def _left(self, place: int) -> float:
        return LABELS + place * (self._wide + GAP) + GAP

    def _placed(self, row: GridRow) -> list[DrawnSquare]:
        return [
            DrawnSquare(square, _hundredths(self._left(place)), _hundredths(self._left(place) + self._wide / 2))
            for place, square in enumerate(row.squares)
            if square is not None
        ]


def _hundredths(number: float) -> str:
    return percent(int(number * 100), 10000)
