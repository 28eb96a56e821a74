"""Whose money a reader is shown: a funder its own and the totals, the Secretariat all of it or one funder's."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from funding.models import BudgetLine, BudgetRound, Contribution
from funding.querysets import LineQuerySet, institution_of
from funding.rules import HELD, SUBMITTED
from network.models import Institution, User
from network.querysets import standing_of


@dataclass(frozen=True)
class Scope:
    """``funder`` is whose contributions are told one by one; ``None`` means everybody's, which is the Secretariat's."""

    budget: BudgetRound
    funder: Institution | None

    def contributions(self) -> QuerySet[Contribution]:
        """Those that are told one by one."""
        found = Contribution.objects.filter(round=self.budget)
        return found if self.funder is None else found.filter(funder=self.funder)

    def tells_every_line(self) -> bool:
        """Whether all lines are told one by one: to a funder those of a budget that stands before the funders."""
        return self.funder is None or self.budget.state in SUBMITTED

    def lines(self) -> LineQuerySet:
        """The lines of the budget that are told one by one: else those that the funder's own money is given to."""
        found = BudgetLine.objects.filter(round=self.budget).in_budget()
        if self.tells_every_line():
            return found
        return found.filter(allocations__contribution__in=self.contributions(), allocations__state__in=HELD).distinct()


def scope_of(user: User, budget: BudgetRound, asked: str = "", *, at: datetime | None = None) -> Scope | None:
    """What ``user`` may be shown of ``budget``, or ``None``: it is not there.

    ``asked`` is the key of a funder of this budget, which only the Secretariat may name. A funder reads what was
    submitted, and what it gives to.
    """
    if standing_of(user, at).is_secretariat:
        if not asked:
            return Scope(budget, None)
        funder = funders_of(budget).filter(pk=asked).first() if asked.isdecimal() else None
        return None if funder is None else Scope(budget, funder)
    own = institution_of(user, at)
    if own is None or asked not in {"", str(own)}:
        return None
    scope = Scope(budget, Institution.objects.get(pk=own))
    return scope if budget.state in SUBMITTED or scope.contributions().exists() else None


def funders_of(budget: BudgetRound) -> QuerySet[Institution]:
    """Those with a contribution to ``budget``."""
    return Institution.objects.filter(pk__in=Contribution.objects.filter(round=budget).values("funder"))
