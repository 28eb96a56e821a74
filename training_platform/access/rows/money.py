"""Budgets, and what funders read of them."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns

REPORTS: tuple[Resource, ...] = (
    Resource(
        "funder_report",
        _("Reports to funders: the totals of a budget, and what a funder's own money does"),
        Topic.MONEY,
        columns(SE="RX:all", FU="RX:all"),
        notes=(
            _("A funder reads budgets that were submitted, or that it gives to; of others' money the totals alone."),
            _("No report names a person, an address or the number of a piece of equipment."),
        ),
    ),
    Resource(
        "budget_figures",
        _("A budget in figures: who covers whom, prices of suppliers, ledgers, activity files"),
        Topic.MONEY,
        columns(SE="RX:all"),
    ),
    Resource(
        "budget_sheet",
        _("Budget lines, quotations and the ledger as spreadsheets, out and in"),
        Topic.MONEY,
        columns(SE="RCX:all"),
        notes=(_("Rows that come in are only added, by the same rules as on the pages."),),
    ),
)
