"""Budgets at their largest: fifty rounds of two hundred lines, five thousand rows of ledgers, read as one reader reads.

The same round is asked for alone and among fifty: its statements must be equal. Then each page, file and rehearsal.
"""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from benchmarks.measure import memory_mb, report
from benchmarks.stage import stage

ROUNDS, LINES, ENTRIES = 50, 200, 5000
GIVERS = 10


def large_round(offices: list, kind, funders: list):
    """Two hundred lines, ten contributions with ten rows each; half of the lines have an allocation and a quote."""
    from funding.rules import Surcharge
    from tests.makers.budgets import make_allocation, make_contribution, make_entry, make_line, make_quote, make_round

    budget = make_round()
    freight = [Surcharge("freight", Decimal(6), "goods")]
    lines = [
        make_line(budget, offices[number % len(offices)], [(kind, 2, 500 + number, True)], freight)
        for number in range(LINES)
    ]
    for funder in funders:
        contribution = make_contribution(budget, funder, pledge=60000, commitment=50000, disbursement=20000)
        for _row in range(ENTRIES // ROUNDS // GIVERS - 3):
            make_entry(contribution, "expenditure", 100)
    given = list(budget.contributions.all())
    for number, line in enumerate(lines[: LINES // 2]):
        make_allocation(given[number % GIVERS], line, 500)
        make_quote(line, price=450 + number)
    return budget


def counted(act: Callable[[], object]) -> tuple[int, float]:
    """Statements, and CPU in milliseconds: the cheaper of two."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    with CaptureQueriesContext(connection) as asked:
        act()
    statements = len(asked)  # counted now: the log is emptied by the next request
    cheapest = []
    for _time in range(2):
        began = time.process_time()
        act()
        cheapest.append(1000 * (time.process_time() - began))
    return statements, min(cheapest)


def steps_of(budget, secretariat) -> dict[str, Callable[[], object]]:
    from django.utils import timezone

    from funding.iati.check import faults_of
    from funding.iati.facts import activity_of
    from funding.iati.writing import activity_file
    from funding.models import BudgetLine, BudgetRound
    from funding.rehearsal import Offer, rehearse
    from funding.report.facts import facts_of
    from funding.report.figures import figures_page
    from funding.report.paper import report_paper
    from funding.report.rows import ROWS
    from funding.report.scope import Scope
    from funding.report.sheet import report_sheet, tables_sheet
    from funding.report.tables import tables_of

    whole = Scope(budget, None)
    ten = list(BudgetLine.objects.filter(round=budget).with_places()[LINES // 2 : LINES // 2 + 10])
    return {
        "list of budgets": lambda: list(BudgetRound.objects.visible_to(secretariat).with_sums()),
        "report, its facts and tables": lambda: [table.told for table in tables_of(facts_of(whole))],
        "in figures": lambda: figures_page(budget),
        "report on paper": lambda: report_paper(facts_of(whole)),
        "report as workbook": lambda: report_sheet(facts_of(whole)),
        "ledger as workbook": lambda: tables_sheet([ROWS["ledger"](budget)]),
        "activity file, checked": lambda: faults_of(
            activity_file(activity_of(budget), at=timezone.now()), today=timezone.localdate()
        ),
        "an offer over ten lines": lambda: rehearse(budget, Offer(Decimal(9000), "USD", ten), by=secretariat),
    }


def main() -> None:
    from tests.makers.budgets import make_funder
    from tests.makers.equipment import make_item_type
    from tests.makers.network import make_cast, make_office

    cast = make_cast()
    cast.sara.person.appointments.update(starts_at=cast.sara.date_joined - timedelta(days=1))
    offices = [make_office() for _number in range(10)]
    kind, funders = make_item_type(), [make_funder() for _number in range(GIVERS)]
    budget = large_round(offices, kind, funders)
    alone = {step: counted(act) for step, act in steps_of(budget, cast.sara).items()}
    for _number in range(ROUNDS - 1):
        large_round(offices, kind, funders)
    rows = []
    for step, act in steps_of(budget, cast.sara).items():
        statements, cost = counted(act)
        before, cost_before = alone[step]
        rows.append(
            {
                "step": step,
                "SQL alone": before,
                "SQL among 50": statements,
                "same SQL": before == statements,
                "CPU ms alone": cost_before,
                "CPU ms among 50": cost,
                "MB": memory_mb(os.getpid()),
            }
        )
    report("budget_size", rows)


if __name__ == "__main__":
    with stage():
        main()
