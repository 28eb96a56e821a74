"""Who pays: contributions, their append-only ledgers, what is due when, and to which lines they are given (R78)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from equipment.models import Asset, ItemType
from equipment.models.catalogue import Currency
from funding.models.money import InCurrency, amount_field
from funding.models.rounds import BudgetLine, BudgetRound
from funding.models.steps import Step
from funding.querysets import AllocationQuerySet, ContributionQuerySet, DueQuerySet, EntryQuerySet
from funding.rules import ALLOCATION_STEPS, BASE_CURRENCY, BOUND, Sums, contribution_state
from network.bilingual import Bilingual
from network.models import Country, Institution, Office


class Contribution(models.Model):
    """One agreement of one funder, for one budget or for none. Its state is what its ledger says.

    ``currency`` is that of the agreement. Earmarks say for which office, country or kind of item alone it may be used.
    """

    class State(models.TextChoices):
        PROSPECT = "prospect", pgettext_lazy("contribution", "prospect")
        PLEDGED = "pledged", pgettext_lazy("contribution", "pledged")
        COMMITTED = "committed", pgettext_lazy("contribution", "committed")
        PARTLY_DISBURSED = "partly_disbursed", pgettext_lazy("contribution", "partly disbursed")
        DISBURSED = "disbursed", pgettext_lazy("contribution", "disbursed")
        CLOSED = "closed", pgettext_lazy("contribution", "closed")
        WITHDRAWN = "withdrawn", pgettext_lazy("contribution", "withdrawn")
        EXPIRED = "expired", pgettext_lazy("contribution", "expired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    funder = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="contributions",
        limit_choices_to={"kind": "funder"},
        verbose_name=_("funder"),
    )
    round = models.ForeignKey(
        BudgetRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("budget"),
    )
    title_es = models.CharField(_("title in Spanish"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150)
    title = Bilingual()
    agreement_number = models.CharField(_("number of the agreement"), max_length=60)
    currency = Currency(_("currency of the agreement (ISO 4217)"), default=BASE_CURRENCY)
    conditions = models.TextField(_("conditions"), max_length=4000, blank=True)
    earmark_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for the office")
    )
    earmark_country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for the country"),
    )
    earmark_item = models.ForeignKey(
        ItemType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for the kind of item"),
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    made_at = models.DateTimeField(_("entered at"))

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["funder__name_es", "agreement_number", "pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["funder", "agreement_number", "round"],
                name="funding_agreement_once",
                violation_error_message=_("This agreement is noted already for this budget."),
            )
        ]

    def __str__(self) -> str:
        return self.agreement_number

    def state_of(self, agreed: Sums, base: Sums, *, has_rows: bool, today) -> str:
        """The state that such sums of its ledger give, on that day."""
        return contribution_state(agreed, base, has_rows=has_rows, expires_on=self.expires_on, today=today)


class LedgerEntry(InCurrency):
    """One row of the ledger of a contribution. Never changed: a correction is another row, negative, with its reason.

    ``base_amount`` is what it is worth in US dollars, frozen: of what was received where that is told
    (``received_amount``, by the rate of its own currency), else of ``amount`` by ``rate_per_usd``.
    """

    append_only = True

    class Kind(models.TextChoices):
        PLEDGE = "pledge", _("pledge")
        COMMITMENT = "commitment", _("commitment")
        DISBURSEMENT = "disbursement", _("disbursement received")
        EXPENDITURE = "expenditure", _("expenditure")
        REIMBURSEMENT = "reimbursement", _("reimbursement received")

    class Form(models.TextChoices):
        MONEY = "money", _("money")
        GOODS = "goods", _("goods")

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind.choices)
    form = models.CharField(_("in the form of"), max_length=5, choices=Form.choices, default=Form.MONEY)
    amount = amount_field(_("amount"))
    base_amount = amount_field(_("amount in US dollars"))
    received_amount = amount_field(_("amount received"), null=True, blank=True)
    received_currency = Currency(_("currency received (ISO 4217)"), blank=True)
    received_rate_per_usd = models.DecimalField(
        _("units for one US dollar, of what was received"), max_digits=18, decimal_places=8, null=True, blank=True
    )
    allocation = models.ForeignKey(
        "funding.Allocation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expenditures",
        verbose_name=_("allocation"),
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    reference = models.CharField(_("reference"), max_length=100, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.UUIDField(_("entered by"), null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["entered_at", "pk"]
        verbose_name = _("row of a ledger")
        verbose_name_plural = _("rows of ledgers")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="funding_entry_some"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, base_amount__gte=0) | Q(amount__lt=0, base_amount__lte=0),
                name="funding_entry_one_sign",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | ~Q(reason=""),
                name="funding_negative_entry_has_reason",
                violation_error_message=_("What takes away says why."),
            ),
            models.CheckConstraint(
                condition=Q(received_amount__isnull=True) | ~Q(received_currency=""),
                name="funding_received_has_currency",
                violation_error_message=_("What was received has a currency."),
            ),
            models.CheckConstraint(
                condition=Q(allocation__isnull=True) | Q(kind="expenditure"), name="funding_only_spending_is_allocated"
            ),
        ]
        indexes = [models.Index(fields=["contribution", "kind"], name="funding_entries_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"


class ContributionDue(models.Model):
    """What an agreement promises for a day: a report of ours, or money of the funder's. ``met_on`` says it came."""

    class Kind(models.TextChoices):
        REPORT = "report", _("report to the funder")
        DISBURSEMENT = "disbursement", _("disbursement by the funder")

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="dues")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    due_on = models.DateField(_("due on"))
    amount = amount_field(_("amount"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("date of an agreement")
        verbose_name_plural = _("dates of agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "kind", "due_on"],
                name="funding_due_once",
                violation_error_message=_("This date is noted already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class Allocation(models.Model):
    """So much of a contribution, in US dollars, for one line. ``state`` is written by actions only.

    ``returned`` is what was left when everything was paid: it is free again for other lines. The earmark is the
    contribution's own, and was asked when the allocation was made.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("allocation", "proposed")
        CONFIRMED = "confirmed", pgettext_lazy("allocation", "confirmed")
        SPENT = "spent", pgettext_lazy("allocation", "spent")
        RELEASED = "released", pgettext_lazy("allocation", "released")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="allocations", verbose_name=_("contribution")
    )
    line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="allocations", verbose_name=_("budget line")
    )
    amount = amount_field(_("amount in US dollars"))
    returned = amount_field(_("returned in US dollars"), default=0)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PROPOSED)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"))

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="funding_allocation_some"),
            models.CheckConstraint(
                condition=Q(returned__gte=0, returned__lte=models.F("amount")), name="funding_returned_within"
            ),
            models.CheckConstraint(condition=Q(state="spent") | Q(returned=0), name="funding_returned_when_spent"),
            models.UniqueConstraint(
                fields=["contribution", "line"],
                condition=Q(state__in=["proposed", "confirmed"]),
                name="funding_one_open_allocation",
                violation_error_message=_("This contribution is allocated to this line already."),
            ),
        ]
        indexes = [models.Index(fields=["line", "state"], name="funding_allocations_of_line")]

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.line_id}: {self.amount}"

    @property
    def is_releasable(self) -> bool:
        """Whether the money may be taken back; once the line is ordered, it is bound."""
        return self.State.RELEASED in ALLOCATION_STEPS[self.state] and self.line.state not in BOUND


class AllocationStep(Step):
    """One step in the life of an allocation."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of an allocation")
        verbose_name_plural = _("steps of allocations")


class AssetOrigin(models.Model):
    """Which line bought an asset, or which row of a ledger gave it in kind or paid for it.

    From here one walks to the contributions (the line's allocations, the row's contribution) and to their funders.
    """

    asset = models.OneToOneField(
        Asset, on_delete=models.PROTECT, primary_key=True, related_name="origin", verbose_name=_("asset")
    )
    line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asset_origins",
        verbose_name=_("budget line"),
    )
    entry = models.ForeignKey(
        LedgerEntry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asset_origins",
        verbose_name=_("row of a ledger"),
    )
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.UUIDField(_("noted by"), null=True)

    class Meta:
        ordering = ["noted_at", "pk"]
        verbose_name = _("origin of an asset")
        verbose_name_plural = _("origins of assets")
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=False) | Q(entry__isnull=False), name="funding_origin_is_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asset_id}"
