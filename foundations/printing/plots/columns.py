"""What plots of rows and columns share: where each column stands, and what its head stands for."""

from collections.abc import Sequence
from typing import Protocol

from foundations.printing.plots.places import em, percent

# In lines of its own text: a row, and where the words stand in it.
ROW, WORDS_AT = 2.0, 1.3
# Hundredths of the width: what a letter of a label takes on a telephone, what labels take at least and at most.
LETTER, LEAST_LABELS, MOST_LABELS = 1.8, 26.0, 40.0
GAP = 0.4  # hundredths between two cells


class Labelled(Protocol):
    """A row, which has a label."""

    @property
    def label(self) -> str: ...


class InColumns:
    """``heads`` are short (A, B, C), ``legend`` says what each stands for; every row has a cell for each."""

    heads: Sequence[str]
    rows: Sequence[Labelled]
    legend: Sequence[str]

    @property
    def height(self) -> str:
        """Of the whole: the heads and the rows."""
        return em(ROW * (len(self.rows) + 1))

    @property
    def heads_y(self) -> str:
        """Where the heads are written."""
        return em(WORDS_AT)

    @property
    def drawn_heads(self) -> list[tuple[str, str]]:
        """Each head and the middle of its column."""
        return [(head, self.middle_of(place)) for place, head in enumerate(self.heads)]

    @property
    def named_heads(self) -> list[tuple[str, str]]:
        """Each head and what it stands for."""
        return list(zip(self.heads, self.legend, strict=True))

    @property
    def labels(self) -> float:
        """How many hundredths of the width the labels of the rows take: the longest of them fits on a telephone."""
        longest = max((len(row.label) for row in self.rows), default=0)
        return min(MOST_LABELS, max(LEAST_LABELS, longest * LETTER))

    @property
    def wide(self) -> float:
        """How many hundredths of the width a column takes."""
        return (100 - self.labels) / max(len(self.heads), 1) - GAP

    def left_of(self, place: int) -> str:
        """Where the column begins."""
        return hundredths(self._left(place))

    def middle_of(self, place: int) -> str:
        """Where the words of the column stand."""
        return hundredths(self._left(place) + self.wide / 2)

    def _left(self, place: int) -> float:
        return self.labels + place * (self.wide + GAP) + GAP


def hundredths(number: float) -> str:
    """``33.333`` → ``33.33%``, as SVG wants it in every language."""
    return percent(int(number * 100), 10000)
