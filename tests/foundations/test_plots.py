"""Bars on one scale that begins with nought, drawn in the reader's letters and hundredths of the width."""

import pytest
from django.template import Context, Template
from django.utils import translation

from foundations.printing.plots import Bar, BarPlot


def plot(*bars: Bar, **fields) -> BarPlot:
    return BarPlot("test", title="Title", words="Words", bars=bars, **fields)


def test_longest_bar_reaches_from_edge_to_edge_and_parts_follow_each_other():
    first, second = plot(Bar("A", (6, 2)), Bar("B", (2, 0))).drawn
    assert [(piece.kind, piece.x, piece.width) for piece in first.pieces] == [
        (1, "0.00%", "75.00%"),
        (2, "75.00%", "25.00%"),
    ]
    assert [(piece.kind, piece.x, piece.width) for piece in second.pieces] == [(1, "0.00%", "25.00%")]


@pytest.mark.parametrize("bars", [(), (Bar("A", (0, 0)),), (Bar("A", ()),)])
def test_nothing_to_draw_is_no_fault(bars):
    assert [row.pieces for row in plot(*bars).drawn] == [[] for _bar in bars]


def test_it_grows_with_its_rows():
    assert (plot(Bar("A", (1,))).height, plot(*[Bar("A", (1,))] * 10).height) == ("2.75em", "27.50em")


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_says_what_it_shows_and_numbers_keep_the_point_of_svg(language):
    with translation.override(language):
        html = Template("{% load plots %}{% bar_plot plot %}").render(
            Context({"plot": plot(Bar("<b>", (1,)), Bar("C", (3,)), legend=("one",))})
        )
    assert 'role="img" aria-labelledby="plot-test-title plot-test-words"' in html
    assert '<title id="plot-test-title">Title</title>' in html
    assert 'width="33.33%"' in html
    assert "&lt;b&gt; · 1" in html
    assert "style" not in html


def test_without_bars_there_is_no_picture():
    assert not Template("{% load plots %}{% bar_plot plot %}").render(Context({"plot": plot()})).strip()
