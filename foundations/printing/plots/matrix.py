"""A matrix of figures: the darker a cell, the more it holds; what is not firm is a hatched strip at its foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.columns import ROW, WORDS_AT, InColumns, hundredths
from foundations.printing.plots.places import Number, em

STRIP_HIGH = 0.35  # in lines of its own text
SHADES = 4


@dataclass(frozen=True)
class Cell:
    """What one row has of one column: firm, not yet firm, and how that is written."""

    firm: Number
    soft: Number
    figure: str


@dataclass(frozen=True)
class MatrixRow:
    """One row: its label, and a cell for each column."""

    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class DrawnCell:
    """A cell with its places across. ``shade`` is 0 (nothing) to 4 (the most); the strip is empty where all is firm."""

    cell: Cell
    x: str
    width: str
    middle: str
    shade: int
    strip_width: str


@dataclass(frozen=True)
class DrawnRow:
    """A row with its places down."""

    label: str
    y: str
    words_y: str
    strip_y: str
    cells: list[DrawnCell]


@dataclass(frozen=True)
class Matrix(InColumns):
    """Rows and columns with figures in the cells. ``heads`` are short (A, B, C); ``legend`` says what each stands for,
    ``soft`` what the hatched strip is.
    """

    key: str
    title: str
    words: str
    heads: Sequence[str]
    rows: Sequence[MatrixRow]
    legend: Sequence[str]
    soft: str

    @property
    def cell_height(self) -> str:
        """Of each cell: a hair less than its row."""
        return em(ROW - 0.12)

    @property
    def strip_height(self) -> str:
        """Of what is hatched."""
        return em(STRIP_HIGH)

    @property
    def has_soft(self) -> bool:
        """Whether anything is hatched."""
        return any(cell.soft for row in self.rows for cell in row.cells)

    @property
    def drawn(self) -> list[DrawnRow]:
        """Each row in its place."""
        most = max((cell.firm + cell.soft for row in self.rows for cell in row.cells), default=0) or 1
        return [
            DrawnRow(
                row.label,
                y=em(ROW * line),
                words_y=em(ROW * line + WORDS_AT),
                strip_y=em(ROW * (line + 1) - 0.12 - STRIP_HIGH),
                cells=[self._placed(place, cell, most) for place, cell in enumerate(row.cells)],
            )
            for line, row in enumerate(self.rows, start=1)
        ]

    def _placed(self, place: int, cell: Cell, most: Number) -> DrawnCell:
        whole = cell.firm + cell.soft
        return DrawnCell(
            cell,
            x=self.left_of(place),
            width=hundredths(self.wide),
            middle=self.middle_of(place),
            shade=shade_of(cell.firm, most),
            strip_width=hundredths(self.wide * float(cell.soft / whole)) if cell.soft > 0 else "",
        )


def shade_of(number: Number, most: Number) -> int:
    """Nothing is 0; the rest is parted into four steps of the same width."""
    if number <= 0:
        return 0
    return min(1 + int(SHADES * number / most), SHADES)
