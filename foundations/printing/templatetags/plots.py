"""The plots of :mod:`foundations.printing.plots` as SVG, each with its legend. The table beside each is the page's."""

from django import template

from foundations.printing.plots import BarPlot, Dispersion, Matrix, Waterfall

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
