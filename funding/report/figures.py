"""The Secretariat's page of a budget in figures: every plot with its table."""

from dataclasses import dataclass

from django.conf import settings

from foundations.printing.plots import BarPlot, Dispersion, Matrix, Waterfall
from funding.iati.codes import UNREGISTERED
from funding.models import BudgetRound
from funding.report.drawings import CoverMatrix, cover_plot, waterfall_plot, waterfall_table
from funding.report.facts import facts_of
from funding.report.paper import dated
from funding.report.prices import comparisons_of, dispersion_plot, prices_table
from funding.report.scope import Scope
from funding.report.tables import Table, label_of, offices_table, summary_table
from funding.totals import covers_of


@dataclass(frozen=True)
class Figure:
    """A plot and the table that says its numbers; ``tag`` is the kind of plot."""

    tag: str
    plot: BarPlot | Dispersion | Matrix | Waterfall
    table: Table


def figures_page(budget: BudgetRound) -> dict[str, object]:
    """What the page shows: in as many questions for one line as for two hundred."""
    facts = facts_of(Scope(budget, None))
    matrix = CoverMatrix(facts.offices, facts.contributions, covers_of(budget))
    compared = comparisons_of(budget)
    return {
        "budget": facts.budget,
        "about": str(facts.budget.pk),
        "dated": dated(facts),
        "label": label_of(facts),
        "is_publisher": settings.IATI_ORGANISATION != UNREGISTERED,
        "summary": summary_table(facts.figures),
        "figures": [
            Figure("waterfall", waterfall_plot(facts.figures), waterfall_table(facts.figures)),
            Figure("bars", cover_plot(facts.offices), offices_table(facts.offices)),
            Figure("matrix", matrix.plot(), matrix.table()),
            Figure("dispersion", dispersion_plot(compared), prices_table(compared)),
        ],
    }
