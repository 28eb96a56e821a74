"""A matrix of figures: the darker a cell, the more it holds; what is not firm is a hatched strip at its foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.places import Number, em, percent

# In lines of its own text: a row, and where the words stand in it.
ROW, WORDS_AT, STRIP_HIGH = 2.0, 1.3, 0.35
LABELS = 26  # hundredths of the width that the labels of the rows take
GAP = 0.4  # hundredths between two cells
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
class Matrix:
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
    def height(self) -> str:
        """Of the whole: the heads and the rows."""
        return em(ROW * (len(self.rows) + 1))

    @property
    def cell_height(self) -> str:
        """Of each cell: a hair less than its row."""
        return em(ROW - 0.12)

    @property
    def strip_height(self) -> str:
        """Of what is hatched."""
        return em(STRIP_HIGH)

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

    @property
    def _wide(self) -> float:
        return (100 - LABELS) / max(len(self.heads), 1) - GAP

    def _left(self, place: int) -> float:
        return LABELS + place * (self._wide + GAP) + GAP

    def _placed(self, place: int, cell: Cell, most: Number) -> DrawnCell:
        whole = cell.firm + cell.soft
        return DrawnCell(
            cell,
            x=_hundredths(self._left(place)),
            width=_hundredths(self._wide),
            middle=_hundredths(self._left(place) + self._wide / 2),
            shade=shade_of(cell.firm, most),
            strip_width=_hundredths(self._wide * float(cell.soft / whole)) if cell.soft > 0 else "",
        )


def shade_of(number: Number, most: Number) -> int:
    """Nothing is 0; the rest is parted into four steps of the same width."""
    if number <= 0:
        return 0
    return min(1 + int(SHADES * number / most), SHADES)


def _hundredths(number: float) -> str:
    return percent(int(number * 100), 10000)
