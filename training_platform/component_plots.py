"""What the plots of money and of equipment show on the page of components."""

from datetime import date

from django.utils.translation import gettext

from foundations.printing.plots import (
    Bar,
    BarPlot,
    Cell,
    Dispersion,
    Grid,
    GridRow,
    Ladder,
    Mark,
    Matrix,
    MatrixRow,
    Rung,
    Span,
    Spans,
    Spread,
    Square,
    Step,
    Trend,
    Waterfall,
)

COUNTRIES = ("Costa Rica", "Guatemala", "Honduras")


def drawn_samples() -> dict[str, object]:
    """By the name under which each component's snippet reads it."""
    words = gettext("The table beside the bars says each number.")
    firm, promised, missing = gettext("Firm"), gettext("Promised"), gettext("Still missing")
    parts = [(12, 4, 1), (6, 0, 11), (0, 9, 8)]
    steps = [(gettext("Required"), 100), (promised, 77), (firm, 64)]
    return {
        "money": BarPlot(
            "money",
            title=gettext("Firm, promised and missing"),
            words=words,
            bars=[Bar(*pair) for pair in zip(COUNTRIES, parts, strict=True)],
            legend=(firm, promised, missing),
            looks=("solid", "hatched", "hollow"),
        ),
        "steps": Waterfall(
            "steps",
            gettext("What is left from step to step"),
            words,
            [Step(label, amount, str(amount)) for label, amount in steps],
            (firm, missing),
        ),
        "cells": Matrix(
            "cells",
            title=gettext("Figures in a matrix"),
            words=words,
            heads=["A", "B"],
            rows=[
                MatrixRow(country, [Cell(part[0], part[1], str(part[0])), Cell(part[2], 0, str(part[2]))])
                for country, part in zip(COUNTRIES, parts, strict=True)
            ],
            legend=[gettext("Prosecutors"), gettext("Police")],
            soft=promised,
        ),
        "prices": Dispersion(
            "prices",
            gettext("Prices beside each other"),
            words,
            [
                Spread(country, f"{low}–9", [Mark(low, "solid"), Mark(7, "stroke"), Mark(9, "hollow")])
                for low, country in enumerate(COUNTRIES, start=4)
            ],
            [("solid", firm), ("hollow", missing), ("stroke", promised)],
        ),
    }


def drawn_states() -> dict[str, object]:
    """The same, of what stands in rooms and how ready they are."""
    words = gettext("The table beside the plot says each number.")
    has, lacks, unknown = gettext("Has what is due"), gettext("Lacks some"), gettext("Not reported")
    squares = [
        [Square("✓ 2/2", "shade-0"), Square("✕ 0/1", "shade-4")],
        [Square("! 1/2", "shade-2"), None],
        [Square("?", "hollow"), Square("?", "hollow")],
    ]
    levels, today = (60, 80), date(2012, 6, 1)
    points = [(date(2012, month, 1), score) for month, score in ((1, 40), (2, 55), (3, 85), (4, 70), (6, 90))]
    return {
        "squares": Grid(
            "squares",
            title=gettext("What each office has of each kind"),
            words=words,
            heads=["A", "B"],
            rows=[GridRow(*pair) for pair in zip(COUNTRIES, squares, strict=True)],
            legend=[gettext("Display"), gettext("Camera")],
            looks=[("shade-0", has), ("shade-2", lacks), ("hollow", unknown)],
        ),
        "rungs": Ladder(
            "rungs",
            title=gettext("Readiness of the rooms"),
            words=words,
            rungs=[Rung("Costa Rica", "90", 90, "solid", 70), Rung("Guatemala", "45", 45, "hollow", 62)],
            levels=levels,
            looks=[("solid", has), ("hollow", lacks)],
            before=gettext("A month before"),
        ),
        "course": Trend("course", gettext("Readiness over time"), words, points, levels),
        "terms": Spans(
            "terms",
            title=gettext("Warranties"),
            words=words,
            spans=[Span(gettext("Camera"), "2013-05-01", date(2011, 5, 1), date(2013, 5, 1))],
            first=date(2011, 1, 1),
            last=date(2014, 1, 1),
            today=today,
            today_words=gettext("Today"),
        ),
    }
