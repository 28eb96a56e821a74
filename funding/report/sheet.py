"""The tables of a report as a workbook: a sheet for each, figures as figures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundations.spreadsheets.xlsx import Value, workbook_of
from funding.report.facts import Facts
from funding.report.paper import dated
from funding.report.tables import Table, label_of, tables_of


def report_sheet(facts: Facts) -> bytes:
    """What :func:`funding.report.paper.report_paper` says on paper."""
    said = (dated(facts), facts.funder.name if facts.funder else "", label_of(facts), _("Amounts are in US dollars."))
    about = [[line] for line in said if line]
    return book_of([(_("About"), [facts.budget.title], about)], tables_of(facts))


def tables_sheet(tables: Sequence[Table]) -> bytes:
    """Plain tables, for who goes on counting."""
    return book_of([], tables)


def book_of(first: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Value]]]], tables: Sequence[Table]) -> bytes:
    """The titles of sheets are short: they are cut, and numbered so that no two are the same."""
    sheets = [
        (f"{number} {table.title}", [str(head) for head in table.heads], _rows(table))
        for number, table in enumerate(tables, start=1)
    ]
    return workbook_of([*first, *sheets])


def _rows(table: Table) -> list[Sequence[Value]]:
    return [*table.rows, *([table.sums] if table.sums else [])]
