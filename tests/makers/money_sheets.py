"""Sheets of a budget, as the Secretariat sends them in."""

from foundations.spreadsheets.registry import contract_named
from tests.makers.sheets import changed, checked, column_of, exported


def opened(name: str, user, budget):
    return contract_named(name).opens(user, str(budget.pk))


def sent(content: bytes, name: str, plan, cast):
    return checked(content, contract=name, about=str(plan.round.pk), by=cast.sara, language="en")


def sent_with(sheet_name: str, budget, cast, **cells):
    """The file as it goes out, with other words in the first row beneath the headings; checked."""

    def change(sheet):
        for heading, value in cells.items():
            first = int(sheet.freeze_panes.removeprefix("A"))  # below headings and help
            sheet.cell(first, column_of(sheet, heading.replace("_", " ")), value)

    content = exported(opened(sheet_name, cast.sara, budget))
    how = {"contract": sheet_name, "about": str(budget.pk), "by": cast.sara, "language": "en"}
    return checked(changed(content, change), **how)
