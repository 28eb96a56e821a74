"""Facts about money: needs, budgets with lines and quotes, contributions with ledgers and allocations."""

from funding.models.contributions import (
    Allocation,
    AllocationStep,
    AssetOrigin,
    Contribution,
    ContributionDue,
    LedgerEntry,
)
from funding.models.needs import Need, NeedStep
from funding.models.quotes import Quote
from funding.models.rounds import (
    BudgetLine,
    BudgetRound,
    BudgetVersion,
    LineExtra,
    LinePart,
    LineStep,
    RoundStep,
)

__all__ = [
    "Allocation",
    "AllocationStep",
    "AssetOrigin",
    "BudgetLine",
    "BudgetRound",
    "BudgetVersion",
    "Contribution",
    "ContributionDue",
    "LedgerEntry",
    "LineExtra",
    "LinePart",
    "LineStep",
    "Need",
    "NeedStep",
    "Quote",
    "RoundStep",
]
