"""Bars on one scale that begins with nought, drawn in the reader's letters and hundredths of the width."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

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
from foundations.printing.plots.matrix import shade_of


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


def drawn_by(tag: str, plot: object) -> str:
    return Template(f"{{% load plots %}}{{% {tag} plot %}}").render(Context({"plot": plot}))


def share(percent: str) -> float:
    return float(percent.rstrip("%"))


def test_what_is_not_firm_is_told_by_hatching_and_what_is_missing_by_a_hollow():
    bar = Bar("SV", (Decimal("10.50"), Decimal("4.50"), Decimal(5)), "USD 20.00")
    html = drawn_by("bar_plot", plot(bar, legend=("firm", "pledged", "gap"), looks=("solid", "hatched", "hollow")))
    assert "SV · USD 20.00" in html
    assert html.count('fill="url(#plot-test-hatch)"') == 2  # the piece, and the legend
    assert '<pattern id="plot-test-hatch"' in html
    assert [piece.width for piece in plot(bar, looks=("solid", "hatched", "hollow")).drawn[0].pieces] == [
        "52.50%",
        "22.50%",
        "25.00%",
    ]


def waterfall(*amounts: int) -> Waterfall:
    steps = [Step(str(amount), Decimal(amount), f"{amount}.00", "less") for amount in amounts]
    return Waterfall("test", "Title", "Words", steps, ("held", "lost"))


def test_a_step_and_what_it_lost_reach_as_far_as_the_step_before():
    first, second, third, fourth = waterfall(100, 60, 60, 15).drawn
    assert (first.width, first.lost_width, first.fall_y) == ("100.00%", "", "")
    assert (second.width, second.lost_x, second.lost_width) == ("60.00%", "60.00%", "40.00%")
    assert third.lost_width == ""
    assert share(fourth.width) + share(fourth.lost_width) == share(third.width)


@pytest.mark.parametrize("amounts", [(), (0, 0), (5, 10), (0, -4)])
def test_a_waterfall_of_nothing_or_upwards_loses_nothing(amounts):
    assert [step.lost_width for step in waterfall(*amounts).drawn] == ["" for _amount in amounts]
    assert "%-" not in drawn_by("waterfall", waterfall(*amounts))


def matrix_of(*rows: tuple[tuple[int, int], ...]) -> Matrix:
    return Matrix(
        "test",
        title="Title",
        words="Words",
        heads=["A", "B"],
        rows=[
            MatrixRow(f"<{number}>", [Cell(Decimal(firm), Decimal(soft), f"{firm}") for firm, soft in cells])
            for number, cells in enumerate(rows)
        ],
        legend=["Funder A", "Funder B"],
        soft="pledged",
    )


def test_the_darker_a_cell_the_more_it_holds_and_the_strip_is_its_soft_share():
    first, second = matrix_of(((100, 0), (0, 50)), ((30, 10), (0, 0))).drawn
    assert [cell.shade for cell in (*first.cells, *second.cells)] == [4, 0, 2, 0]
    assert first.cells[0].strip_width == ""
    assert first.cells[1].strip_width == first.cells[1].width
    assert share(second.cells[0].strip_width) == pytest.approx(share(second.cells[0].width) / 4, abs=0.01)


def test_columns_stand_within_the_width():
    last = matrix_of(((1, 0), (1, 0))).drawn[0].cells[-1]
    assert share(last.x) + share(last.width) <= 100


@pytest.mark.parametrize(("number", "shade"), [(-5, 0), (0, 0), (1, 1), (25, 2), (74, 3), (75, 4), (100, 4)])
def test_shades_part_the_scale_in_four(number, shade):
    assert shade_of(number, 100) == shade


def test_a_matrix_says_its_heads_and_its_figures_as_text():
    html = drawn_by("matrix", matrix_of(((100, 0), (0, 50))))
    assert "<strong>B</strong> Funder B" in html
    assert "&lt;0&gt;" in html
    assert "pledged" in html
    assert "pledged" not in drawn_by("matrix", matrix_of(((100, 0), (0, 0))))


def dispersion_of(*amounts: str) -> Dispersion:
    marks = [Mark(Decimal(amount), "solid" if number else "stroke") for number, amount in enumerate(amounts)]
    legend = [("stroke", "estimate"), ("solid", "quote")]
    return Dispersion("test", "Title", "Words", [Spread("UPS", "480.00", marks)], legend)


def test_prices_lie_between_the_edges_of_a_scale_of_their_own():
    line = dispersion_of("480.00", "240.00", "960.00").drawn[0]
    assert [x for _look, x in line.marks] == ["50.00%", "26.00%", "98.00%"]
    assert (line.low_x, line.high_x) == ("26.00%", "98.00%")


def test_an_item_without_prices_is_named_all_the_same():
    line = dispersion_of().drawn[0]
    assert (line.marks, line.low_x) == ([], "")
    assert "UPS" in drawn_by("dispersion", dispersion_of())


@pytest.mark.parametrize(
    ("tag", "drawing"),
    [
        ("waterfall", waterfall(100, 60)),
        ("matrix", matrix_of(((100, 20), (0, 50)))),
        ("dispersion", dispersion_of("480.00", "240.00")),
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_each_plot_is_well_formed_names_itself_and_has_no_style(tag, drawing, language):
    with translation.override(language):
        html = drawn_by(tag, drawing)
    picture = ET.fromstring(html.strip())  # noqa: S314 - our own words
    assert picture.find("svg").get("aria-labelledby") == "plot-test-title plot-test-words"
    assert picture.find("svg/title").text == "Title"
    assert "style" not in html
    assert ",0" not in html


# --- States, ladders, trends, spans ------------------------------------------------------------------------------


def drawn_as(tag: str, plot: object) -> ET.Element:
    html = Template(f"{{% load plots %}}{{% {tag} plot %}}").render(Context({"plot": plot}))
    assert "style" not in html
    return ET.fromstring(html)  # noqa: S314 - of our own making


def test_grid_draws_a_square_with_its_sign_and_leaves_out_what_is_not_due():
    rows = [GridRow("Honduras", [Square("? ", "hollow"), None]), GridRow("Panamá", [Square("✓", "shade-0")] * 2)]
    plot = Grid("g", "Title", "Words", ["A", "B"], rows, ["one", "two"], [("hollow", "unknown")])
    assert plot.height == "6.00em"
    assert [[square.x for square in row.squares] for row in plot.drawn] == [["26.40%"], ["26.40%", "63.40%"]]
    figure = drawn_as("grid", plot)
    assert [rect.get("class") for rect in figure.iterfind("svg/rect")] == [
        "plot-hollow",
        "plot-shade-0",
        "plot-shade-0",
    ]


@pytest.mark.parametrize(
    ("label", "left"), [("Panamá", "26.40%"), ("República Dominicana", "36.40%"), ("N" * 60, "40.40%")]
)
def test_columns_begin_where_the_longest_label_of_a_row_ends(label, left):
    plot = Grid("g", "Title", "Words", ["A"], [GridRow(label, [Square("✓", "shade-0")])], ["one"], [])
    assert plot.drawn[0].squares[0].x == left


@pytest.mark.parametrize(
    ("days", "across"),
    [([1], ["98.00%"]), ([1, 31], ["2.00%", "98.00%"]), ([1, 16, 31], ["2.00%", "50.00%", "98.00%"])],
)
def test_trend_spreads_days_by_their_distance(days, across):
    plot = Trend("t", "Title", "Words", [(date(2012, 1, day), 50) for day in days], (60, 80))
    assert [x for x, _y in plot.dots] == across
    assert len(plot.pieces) == len(days) - 1
    figure = drawn_as("trend", plot)
    assert len(figure.findall("svg/line")) == 2 + len(days) - 1


def test_trend_puts_a_hundred_above_nought():
    plot = Trend("t", "Title", "Words", [(date(2012, 1, 1), 0), (date(2012, 1, 2), 100)])
    assert [y for _x, y in plot.dots] == ["3.35em", "0.35em"]


def test_ladder_is_out_of_a_hundred_and_marks_what_was_before():
    rungs = [Rung("A", "90", 90, "solid", 70), Rung("B", "0", 0, "hollow")]
    plot = Ladder("l", "Title", "Words", rungs, (60, 80), [("solid", "ready")], "before")
    assert [(rung.width, rung.before_x) for rung in plot.drawn] == [("90.00%", "70.00%"), ("0.00%", "")]
    assert len(drawn_as("ladder", plot).findall("svg/line[@class='plot-stroke']")) == 1


def test_spans_are_cut_at_the_edges():
    spans = [Span("A", "2013", date(2010, 1, 1), date(2012, 7, 1)), Span("B", "", date(2012, 1, 1), date(2020, 1, 1))]
    first, last, today = date(2011, 1, 1), date(2013, 1, 1), date(2012, 1, 1)
    plot = Spans("s", "Title", "Words", spans, first, last, today, "today")
    assert [span.x for span in plot.drawn] == ["0.00%", "49.93%"]
    assert plot.drawn[0].width == "74.83%"
    assert [year for year, _x in plot.years] == ["2011", "2012", "2013"]
    assert plot.today_x == "49.93%"
    assert drawn_as("spans", plot).find("svg/title").text == "Title"


@pytest.mark.parametrize("tag", ["grid", "ladder", "trend", "spans"])
def test_nothing_to_show_draws_nothing(tag):
    made = {
        "grid": Grid("e", "T", "W", [], [], [], []),
        "ladder": Ladder("e", "T", "W", [], (), [], ""),
        "trend": Trend("e", "T", "W", []),
        "spans": Spans("e", "T", "W", [], *[date(2012, 1, 1)] * 3, ""),
    }
    assert "svg" not in Template(f"{{% load plots %}}{{% {tag} plot %}}").render(Context({"plot": made[tag]}))
