"""The plots of :mod:`foundations.printing.plots` as SVG, each with its legend. The table beside each is the page's."""

from django import template

from foundations.printing.plots import BarPlot, Dispersion, Grid, Ladder, Matrix, Spans, Trend, Waterfall

register = template.Library()


@register.inclusion_tag("printing/_bar_plot.html")
def bar_plot(plot: BarPlot) -> dict[str, object]:
    """``{% bar_plot plot %}``: horizontal bars."""
    return {"plot": plot, "legend": plot.named_looks}


@register.inclusion_tag("printing/_waterfall.html")
def waterfall(plot: Waterfall) -> dict[str, object]:
    """``{% waterfall plot %}``: what is left from step to step."""
    return {"plot": plot, "legend": plot.named_looks}


@register.inclusion_tag("printing/_matrix.html")
def matrix(plot: Matrix) -> dict[str, object]:
    """``{% matrix plot %}``: figures in cells, shaded."""
    return {"plot": plot}


@register.inclusion_tag("printing/_dispersion.html")
def dispersion(plot: Dispersion) -> dict[str, object]:
    """``{% dispersion plot %}``: prices beside each other."""
    return {"plot": plot}


@register.inclusion_tag("printing/_grid.html")
def grid(plot: Grid) -> dict[str, object]:
    """``{% grid plot %}``: states in squares."""
    return {"plot": plot}


@register.inclusion_tag("printing/_ladder.html")
def ladder(plot: Ladder) -> dict[str, object]:
    """``{% ladder plot %}``: how far up each row is, and the levels."""
    return {"plot": plot}


@register.inclusion_tag("printing/_trend.html")
def trend(plot: Trend) -> dict[str, object]:
    """``{% trend plot %}``: how one figure went."""
    return {"plot": plot}


@register.inclusion_tag("printing/_spans.html")
def spans(plot: Spans) -> dict[str, object]:
    """``{% spans plot %}``: from which day to which each lasts."""
    return {"plot": plot}
