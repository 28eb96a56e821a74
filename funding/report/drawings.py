"""Plots of a budget: what covers each office, who covers whom, what is left from step to step, how prices spread."""

from collections.abc import Sequence
from decimal import Decimal
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundations.printing.plots import Bar, BarPlot, Cell, Matrix, MatrixRow, Step, Waterfall
from funding.report.tables import Table, Value, money, place_of, said
from funding.rules import BASE_CURRENCY, NOTHING, Figures
from funding.totals import ContributionFigures, Cover, OfficeFigures, waterfall_of


def cover_plot(offices: Sequence[OfficeFigures]) -> BarPlot:
    """Each office: firm, proposed, and what nothing covers."""
    whole = sum((each.figures for each in offices), Figures())
    told = {"all": money(whole.budget), "firm": money(whole.firm), "left": money(whole.unallocated)}
    return BarPlot(
        "cover",
        title=_("What covers the cost of each office"),
        words=_("Of %(all)s, %(firm)s is confirmed; %(left)s is not. The table says each amount.") % told,
        bars=[Bar(place_of(each), _parts(each.figures), money(each.figures.budget)) for each in offices],
        legend=(pgettext("amount", "Confirmed"), _("Proposed"), _("Nothing yet")),
        looks=("solid", "hatched", "hollow"),
    )


def _parts(figures: Figures) -> tuple[Decimal, ...]:
    """What there is for it and what is missing. Never below nothing, where more is given than is wanted."""
    left = max(figures.budget - figures.firm - figures.soft, NOTHING)
    return (max(figures.firm, NOTHING), max(figures.soft, NOTHING), left)


def step_words() -> dict[str, str]:
    """How each step down is called."""
    return {
        "budget": _("Required"),
        "pledged": _("Pledged"),
        "committed": _("Committed"),
        "received": _("Received"),
        "spent": _("Spent"),
    }


def waterfall_plot(figures: Figures) -> Waterfall:
    """From what is required to what is spent."""
    words, steps, before = step_words(), [], None
    for step in waterfall_of(figures):
        lost = said(step.amount - before) if before is not None and before > step.amount else ""
        steps.append(Step(words[step.code], step.amount, money(step.amount), lost))
        before = step.amount
    told = {"all": money(figures.budget), "committed": money(figures.committed), "gap": money(figures.gap)}
    return Waterfall(
        "steps",
        _("From what is required to what is spent"),
        _("Of %(all)s required, %(committed)s is committed and %(gap)s is not. The table says each step.") % told,
        steps,
        (_("There is"), _("Lost since the step before")),
    )


def waterfall_table(figures: Figures) -> Table:
    """The same steps as rows."""
    words, rows, before = step_words(), [], None
    for step in waterfall_of(figures):
        rows.append((words[step.code], step.amount, None if before is None else before - step.amount))
        before = step.amount
    heads = [_("Step"), BASE_CURRENCY, _("Less than the step before")]
    return Table("steps", _("From what is required to what is spent"), heads, rows)


class CoverMatrix:
    """Who covers whom: a column for each contribution, a row for each office, and what is not earmarked for anybody.

    ``covers`` are those of :func:`funding.totals.covers_of`. The last row is what each contribution has pledged and not
    given to any line: columns sum to what it pledged, rows to what the office is given.
    """

    def __init__(
        self,
        offices: Sequence[OfficeFigures],
        contributions: Sequence[ContributionFigures],
        covers: Sequence[Cover],
    ) -> None:
        self.offices = offices
        self.contributions = contributions
        self.cells = {(cover.contribution_id, cover.office_id): cover for cover in covers}
        self.letters = [ascii_uppercase[place % 26] * (place // 26 + 1) for place in range(len(contributions))]

    def plot(self) -> Matrix:
        """In whole dollars: cents stand in the table."""
        rows = [
            MatrixRow(place_of(each), [self._cell(given, each) for given in self.contributions])
            for each in self.offices
        ]
        left = [Cell(max(given.free, NOTHING), NOTHING, _short(given.free)) for given in self.contributions]
        return Matrix(
            "matrix",
            title=_("Who covers whom"),
            words=_("A column for each contribution, a row for each office. The table says each amount."),
            heads=self.letters,
            rows=[*rows, MatrixRow(_("Given to nobody"), left)] if self.contributions else [],
            legend=[self._name(given) for given in self.contributions],
            soft=_("of it proposed only"),
        )

    def table(self) -> Table:
        """The same to the cent, with sums both ways."""
        rows: list[Sequence[Value]] = [
            (place_of(each), *(self._amount(given, each) for given in self.contributions)) for each in self.offices
        ]
        rows = [(*row, sum(row[1:], NOTHING)) for row in rows]  # type: ignore[arg-type]
        free = [given.free for given in self.contributions]
        rows.append((_("Given to nobody"), *free, sum(free, NOTHING)))
        sums = [sum((row[place] for row in rows), NOTHING) for place in range(1, len(self.contributions) + 2)]  # type: ignore[misc]
        names = [
            f"{letter}: {self._name(given)}" for letter, given in zip(self.letters, self.contributions, strict=True)
        ]
        note = _("Confirmed and proposed together. A column sums to what was pledged and what its lines gave back.")
        return Table(
            "matrix", _("Who covers whom"), [_("Office"), *names, _("In all")], rows, (_("In all"), *sums), note=note
        )

    def _cell(self, given: ContributionFigures, each: OfficeFigures) -> Cell:
        cover = self._cover(given, each)
        if cover is None:
            return Cell(NOTHING, NOTHING, "·")
        return Cell(cover.firm, cover.soft, _short(cover.firm + cover.soft))

    def _cover(self, given: ContributionFigures, each: OfficeFigures) -> Cover | None:
        return self.cells.get((given.contribution.pk, each.office.pk if each.office else None))

    def _amount(self, given: ContributionFigures, each: OfficeFigures) -> Decimal:
        cover = self._cover(given, each)
        return NOTHING if cover is None else cover.firm + cover.soft

    def _name(self, given: ContributionFigures) -> str:
        return f"{given.contribution.funder.name} ({given.contribution.agreement_number})"


def _short(amount: Decimal) -> str:
    """Without cents: a cell is narrow on a phone."""
    return said(int(amount.to_integral_value()))
