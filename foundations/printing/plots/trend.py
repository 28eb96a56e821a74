"""How one figure went over time: straight pieces between nought and a hundred, with the levels that matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foundations.printing.plots.places import em, percent

HIGH, EDGE = 3.0, 0.35  # in lines of its own text: from nought to a hundred, and what is kept free above and below
SIDE = 2  # hundredths kept free at either end, so that no dot is cut


@dataclass(frozen=True)
class Trend:
    """A figure out of a hundred on several days, the oldest first. ``levels`` are drawn across."""

    key: str
    title: str
    words: str
    points: Sequence[tuple[date, int]]
    levels: Sequence[int] = ()

    @property
    def height(self) -> str:
        """Of the whole."""
        return em(HIGH + 2 * EDGE)

    @property
    def level_lines(self) -> list[str]:
        """Where each level lies."""
        return [_down(level) for level in self.levels]

    @property
    def dots(self) -> list[tuple[str, str]]:
        """Each day's place, across and down."""
        return [(self._across(day), _down(value)) for day, value in self.points]

    @property
    def pieces(self) -> list[tuple[str, str, str, str]]:
        """From each day to the next: across and down, where it begins and where it ends."""
        return [(*here, *there) for here, there in zip(self.dots, self.dots[1:], strict=False)]

    def _across(self, day: date) -> str:
        first, last = self.points[0][0], self.points[-1][0]
        days = (last - first).days
        part = (day - first).days if days else 1
        return percent(SIDE * max(days, 1) + (100 - 2 * SIDE) * part, 100 * max(days, 1))


def _down(value: int) -> str:
    return em(EDGE + HIGH * (100 - value) / 100)
