"""Questions about money. Who sees what of it stands in one place: :class:`OfMoney` and its kin.

Sums are asked of the database and rounded by :func:`funding.rules.cents` where they are read: SQLite adds in doubles.
"""

from datetime import date, datetime, timedelta
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from equipment.querysets import OfOffices
from funding.rules import BOUND, FIRM, HELD, NOTHING, OUT_OF_BUDGET, SOFT, SUBMITTED
from network.querysets import standing_of

MONEY = models.DecimalField(max_digits=14, decimal_places=2)
KINDS = ("pledge", "commitment", "disbursement", "expenditure", "reimbursement")
COMMITTED_WITHIN = timedelta(days=90)


def institution_of(user, at: datetime | None = None) -> int | None:
    """The funder in whose name ``user`` reads; ``None`` for everybody else."""
    return user.person.institution_id if standing_of(user, at).holds("funder") else None


def rows_of(model: str) -> models.QuerySet:
    """All rows of a model of this app, by name: questions stand below the models that they are asked of."""
    return apps.get_model("funding", model)._default_manager.all()


def sum_of(column: str, **asked: object) -> Coalesce:
    """The sum of a column over the rows that are asked for; nothing where there are none."""
    return Coalesce(Sum(column, filter=Q(**asked) if asked else None), NOTHING, output_field=MONEY)


def sum_over(rows: models.QuerySet, outer: str, column: str | Combinable) -> Coalesce:
    """The sum of ``column`` over those of ``rows`` whose ``outer`` is the row that is asked about."""
    summed = rows.order_by().filter(**{outer: OuterRef("pk")}).values(outer).annotate(of_all=Sum(column))
    return Coalesce(Subquery(summed.values("of_all")), NOTHING, output_field=MONEY)


class NeedQuerySet(OfOffices):
    """An office's own to its contact points and custodians, all to Secretariat and administrators."""

    def visible_to(self, user, at: datetime | None = None) -> Self:
        standing = standing_of(user, at)
        if standing.is_secretariat or standing.holds("administrator"):
            return self
        return self.of_offices(standing.offices_as("contact_point", "custodian"))

    def to_review(self) -> Self:
        """Sent and not answered, the oldest first."""
        return self.filter(state="sent").order_by("sent_at", "pk")

    def with_places(self) -> Self:
        """Each with what a list names."""
        return self.select_related("office__country", "room", "item_type", "kit_version__kit")

    def rolled_up(self) -> models.QuerySet:
        """How many of each kind each office was granted or still asks for: ``granted``, ``asked``."""
        rows = self.order_by().values("office", "item_type")
        return rows.annotate(
            granted_in_all=Coalesce(Sum("granted", filter=Q(state="accepted")), 0),
            asked_in_all=Coalesce(Sum("quantity", filter=Q(state="sent")), 0),
        ).filter(Q(granted_in_all__gt=0) | Q(asked_in_all__gt=0))


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """All to Secretariat and administrators; to funders those that were submitted, and those they give to.

        An office reads its own lines, not the budget of all.
        """
        standing = standing_of(user, at)
        if standing.is_secretariat or standing.holds("administrator"):
            return self
        funder = institution_of(user, at)
        if funder is None:
            return self.none()
        given = rows_of("Contribution").filter(funder=funder, round__isnull=False)
        return self.filter(Q(state__in=SUBMITTED) | Q(pk__in=given.values("round")))

    def with_sums(self) -> Self:
        """Each with its figures in US dollars: ``budget``, ``pledged``, ``committed``, ``received``, ``spent``,
        ``firm`` and ``soft`` (confirmed and proposed allocations). As many questions for one as for fifty.
        """
        lines, ledger, given = rows_of("BudgetLine"), rows_of("LedgerEntry"), rows_of("Allocation")
        of_kind = {kind: ledger.filter(kind=kind) for kind in KINDS}
        path = "contribution__round"
        return self.annotate(
            budget=sum_over(lines.filter(until_version__isnull=True), "round", "base_total"),
            pledged=sum_over(of_kind["pledge"], path, "base_amount"),
            committed=sum_over(of_kind["commitment"], path, "base_amount"),
            received=sum_over(ledger.filter(kind__in=["disbursement", "reimbursement"]), path, "base_amount"),
            spent=sum_over(of_kind["expenditure"], path, "base_amount"),
            firm=sum_over(given.filter(state__in=FIRM), "line__round", "amount"),
            soft=sum_over(given.filter(state__in=SOFT), "line__round", "amount"),
        )


class LineQuerySet(OfOffices):
    """An office's own lines to its contact points, all to Secretariat and administrators."""

    def visible_to(self, user, at: datetime | None = None) -> Self:
        standing = standing_of(user, at)
        if standing.is_secretariat or standing.holds("administrator"):
            return self
        return self.of_offices(standing.offices_as("contact_point"))

    def in_budget(self) -> Self:
        """Those that count now: neither revised nor deferred nor cancelled."""
        return self.filter(until_version__isnull=True)

    def in_version(self, number: int) -> Self:
        """Those that stood in that version of their budget, with the figures they had in it."""
        return self.filter(Q(until_version__isnull=True) | Q(until_version__gt=number), since_version__lte=number)

    def out_of_budget(self) -> Self:
        """Those that no longer count, and why is their state."""
        return self.filter(state__in=OUT_OF_BUDGET)

    def with_places(self) -> Self:
        """Each with what a list names."""
        return self.select_related("office__country", "item_type", "kit_version__kit", "round")

    def with_cover(self) -> Self:
        """Each with ``firm`` and ``soft``: what of it is confirmed or spent, and what is proposed, in US dollars."""
        given = rows_of("Allocation")
        return self.annotate(
            firm=sum_over(given.filter(state__in=FIRM), "line", "amount"),
            soft=sum_over(given.filter(state__in=SOFT), "line", "amount"),
        )

    def buying(self, item_type_id: int) -> Self:
        """Those with a part of that kind."""
        return self.filter(parts__item_type=item_type_id).distinct()


class OfSecretariat(models.QuerySet):
    """What the Secretariat alone sees."""

    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self if standing_of(user, at).is_secretariat else self.none()


class QuoteQuerySet(OfSecretariat):
    def valid(self, at: datetime | None = None) -> Self:
        """Neither withdrawn nor past the day until which they are good."""
        return self.filter(withdrawn_at__isnull=True, valid_until__gte=timezone.localdate(at))

    def ending_by(self, day: date, at: datetime | None = None) -> Self:
        """Valid ones of lines that still choose, whose validity ends by then."""
        waiting = rows_of("BudgetLine").filter(quotes=OuterRef("pk"), state__in=["estimated", "quoted"])
        return self.valid(at).filter(Exists(waiting), valid_until__lte=day)


class OfFunder(models.QuerySet):
    """What belongs to a funder along :attr:`funder_path`: to that funder and to the Secretariat alone."""

    funder_path = "funder"

    def visible_to(self, user, at: datetime | None = None) -> Self:
        if standing_of(user, at).is_secretariat:
            return self
        funder = institution_of(user, at)
        return self.none() if funder is None else self.filter(**{self.funder_path: funder})


class ContributionQuerySet(OfFunder):
    def with_sums(self) -> Self:
        """Each with the sums of its ledger, by kind: ``agreed_pledge`` … in the agreement's currency (what was spent
        is in none), ``base_pledge`` … in US dollars; ``held`` and ``firm``: what is allocated, what of it confirmed;
        ``entry_count``.
        """
        given = rows_of("Allocation")
        left = F("amount") - F("returned")
        agreed = {f"agreed_{kind}": sum_of("entries__amount", entries__kind=kind) for kind in KINDS}
        base = {f"base_{kind}": sum_of("entries__base_amount", entries__kind=kind) for kind in KINDS}
        return self.annotate(
            **agreed,
            **base,
            entry_count=models.Count("entries"),
            held=sum_over(given.filter(state__in=HELD), "contribution", left),
            firm=sum_over(given.filter(state__in=FIRM), "contribution", left),
        )

    def with_places(self) -> Self:
        """Each with what a list names."""
        return self.select_related("funder", "round", "earmark_office__country", "earmark_country", "earmark_item")

    def silent_since_pledge(self, at: datetime) -> Self:
        """Pledged ninety days ago or longer, and nothing committed yet."""
        rows = rows_of("LedgerEntry").filter(contribution=OuterRef("pk"))
        old = rows.filter(kind="pledge", amount__gt=0, value_date__lte=timezone.localdate(at - COMMITTED_WITHIN))
        found = self.filter(Exists(old), ~Exists(rows.filter(kind="commitment", amount__gt=0)))
        return found.annotate(left=sum_of("entries__amount", entries__kind="pledge")).filter(left__gt=0)


class EntryQuerySet(OfFunder):
    funder_path = "contribution__funder"


class AllocationQuerySet(OfFunder):
    funder_path = "contribution__funder"

    def firm(self) -> Self:
        """Confirmed, or spent already: resting on what is committed."""
        return self.filter(state__in=FIRM)

    def soft(self) -> Self:
        """Proposed alone."""
        return self.filter(state__in=SOFT)

    def held(self) -> Self:
        """Proposed, confirmed or spent."""
        return self.filter(state__in=HELD)

    def bound(self) -> Self:
        """Confirmed for a line that is ordered already: not to be taken away."""
        return self.filter(Q(state="confirmed", line__state__in=BOUND) | Q(state="spent"))

    def with_places(self) -> Self:
        """Each with what a list names."""
        return self.select_related(
            *("contribution__funder", "contribution__round", "line__office__country", "line__item_type"),
            "line__kit_version__kit",
        )


class DueQuerySet(OfFunder):
    funder_path = "contribution__funder"

    def unmet(self) -> Self:
        return self.filter(met_on__isnull=True)

    def reports_by(self, day: date) -> Self:
        """Reports to be handed in by then."""
        return self.unmet().filter(kind="report", due_on__lte=day)

    def overdue_money(self, day: date) -> Self:
        """Money that was to come before that day and did not."""
        return self.unmet().filter(kind="disbursement", due_on__lt=day)
