"""A waterfall: what is left of an amount from step to step, and what each step lost of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundations.printing.plots.bars import BAR_AT, BAR_HIGH, ROW, WORDS_AT
from foundations.printing.plots.places import Number, em, percent


@dataclass(frozen=True)
class Step:
    """One step: its label, its amount, how that is written, and how what it lost is written."""

    label: str
    amount: Number
    figure: str
    lost: str = ""


@dataclass(frozen=True)
class DrawnStep:
    """A step with its places. ``lost_x`` and ``lost_width`` are empty where nothing was lost; ``fall_y`` is where the
    line down from the step before begins, empty for the first.
    """

    step: Step
    words_y: str
    bar_y: str
    width: str
    lost_x: str
    lost_width: str
    before_x: str
    fall_y: str
    floor_y: str


@dataclass(frozen=True)
class Waterfall:
    """Steps from above downwards on one scale. ``legend`` names what a step holds and what it lost."""

    key: str
    title: str
    words: str
    steps: Sequence[Step]
    legend: tuple[str, str]

    @property
    def height(self) -> str:
        """Of the whole."""
        return em(ROW * len(self.steps))

    @property
    def bar_height(self) -> str:
        """Of each step."""
        return em(BAR_HIGH)

    @property
    def named_looks(self) -> list[tuple[str, str]]:
        """The legend: each look and its name."""
        return list(zip(("solid", "hollow"), self.legend, strict=True))

    @property
    def drawn(self) -> list[DrawnStep]:
        """Each step in its place. A step above the one before has lost nothing."""
        most = max((step.amount for step in self.steps), default=0) or 1
        befores = [None, *(step.amount for step in self.steps)]
        return [
            _placed(line, step, before, most)
            for line, (step, before) in enumerate(zip(self.steps, befores, strict=False))
        ]


def _placed(line: int, step: Step, before: Number | None, most: Number) -> DrawnStep:
    amount = max(step.amount, 0)
    lost = max((before or 0) - amount, 0)
    return DrawnStep(
        step,
        words_y=em(ROW * line + WORDS_AT),
        bar_y=em(ROW * line + BAR_AT),
        width=percent(amount, most),
        lost_x=percent(amount, most) if lost else "",
        lost_width=percent(lost, most) if lost else "",
        before_x=percent(max(before or 0, 0), most),
        fall_y=em(ROW * (line - 1) + BAR_AT + BAR_HIGH) if before is not None else "",
        floor_y=em(ROW * line + BAR_AT + BAR_HIGH),
    )
