"""Prices of one thing beside each other: where each lies between nought and the dearest of its line."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.places import Number, em, percent

# In lines of its own text: the words, the line on which the marks stand.
ROW, WORDS_AT, LINE_AT = 2.75, 1.0, 1.85
MARK = 0.4  # how wide half a mark is
EDGE = 2  # hundredths kept free at either end, so that no mark is cut


@dataclass(frozen=True)
class Mark:
    """One price: how much, and how it is drawn: ``solid`` or ``hollow`` (a circle), ``stroke`` (an upright line)."""

    amount: Number
    look: str


@dataclass(frozen=True)
class Spread:
    """One line: its label, how its span is written, its marks."""

    label: str
    figure: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class DrawnSpread:
    """A line with its places; from the cheapest mark to the dearest there is a line."""

    spread: Spread
    words_y: str
    line_y: str
    stroke_y: str
    stroke_foot: str
    low_x: str
    high_x: str
    marks: list[tuple[str, str]]


@dataclass(frozen=True)
class Dispersion:
    """Lines of prices, each on a scale of its own from nought to its dearest. ``legend`` names each look."""

    key: str
    title: str
    words: str
    spreads: Sequence[Spread]
    legend: Sequence[tuple[str, str]]

    @property
    def height(self) -> str:
        """Of the whole."""
        return em(ROW * len(self.spreads))

    @property
    def mark_radius(self) -> str:
        """Of a circle."""
        return em(MARK)

    @property
    def drawn(self) -> list[DrawnSpread]:
        """Each line in its place; one without marks has its words alone."""
        return [self._placed(line, spread) for line, spread in enumerate(self.spreads)]

    def _placed(self, line: int, spread: Spread) -> DrawnSpread:
        amounts = [mark.amount for mark in spread.marks]
        most = max(amounts, default=0) or 1
        return DrawnSpread(
            spread,
            words_y=em(ROW * line + WORDS_AT),
            line_y=em(ROW * line + LINE_AT),
            stroke_y=em(ROW * line + LINE_AT - 1.5 * MARK),
            stroke_foot=em(ROW * line + LINE_AT + 1.5 * MARK),
            low_x=_inside(min(amounts), most) if amounts else "",
            high_x=_inside(max(amounts), most) if amounts else "",
            marks=[(mark.look, _inside(mark.amount, most)) for mark in spread.marks],
        )


def _inside(amount: Number, most: Number) -> str:
    """A place between the two edges."""
    return percent(EDGE * most + (100 - 2 * EDGE) * amount, 100 * most)
