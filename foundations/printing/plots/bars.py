"""Horizontal bars, each of one or more parts, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.places import Number, em, percent

# In lines of its own text: the words, the bar beneath, the gap.
ROW, WORDS_AT, BAR_AT, BAR_HIGH = 2.75, 1.0, 1.35, 0.8


@dataclass(frozen=True)
class Bar:
    """One line of a plot: its label, and its parts in the order of the legend.

    ``figure`` is how the total is written, where the bare number is not enough: an amount of money.
    """

    label: str
    parts: tuple[Number, ...]
    figure: str = ""

    @property
    def total(self) -> Number:
        """All parts together."""
        return sum(self.parts)

    @property
    def said(self) -> str:
        """The total in words."""
        return self.figure or str(self.total)


@dataclass(frozen=True)
class Piece:
    """One part of a bar as it is drawn: from where, how wide (in hundredths of the plot), as which of the legend."""

    kind: int
    x: str
    width: str
    look: str = ""


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its places: ``em`` from the top."""

    bar: Bar
    words_y: str
    bar_y: str
    pieces: list[Piece]


@dataclass(frozen=True)
class BarPlot:
    """Horizontal bars on one scale that begins with nought.

    ``key`` tells several plots of a page apart; ``title`` and ``words`` say what it shows to whoever does not see it.
    ``legend`` names the parts, where there is more than one; ``looks`` says how each is drawn (``solid``, ``tinted``,
    ``hatched``, ``hollow``).
    """

    key: str
    title: str
    words: str
    bars: Sequence[Bar]
    legend: tuple[str, ...] = ()
    looks: tuple[str, ...] = ("solid", "tinted")

    @property
    def height(self) -> str:
        """Of the whole."""
        return em(ROW * len(self.bars))

    @property
    def bar_height(self) -> str:
        """Of each bar."""
        return em(BAR_HIGH)

    @property
    def named_looks(self) -> list[tuple[str, str]]:
        """The legend: each part's look and its name."""
        return list(zip(self.looks, self.legend, strict=False))

    @property
    def drawn(self) -> list[DrawnBar]:
        """Each bar in its place; the longest reaches from edge to edge."""
        most = max((bar.total for bar in self.bars), default=0) or 1
        return [
            DrawnBar(bar, em(ROW * line + WORDS_AT), em(ROW * line + BAR_AT), self._pieces(bar, most))
            for line, bar in enumerate(self.bars)
        ]

    def _pieces(self, bar: Bar, most: Number) -> list[Piece]:
        """The parts one after the other; a part of nothing is not drawn."""
        pieces: list[Piece] = []
        before: Number = 0
        for kind, part in enumerate(bar.parts, start=1):
            if part:
                pieces.append(Piece(kind, percent(before, most), percent(part, most), self.looks[kind - 1]))
            before += part
        return pieces
