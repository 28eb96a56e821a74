"""The addresses of budgets and of what funders read of them."""

from training_platform.access.address import Address

REPORTS: tuple[Address, ...] = (
    Address("funding_report:list", "funder_report"),
    Address("funding_report:report", "funder_report", thing="budget"),
    Address("funding_report:document", "funder_report", {"GET": "X"}, "budget"),
    Address("funding_report:workbook", "funder_report", {"GET": "X"}, "budget"),
    Address("funding_report:in_figures", "budget_figures", thing="budget"),
    Address("funding_report:offer", "budget_figures", thing="budget"),
    Address("funding_report:rows", "budget_figures", {"GET": "X"}, "budget_rows"),
    Address("funding_report:iati", "budget_figures", {"GET": "X"}, "budget"),
)
