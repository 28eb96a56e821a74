"""Plots as SVG: geometry alone. What is drawn stands in a table beside it, which says the numbers.

Across, places are hundredths of the width; down, they are lines of the plot's own text, so that a plot grows with the
reader's letters. Nothing is told by colour alone: what is not solid is hatched or hollow, and figures stand in words.
"""

from foundations.printing.plots.bars import Bar, BarPlot
from foundations.printing.plots.dispersion import Dispersion, Mark, Spread
from foundations.printing.plots.grid import Grid, GridRow, Square
from foundations.printing.plots.ladder import Ladder, Rung
from foundations.printing.plots.matrix import Cell, Matrix, MatrixRow
from foundations.printing.plots.spans import Span, Spans
from foundations.printing.plots.trend import Trend
from foundations.printing.plots.waterfall import Step, Waterfall

__all__ = [
    "Bar",
    "BarPlot",
    "Cell",
    "Dispersion",
    "Grid",
    "GridRow",
    "Ladder",
    "Mark",
    "Matrix",
    "MatrixRow",
    "Rung",
    "Span",
    "Spans",
    "Spread",
    "Square",
    "Step",
    "Trend",
    "Waterfall",
]
