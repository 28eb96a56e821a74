"""A grid of states: what each row has of each column, told by a look, a sign and a figure at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.columns import ROW, WORDS_AT, InColumns, hundredths
from foundations.printing.plots.places import em


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
class Grid(InColumns):
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
    def square_height(self) -> str:
        """A hair less than a row."""
        return em(ROW - 0.15)

    @property
    def square_width(self) -> str:
        """Of every square."""
        return hundredths(self.wide)

    @property
    def drawn(self) -> list[DrawnGridRow]:
        """Each row in its place."""
        return [
            DrawnGridRow(row.label, em(ROW * line), em(ROW * line + WORDS_AT), self._placed(row))
            for line, row in enumerate(self.rows, start=1)
        ]

    def _placed(self, row: GridRow) -> list[DrawnSquare]:
        return [
            DrawnSquare(square, self.left_of(place), self.middle_of(place))
            for place, square in enumerate(row.squares)
            if square is not None
        ]
