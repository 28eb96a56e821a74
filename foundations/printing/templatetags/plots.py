"""``{% bar_plot plot %}``: a :class:`foundations.printing.plots.BarPlot` as SVG, with its legend."""

from django import template

from foundations.printing.plots import BarPlot

register = template.Library()


@register.inclusion_tag("printing/_bar_plot.html")
def bar_plot(plot: BarPlot) -> dict[str, object]:
    """The picture alone: the table beside it is the page's."""
    return {"plot": plot, "legend": list(enumerate(plot.legend, start=1))}
