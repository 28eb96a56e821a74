"""Bar plots as SVG: geometry alone. What is drawn stands in a table beside it, which says the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

# In lines of its own text, so that a plot grows with the reader's letters: the words, the bar beneath, the gap.
ROW, WORDS_AT, BAR_AT, BAR_HIGH = 2.75, 1.0, 1.35, 0.8


@dataclass(frozen=True)
class Bar:
    """One line of a plot: its label, and its parts in the order of the legend; at most two."""

    label: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(self.parts)


@dataclass(frozen=True)
class Piece:
    """One part of a bar as it is drawn: from where, how wide (in hundredths of the plot), as which of the legend."""

    kind: int
    x: str
    width: str


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
    ``legend`` names the parts, where there is more than one.
    """

    key: str
    title: str
    words: str
    bars: Sequence[Bar]
    legend: tuple[str, ...] = ()

    @property
    def height(self) -> str:
        """Of the whole."""
        return _em(ROW * len(self.bars))

    @property
    def bar_height(self) -> str:
        """Of each bar."""
        return _em(BAR_HIGH)

    @property
    def drawn(self) -> list[DrawnBar]:
        """Each bar in its place; the longest reaches from edge to edge."""
        most = max((bar.total for bar in self.bars), default=0) or 1
        return [
            DrawnBar(bar, _em(ROW * line + WORDS_AT), _em(ROW * line + BAR_AT), _pieces(bar, most))
            for line, bar in enumerate(self.bars)
        ]


def _pieces(bar: Bar, most: int) -> list[Piece]:
    """The parts one after the other; a part of nothing is not drawn."""
    pieces, before = [], 0
    for kind, part in enumerate(bar.parts, start=1):
        if part:
            pieces.append(Piece(kind, _percent(before, most), _percent(part, most)))
        before += part
    return pieces


def _percent(number: int, most: int) -> str:
    """``7`` of ``9`` → ``77.78%``, with the point that SVG wants in every language."""
    return f"{100 * number / most:.2f}%"


def _em(lines: float) -> str:
    return f"{lines:.2f}em"
