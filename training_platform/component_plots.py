"""What the plots of money show on the page of components."""

from django.utils.translation import gettext

from foundations.printing.plots import (
    Bar,
    BarPlot,
    Cell,
    Dispersion,
    Mark,
    Matrix,
    MatrixRow,
    Spread,
    Step,
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
