"""What a report on a budget says, asked once, as plain values: in as many questions for one line as for two hundred."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from funding.models import Allocation, AssetOrigin, BudgetLine, BudgetRound, LinePart
from funding.report.scope import Scope
from funding.rules import FIRM, Figures, cents
from funding.totals import (
    ContributionFigures,
    OfficeFigures,
    by_office,
    contribution_figures,
    costs_by_kind,
    figures_of,
)
from funding.traces import sessions_of
from network.bilingual import in_my_language
from network.models import Institution

ESTIMATES = ("draft", "estimated", "quoted")


@dataclass(frozen=True)
class Wanted:
    """So many of one kind of item that the budget buys, for how many offices, and what they come to without extras."""

    name: str
    quantity: int
    offices: int
    amount: Decimal


@dataclass(frozen=True)
class Bought:
    """So many of one kind that stand in one country and came of this money: in which state, whether they work, and in
    how many sessions of the network they were used.
    """

    name: str
    place: str
    is_gift: bool
    status: str
    works: bool
    quantity: int
    sessions: int


@dataclass(frozen=True)
class Facts:
    """Everything that the pages, the sheet and the paper say of one budget to one reader.

    ``told_lines`` are the keys of the lines that are told one by one; ``None`` for all of them.
    """

    budget: BudgetRound
    funder: Institution | None
    at: datetime
    figures: Figures
    offices: Sequence[OfficeFigures]
    kinds: dict[str, Decimal]
    wanted: Sequence[Wanted]
    contributions: Sequence[ContributionFigures]
    allocations: Sequence[Allocation]
    bought: Sequence[Bought]
    estimated_lines: int = 0
    line_count: int = 0
    own: Figures = field(default_factory=Figures)
    told_lines: frozenset[object] | None = None

    @property
    def is_estimate(self) -> bool:
        """Whether any line still stands at an estimate: then the whole does."""
        return self.estimated_lines > 0

    def lines(self) -> list[tuple[OfficeFigures, BudgetLine]]:
        """Those that are told one by one, each with its office."""
        told = self.told_lines
        return [(each, line) for each in self.offices for line in each.lines if told is None or line.pk in told]

    def closing(self) -> list[tuple[BudgetLine, Decimal]]:
        """Lines that firm money does not cover, the least missing first, with how much each still wants."""
        missing = [(line, cents(line.base_total) - cents(line.firm)) for _each, line in self.lines()]
        return sorted(((line, left) for line, left in missing if left > 0), key=lambda pair: pair[1])


def facts_of(scope: Scope, *, at: datetime | None = None) -> Facts:
    """All of it, at that instant."""
    budget = BudgetRound.objects.with_sums().get(pk=scope.budget.pk)
    lines = BudgetLine.objects.filter(round=budget).in_budget()
    offices = by_office(lines.with_places().with_cover())
    given = scope.contributions().with_sums().with_places()
    contributions = [contribution_figures(each, at=at) for each in given]
    every_line = [line for each in offices for line in each.lines]
    return Facts(
        budget=budget,
        funder=scope.funder,
        at=at or timezone.now(),
        figures=figures_of(budget),
        offices=offices,
        kinds=costs_by_kind(lines),
        wanted=wanted_of(budget),
        contributions=contributions,
        allocations=list(
            Allocation.objects.filter(contribution__in=scope.contributions(), line__round=budget).held().with_places()
        ),
        bought=bought_with(scope),
        estimated_lines=sum(line.state in ESTIMATES for line in every_line),
        line_count=len(every_line),
        own=sum((each.figures for each in contributions), Figures()),
        told_lines=None if scope.tells_every_line() else frozenset(scope.lines().values_list("pk", flat=True)),
    )


def wanted_of(budget: BudgetRound) -> list[Wanted]:
    """What the lines of the budget buy, kind by kind."""
    names = ("item_type__name_es", "item_type__name_en")
    rows = (
        LinePart.objects.filter(line__round=budget, line__until_version__isnull=True)
        .order_by("item_type__category", *names)
        .values("item_type", *names)
        .annotate(count=Sum("quantity"), offices=Count("line__office", distinct=True), amount_of_all=Sum("base_amount"))
    )
    return [
        Wanted(in_my_language(row[names[0]], row[names[1]]), row["count"], row["offices"], cents(row["amount_of_all"]))
        for row in rows
    ]


def bought_with(scope: Scope) -> list[Bought]:
    """What came of the money of ``scope``: bought by lines that it firmly covers, or given in kind. Nothing of it says
    where in the country it stands, in whose hands, or by which number it is known.
    """
    given = scope.contributions()
    bought = Q(line__round=scope.budget, line__allocations__contribution__in=given, line__allocations__state__in=FIRM)
    origins = (
        AssetOrigin.objects.filter(bought | Q(entry__contribution__in=given))
        .select_related("asset__item_type", "asset__office__country", "entry")
        .order_by("asset__office__country__name_es", "asset__item_type__name_es", "asset")
        .distinct()
    )
    found = list(origins)
    sessions = sessions_of(origin.asset for origin in found)
    grouped: dict[tuple, list[AssetOrigin]] = defaultdict(list)
    for origin in found:
        asset = origin.asset
        is_gift = origin.entry is not None and origin.entry.form == "goods"
        key = (asset.item_type.name, asset.office.country.name, is_gift, str(asset.get_status_display()))
        grouped[*key, asset.is_usable].append(origin)
    return [
        Bought(*key, len(rows), len(set().union(*(sessions.get(row.asset_id, set()) for row in rows))))
        for key, rows in grouped.items()
    ]
