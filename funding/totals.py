"""The figures that pages, sheets, plots and reports show: asked once here, so that all of them say the same.

Each answer is plain values in US dollars, to the cent. A total is the sum of the rows that are shown beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from funding.models import Allocation, BudgetLine, BudgetRound, Contribution
from funding.querysets import KINDS
from funding.rules import FIRM, NOTHING, Figures, Sums, cents
from network.models import Country, Office

OF_ROUND = ("budget", "pledged", "committed", "received", "spent", "firm", "soft")


def figures_of(budget: BudgetRound) -> Figures:
    """Of a round fetched ``with_sums``."""
    return Figures(**{name: cents(getattr(budget, name)) for name in OF_ROUND})


def round_figures(budget: BudgetRound) -> Figures:
    """Of any round, asked now."""
    return figures_of(BudgetRound.objects.with_sums().get(pk=budget.pk))


def line_figures(line: BudgetLine) -> Figures:
    """Of a line fetched ``with_cover``: its cost and what is allocated to it. Nothing is committed to a line alone."""
    return Figures(budget=cents(line.base_total), firm=cents(line.firm), soft=cents(line.soft))  # type: ignore[attr-defined]


@dataclass
class OfficeFigures:
    """What one office costs (``office`` is ``None`` for the network as a whole), with its lines."""

    office: Office | None
    lines: list[BudgetLine] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)

    @property
    def country(self) -> Country | None:
        return None if self.office is None else self.office.country


def by_office(lines: Iterable[BudgetLine]) -> list[OfficeFigures]:
    """Lines fetched ``with_places`` and ``with_cover``, office by office in their order, the network's own last."""
    found: dict[int | None, OfficeFigures] = {}
    for line in lines:
        each = found.setdefault(line.office_id, OfficeFigures(line.office))
        each.lines.append(line)
        each.figures += line_figures(line)
    return sorted(found.values(), key=lambda each: each.office is None)


def total_of(rows: Iterable[OfficeFigures]) -> Figures:
    """The sum of the rows that are shown."""
    return sum((each.figures for each in rows), Figures())


@dataclass(frozen=True)
class ContributionFigures:
    """What the ledger of a contribution says and what of it is given to lines."""

    contribution: Contribution
    agreed: Sums  # in the currency of the agreement; what was spent is in no such currency and stands at nothing
    base: Sums
    held: Decimal
    firm: Decimal
    state: str

    @property
    def state_word(self) -> str:
        return str(Contribution.State(self.state).label)

    @property
    def free_firm(self) -> Decimal:
        """Committed and not confirmed for any line."""
        return self.base.commitment - self.firm

    @property
    def free(self) -> Decimal:
        """Pledged and not given to any line in any way."""
        return max(self.base.pledge, self.base.commitment) - self.held

    @property
    def figures(self) -> Figures:
        return Figures(
            pledged=self.base.pledge,
            committed=self.base.commitment,
            received=self.base.received,
            spent=self.base.expenditure,
            firm=self.firm,
            soft=self.held - self.firm,
        )


def contribution_figures(contribution: Contribution, *, at: datetime | None = None) -> ContributionFigures:
    """Of one fetched ``with_sums``: its state is what its ledger says on that day."""

    def sums(which: str) -> Sums:
        return Sums(**{kind: cents(getattr(contribution, f"{which}_{kind}")) for kind in KINDS})

    agreed, base = sums("agreed"), sums("base")
    state = contribution.state_of(
        agreed,
        base,
        has_rows=contribution.entry_count > 0,
        today=timezone.localdate(at),  # type: ignore[attr-defined]
    )
    held, firm = cents(contribution.held), cents(contribution.firm)  # type: ignore[attr-defined]
    return ContributionFigures(contribution, agreed=agreed, base=base, held=held, firm=firm, state=state)


def figures_of_one(contribution: Contribution, *, at: datetime | None = None) -> ContributionFigures:
    """Of any contribution, asked now."""
    return contribution_figures(Contribution.objects.with_sums().get(pk=contribution.pk), at=at)


# --- For plots, matrices and reports ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cover:
    """What one contribution gives to one office (``None``: the network as a whole)."""

    contribution_id: object
    funder_id: int
    office_id: int | None
    firm: Decimal
    soft: Decimal


def covers_of(budget: BudgetRound, allocations: QuerySet[Allocation] | None = None) -> list[Cover]:
    """Contribution by office, for the matrix of who covers whom; narrowed to ``allocations`` where given."""
    asked = Allocation.objects.all() if allocations is None else allocations
    rows = (
        asked.held()  # type: ignore[attr-defined]
        .filter(line__round=budget)
        .order_by("contribution__funder__name_es", "contribution", "line__office")
        .values("contribution", "contribution__funder", "line__office", "state")
        .annotate(amount_of_all=Sum("amount"))
    )
    found: dict[tuple, dict[str, Decimal]] = {}
    for row in rows:
        key = (row["contribution"], row["contribution__funder"], row["line__office"])
        sums = found.setdefault(key, {"firm": NOTHING, "soft": NOTHING})
        sums["firm" if row["state"] in FIRM else "soft"] += cents(row["amount_of_all"])
    return [Cover(*key, **sums) for key, sums in found.items()]


@dataclass(frozen=True)
class Step:
    """One step down from what is wanted to what is spent."""

    code: str
    amount: Decimal


def waterfall_of(figures: Figures) -> list[Step]:
    """Wanted, promised, bound, come, spent: in this order."""
    return [Step(code, getattr(figures, code)) for code in ("budget", "pledged", "committed", "received", "spent")]


def costs_by_kind(lines: QuerySet[BudgetLine]) -> dict[str, Decimal]:
    """What the parts of ``lines`` come to (``parts``), and each kind of extra; together the total of the lines."""
    kept = lines.order_by()
    found = {"parts": cents(kept.aggregate(of_all=Sum("parts__base_amount"))["of_all"])}
    rows = kept.filter(extras__isnull=False).values(kind=F("extras__kind")).annotate(of_all=Sum("extras__base_amount"))
    return found | {row["kind"]: cents(row["of_all"]) for row in rows}
