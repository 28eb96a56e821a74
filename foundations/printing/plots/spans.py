"""Spans of time beneath each other (a Gantt chart): from which day to which each lasts, with the years across."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foundations.printing.plots.bars import BAR_AT, BAR_HIGH, ROW, WORDS_AT
from foundations.printing.plots.places import em, percent

HEAD = 1.5  # in lines of its own text: the years above


@dataclass(frozen=True)
class Span:
    """One row: its label, how its end is written, its first and last day, its look."""

    label: str
    figure: str
    first: date
    last: date
    look: str = "solid"


@dataclass(frozen=True)
class DrawnSpan:
    """A row with its places."""

    span: Span
    words_y: str
    bar_y: str
    foot_y: str
    x: str
    width: str


@dataclass(frozen=True)
class Spans:
    """Rows from ``first`` to ``last`` day; ``today`` is a mark on each. ``looks`` name those that occur."""

    key: str
    title: str
    words: str
    spans: Sequence[Span]
    first: date
    last: date
    today: date
    today_words: str
    looks: Sequence[tuple[str, str]] = ()

    @property
    def height(self) -> str:
        """Of the whole: the years and the rows."""
        return em(HEAD + ROW * len(self.spans))

    @property
    def bar_height(self) -> str:
        """Of each bar."""
        return em(BAR_HIGH)

    @property
    def heads_y(self) -> str:
        """Where the years are written."""
        return em(1.0)

    @property
    def today_x(self) -> str:
        """Where today lies across."""
        return self._across(self.today)

    @property
    def years(self) -> list[tuple[str, str]]:
        """Each first of January within, with its place."""
        found = [date(year, 1, 1) for year in range(self.first.year, self.last.year + 1)]
        return [(str(day.year), self._across(day)) for day in found if self.first <= day <= self.last]

    @property
    def drawn(self) -> list[DrawnSpan]:
        """Each row in its place; what lies outside is cut."""
        rows = []
        for line, span in enumerate(self.spans):
            begins, ends = max(span.first, self.first), min(span.last, self.last)
            wide = max((ends - begins).days, 0)
            top = HEAD + ROW * line
            rows.append(
                DrawnSpan(
                    span,
                    words_y=em(top + WORDS_AT),
                    bar_y=em(top + BAR_AT),
                    foot_y=em(top + BAR_AT + BAR_HIGH),
                    x=self._across(begins),
                    width=percent(wide, self._days),
                )
            )
        return rows

    @property
    def _days(self) -> int:
        return max((self.last - self.first).days, 1)

    def _across(self, day: date) -> str:
        return percent((min(max(day, self.first), self.last) - self.first).days, self._days)
