"""Two versions of one budget side by side: what came, what went, what was revised, and what that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from funding.models import BudgetLine, BudgetRound
from funding.rules import NOTHING, cents


@dataclass(frozen=True)
class Change:
    """One line as it stood in the older version and in the newer; ``None`` where it did not stand."""

    before: BudgetLine | None
    after: BudgetLine | None

    @property
    def line(self) -> BudgetLine:
        """The newer of the two, for its names."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def kind(self) -> str:
        """``added``, ``gone``, ``revised`` or ``same``."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        return "same" if self.before.pk == self.after.pk else "revised"

    @property
    def difference(self) -> Decimal:
        return _cost(self.after) - _cost(self.before)


@dataclass(frozen=True)
class Comparison:
    """All changes of one budget from one version to another."""

    older: int
    newer: int
    changes: Sequence[Change]

    @property
    def before(self) -> Decimal:
        return sum((_cost(change.before) for change in self.changes), NOTHING)

    @property
    def after(self) -> Decimal:
        return sum((_cost(change.after) for change in self.changes), NOTHING)

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


def _cost(line: BudgetLine | None) -> Decimal:
    return NOTHING if line is None else cents(line.base_total)


def compared(budget: BudgetRound, older: int, newer: int) -> Comparison:
    """Lines of the older version, each beside what became of it, then those that came."""
    lines = BudgetLine.objects.filter(round=budget).with_places()
    ancestors = dict(lines.values_list("pk", "revision_of"))
    before = {line.pk: line for line in lines.in_version(older)}
    after = {line.pk: line for line in lines.in_version(newer)}
    heirs = {_origin(pk, ancestors, before): line for pk, line in after.items()}
    changes = [Change(line, heirs.get(pk)) for pk, line in before.items()]
    came = [Change(None, line) for pk, line in after.items() if _origin(pk, ancestors, before) not in before]
    return Comparison(older, newer, changes + came)


def _origin(pk: object, ancestors: dict, among: dict) -> object:
    """The line of the older version that this one is or revises, step by step; else the line itself."""
    found = pk
    while found is not None and found not in among:
        found = ancestors.get(found)
    return pk if found is None else found
