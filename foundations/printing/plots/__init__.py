"""Plots as SVG: geometry alone. What is drawn stands in a table beside it, which says the numbers.

Across, places are hundredths of the width; down, they are lines of the plot's own text, so that a plot grows with the
reader's letters. Nothing is told by colour alone: what is not solid is hatched or hollow, and figures stand in words.
"""

from foundations.printing.plots.bars import Bar, BarPlot
from foundations.printing.plots.dispersion import Dispersion, Mark, Spread
from foundations.printing.plots.matrix import Cell, Matrix, MatrixRow
from foundations.printing.plots.waterfall import Step, Waterfall

__all__ = ["Bar", "BarPlot", "Cell", "Dispersion", "Mark", "Matrix", "MatrixRow", "Spread", "Step", "Waterfall"]
