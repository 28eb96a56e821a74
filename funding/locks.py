"""The locks on money, always taken in one order: the budget, then contributions, then lines, each by its key.

PostgreSQL holds the rows by ``FOR UPDATE``; SQLite holds the whole database by ``BEGIN IMMEDIATE``. Whoever gives
money to lines holds all three; whoever writes a ledger holds the contribution.
"""

from collections.abc import Iterable

from funding.models import BudgetLine, BudgetRound, Contribution


def locked_round(budget: BudgetRound) -> BudgetRound:
    """The row under its lock, within the caller's transaction."""
    return BudgetRound.objects.select_for_update(of=("self",)).get(pk=budget.pk)


def locked_contribution(contribution: Contribution) -> Contribution:
    """The row under its lock, within the caller's transaction."""
    return Contribution.objects.select_for_update(of=("self",)).select_related("funder").get(pk=contribution.pk)


def lock_contributions(keys: Iterable[object]) -> None:
    """Several, one after the other by their keys."""
    list(Contribution.objects.select_for_update(of=("self",)).filter(pk__in=set(keys)).order_by("pk"))


def locked_line(line: BudgetLine) -> BudgetLine:
    """The row under its lock, within the caller's transaction."""
    rows = BudgetLine.objects.select_for_update(of=("self",)).with_places()
    return rows.get(pk=line.pk)
