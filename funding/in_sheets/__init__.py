"""Budget lines, quotations and ledgers as spreadsheets, out and in: for the Secretariat.

What is there goes out with a hidden key and comes in unchanged; a row that says otherwise changes what may be changed,
and tells at its cell what may not. A row without a key is new. Both go through the actions that a page would call, with
everything that they refuse. Nothing is created in passing: offices, kinds, suppliers and agreements must be known.
"""

import uuid
from collections.abc import Callable

from django.utils.translation import gettext_lazy

from foundations.spreadsheets.contract import Contract
from funding.in_sheets.kept import BudgetSheet
from funding.in_sheets.ledger import LedgerSheet
from funding.in_sheets.lines import LineSheet
from funding.in_sheets.quotes import QuoteSheet
from funding.models import BudgetRound
from network.models import User
from network.querysets import standing_of


def _opens(sheet: type[BudgetSheet]) -> Callable[[User, str], BudgetSheet | None]:
    """To the Secretariat, about one budget."""

    def opened(user: User, about: str) -> BudgetSheet | None:
        if not standing_of(user).is_secretariat:
            return None
        try:
            key = uuid.UUID(about)
        except ValueError:
            return None
        budget = BudgetRound.objects.filter(pk=key).first()
        return None if budget is None else sheet(user, budget)

    return opened


lines_contract = Contract("budget-lines", gettext_lazy("Budget lines"), _opens(LineSheet))
quotes_contract = Contract("quotations", gettext_lazy("Quotations"), _opens(QuoteSheet))
ledger_contract = Contract("ledger", gettext_lazy("Ledger"), _opens(LedgerSheet))
