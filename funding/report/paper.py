"""A report on paper: A4 upright, tagged, as it is handed over. The tables are those of the screen, in words."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundations.printing.pdf import typeset
from foundations.printing.plots import BarPlot, Waterfall
from funding.report.drawings import cover_plot, waterfall_plot
from funding.report.facts import Facts
from funding.report.tables import Table, label_of, money, tables_of

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"


def report_paper(facts: Facts) -> bytes:
    """The PDF, in the language that is being spoken; the same bytes whenever it is asked at that instant."""
    return typeset(TEMPLATE, content_of(facts), at=facts.at)


def content_of(facts: Facts) -> dict[str, object]:
    """What the template is passed: words and hundredths, nothing to be counted there."""
    figures = facts.figures
    return {
        "language": (get_language() or "es")[:2],
        "network": settings.NETWORK_NAME,
        "secretariat": _("Secretariat of the network"),
        "title": _("Report to funders"),
        "budget": facts.budget.title,
        "funder": facts.funder.name if facts.funder else _("All funders"),
        "dated": dated(facts),
        "label": label_of(facts),
        "tiles": [
            [_("Rough budget"), money(figures.budget)],
            [_("Committed"), money(figures.committed)],
            [_("Gap: not committed yet"), money(figures.gap)],
            [_("Unallocated"), money(figures.unallocated)],
        ],
        "cover": bars_of(cover_plot(facts.offices)),
        "steps": steps_of(waterfall_plot(figures)),
        "tables": [told_table(table) for table in tables_of(facts)],
        "foot": _(
            "It names no person, no address and no number of a piece of equipment: it can be passed on as it is."
        ),
        "demo": _("DEMO: people and facts are fictitious.") if settings.DEMO else "",
    }


def dated(facts: Facts) -> str:
    """The day, the state and the version that it speaks of."""
    told = {
        "day": date_format(timezone.localtime(facts.at), "DATE_FORMAT"),
        "state": facts.budget.get_state_display(),
        "version": facts.budget.version,
    }
    return _("As of %(day)s. The budget is %(state)s; version %(version)s.") % told


def told_table(table: Table) -> dict[str, object]:
    """A table in words."""
    rows = [[cell.words for cell in row] for row in table.told]
    return {
        "title": table.title,
        "note": table.note,
        "heads": [str(head) for head in table.heads],
        "figures": table.figures,
        "rows": rows,
        "sums": [cell.words for cell in table.told_sums],
    }


def bars_of(plot: BarPlot) -> dict[str, object]:
    """A plot as the template draws it: places in hundredths of the width."""
    return {
        "title": plot.title,
        "words": plot.words,
        "legend": list(plot.named_looks),
        "rows": [
            {
                "label": row.bar.label,
                "figure": row.bar.said,
                "pieces": [[piece.look, _number(piece.x), _number(piece.width)] for piece in row.pieces],
            }
            for row in plot.drawn
        ],
    }


def steps_of(plot: Waterfall) -> dict[str, object]:
    """The waterfall in the same shape."""
    rows = []
    for row in plot.drawn:
        pieces: list[list[object]] = [["solid", 0.0, _number(row.width)]]
        if row.lost_width:
            pieces.append(["hollow", _number(row.lost_x), _number(row.lost_width)])
        figure = f"{row.step.figure} ({row.step.lost})" if row.step.lost else row.step.figure
        rows.append({"label": row.step.label, "figure": figure, "pieces": pieces})
    return {"title": plot.title, "words": plot.words, "legend": list(plot.named_looks), "rows": rows}


def _number(percent: str) -> float:
    return float(percent.rstrip("%"))


def file_name(facts: Facts, ending: str, *, at: datetime) -> str:
    """Of a file that is handed over: it names no funder, whose name is nobody else's business."""
    what = _("report")
    name = f"{settings.NETWORK_NAME} {what} {facts.budget.year} {timezone.localdate(at).isoformat()}"
    return f"{slugify(name)}.{ending}"
