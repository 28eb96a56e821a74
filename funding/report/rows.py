"""Lines, ledger and quotations of a budget, row by row, for who goes on counting. For the Secretariat."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from funding.models import BudgetLine, BudgetRound, LedgerEntry
from funding.report.prices import comparisons_of, quotes_table
from funding.report.tables import Table
from funding.rules import BASE_CURRENCY, IATI_TYPES, cents


def lines_rows(budget: BudgetRound) -> Table:
    """Every part and every extra of every line that counts, in the line's currency and in US dollars."""
    lines = BudgetLine.objects.filter(round=budget).in_budget().with_places()
    rows = []
    for line in lines.prefetch_related("parts__item_type", "extras"):
        of_line = (line.place or _("The network as a whole"), line.thing, line.quantity, str(line.get_state_display()))
        for part in line.parts.all():
            told = (part.item_type.name, part.quantity, cents(part.unit_price), None, cents(part.amount))
            rows.append((*of_line, *told, line.currency, line.value_date, cents(part.base_amount)))
        for extra in line.extras.all():
            told = (str(extra.get_kind_display()), None, None, extra.per_cent, cents(extra.amount))
            rows.append((*of_line, *told, line.currency, line.value_date, cents(extra.base_amount)))
    heads = [
        *(_("Office"), _("Equipment"), _("Units of the line"), _("State"), _("Item or extra"), _("Quantity")),
        *(_("Unit price"), _("Per cent"), _("Amount"), _("Currency"), _("Value date"), BASE_CURRENCY),
    ]
    return Table("lines", _("Budget lines"), heads, rows, figures=2)


def ledger_rows(budget: BudgetRound) -> Table:
    """Every row of every ledger of the budget, with its rate and its worth in US dollars."""
    entries = LedgerEntry.objects.filter(contribution__round=budget).select_related("contribution__funder")
    rows = [
        (
            entry.contribution.funder.name,
            entry.contribution.agreement_number,
            str(entry.get_kind_display()),
            IATI_TYPES[entry.kind],
            str(entry.get_form_display()),
            entry.value_date,
            entry.currency,
            cents(entry.amount),
            f"{entry.rate_per_usd.normalize():f}",
            entry.rate_source,
            cents(entry.base_amount),
            entry.reason,
        )
        for entry in entries.order_by("value_date", "pk")
    ]
    heads = [
        *(_("Funder"), _("Agreement"), _("Kind"), _("IATI transaction type"), _("In the form of"), _("Value date")),
        *(
            _("Currency"),
            _("Amount"),
            _("Units for one US dollar"),
            _("Source of the rate"),
            BASE_CURRENCY,
            _("Reason"),
        ),
    ]
    return Table("ledger", _("Ledger"), heads, rows, figures=7)


def quote_rows(budget: BudgetRound) -> Table:
    """Every quotation, as it is written and on equal terms."""
    return quotes_table(comparisons_of(budget))


ROWS: Mapping[str, Callable[[BudgetRound], Table]] = {"lines": lines_rows, "ledger": ledger_rows, "quotes": quote_rows}
