"""A ladder: how far up each row is out of a hundred, the levels to be reached, and where it stood before."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.bars import BAR_AT, BAR_HIGH, ROW, WORDS_AT
from foundations.printing.plots.places import em, percent


@dataclass(frozen=True)
class Rung:
    """One row: its label, what is written beside it, how far up, its look, how far it was before, if known."""

    label: str
    figure: str
    value: int
    look: str
    before: int | None = None


@dataclass(frozen=True)
class DrawnRung:
    """A row with its places; ``before_x`` is empty where nothing was known before."""

    rung: Rung
    words_y: str
    bar_y: str
    foot_y: str
    width: str
    before_x: str


@dataclass(frozen=True)
class Ladder:
    """Rows out of a hundred. ``looks`` name each look that occurs; ``before`` says what the upright mark is."""

    key: str
    title: str
    words: str
    rungs: Sequence[Rung]
    levels: Sequence[int]
    looks: Sequence[tuple[str, str]]
    before: str

    @property
    def height(self) -> str:
        """Of the whole."""
        return em(ROW * len(self.rungs))

    @property
    def bar_height(self) -> str:
        """Of each bar."""
        return em(BAR_HIGH)

    @property
    def level_lines(self) -> list[str]:
        """Where each level lies across."""
        return [percent(level, 100) for level in self.levels]

    @property
    def drawn(self) -> list[DrawnRung]:
        """Each row in its place."""
        return [
            DrawnRung(
                rung,
                words_y=em(ROW * line + WORDS_AT),
                bar_y=em(ROW * line + BAR_AT),
                foot_y=em(ROW * line + BAR_AT + BAR_HIGH),
                width=percent(rung.value, 100),
                before_x="" if rung.before is None else percent(rung.before, 100),
            )
            for line, rung in enumerate(self.rungs)
        ]
