"""The rough budget: rounds, their versions, and lines with everything that a line costs (R77)."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from equipment.models import ItemType, KitVersion
from funding.models.money import InCurrency, amount_field
from funding.models.steps import Step
from funding.querysets import LineQuerySet, RoundQuerySet
from funding.rules import BASE_CURRENCY, OUT_OF_BUDGET
from network.bilingual import Bilingual, in_my_language
from network.models import Office

MOST_UNITS = 9999


class BudgetRound(models.Model):
    """One rough budget, from the first estimate until everything is paid. ``state`` is written by actions only.

    ``version`` is the number of the one that is being written; ``quotes_wanted`` how many valid quotes a line should
    have before one of them is chosen.
    """

    class State(models.TextChoices):
        ROUGH = "rough", pgettext_lazy("budget", "rough")
        REVIEWED = "reviewed", pgettext_lazy("budget", "reviewed")
        SUBMITTED = "submitted", pgettext_lazy("budget", "submitted")
        PART_FUNDED = "part_funded", pgettext_lazy("budget", "partly funded")
        FUNDED = "funded", pgettext_lazy("budget", "funded")
        CLOSED = "closed", pgettext_lazy("budget", "closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title_es = models.CharField(_("title in Spanish"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150)
    title = Bilingual()
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    quotes_wanted = models.PositiveSmallIntegerField(
        _("quotes wanted for each line"), default=3, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.ROUGH)
    opened_at = models.DateTimeField(_("opened at"))

    base_currency = BASE_CURRENCY
    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-opened_at", "pk"]
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")

    def __str__(self) -> str:
        return self.title


class BudgetVersion(models.Model):
    """One version of a budget: its number, why it was begun. What stood in it is asked of the lines."""

    append_only = True

    round = models.ForeignKey(BudgetRound, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.UUIDField(_("by"), null=True)

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("version of a budget")
        verbose_name_plural = _("versions of budgets")
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="funding_version_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class RoundStep(Step):
    """One step in the life of a budget."""

    round = models.ForeignKey(BudgetRound, on_delete=models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of a budget")
        verbose_name_plural = _("steps of budgets")


class BudgetLine(InCurrency):
    """So many kits, or items of one kind, for one office (or for the network as a whole), with what they cost.

    A line stands in the versions from ``since_version`` up to the one before ``until_version``. One that was revised
    keeps its figures and its history; the new one names it in ``revision_of``. ``subtotal``, ``total`` and
    ``base_total`` are the sums of its rows (:class:`LinePart`, :class:`LineExtra`), written with them.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("budget line", "draft")
        ESTIMATED = "estimated", pgettext_lazy("budget line", "estimated")
        QUOTED = "quoted", pgettext_lazy("budget line", "quoted")
        APPROVED = "approved", pgettext_lazy("budget line", "approved")
        FUNDED = "funded", pgettext_lazy("budget line", "funded")
        ORDERED = "ordered", pgettext_lazy("budget line", "ordered")
        RECEIVED = "received", pgettext_lazy("budget line", "received")
        PAID = "paid", pgettext_lazy("budget line", "paid")
        CLOSED = "closed", pgettext_lazy("budget line", "closed")
        DEFERRED = "deferred", pgettext_lazy("budget line", "deferred")
        CANCELLED = "cancelled", pgettext_lazy("budget line", "cancelled")
        REVISED = "revised", pgettext_lazy("budget line", "revised")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(BudgetRound, on_delete=models.PROTECT, related_name="lines", verbose_name=_("budget"))
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines", verbose_name=_("office")
    )
    item_type = models.ForeignKey(
        ItemType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("kind of item"),
    )
    kit_version = models.ForeignKey(
        KitVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("standard kit"),
    )
    quantity = models.PositiveSmallIntegerField(
        _("quantity"), validators=[MinValueValidator(1), MaxValueValidator(MOST_UNITS)]
    )
    subtotal = amount_field(_("subtotal"), default=0)
    total = amount_field(_("total"), default=0)
    base_total = amount_field(_("total in US dollars"), default=0)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    since_version = models.PositiveSmallIntegerField(_("since version"))
    until_version = models.PositiveSmallIntegerField(_("until version"), null=True, blank=True)
    revision_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revised_as", verbose_name=_("revises")
    )
    winning_quote = models.ForeignKey(
        "funding.Quote",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lines_won",
        verbose_name=_("winning quote"),
    )
    choice_reason = models.CharField(_("why this quote"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("entered at"))

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = [F("office__country__name_es").asc(nulls_last=True), "kit_version__kit__code", "made_at", "pk"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.CheckConstraint(
                condition=Q(item_type__isnull=False, kit_version__isnull=True)
                | Q(item_type__isnull=True, kit_version__isnull=False),
                name="funding_line_of_one_thing",
                violation_error_message=_("A line is of a kit or of one kind of item."),
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="funding_line_some"),
            models.CheckConstraint(condition=Q(rate_per_usd__gt=0), name="funding_line_rate_positive"),
            models.CheckConstraint(
                condition=Q(state__in=OUT_OF_BUDGET, until_version__isnull=False)
                | (~Q(state__in=OUT_OF_BUDGET) & Q(until_version__isnull=True)),
                name="funding_line_out_of_budget",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "funded", "ordered", "received", "paid", "closed"])
                | (Q(winning_quote__isnull=False) & ~Q(choice_reason="")),
                name="funding_approved_names_quote",
            ),
        ]
        indexes = [models.Index(fields=["round", "office"], name="funding_lines_of_round")]

    def __str__(self) -> str:
        return f"{self.thing} × {self.quantity}"

    @property
    def thing(self) -> str:
        """What is to be bought, in the reader's language."""
        if self.kit_version is not None:
            return self.kit_version.kit.name
        return self.item_type.name if self.item_type is not None else ""

    @property
    def place(self) -> str:
        """For whom, in the reader's language; empty for the network as a whole."""
        if self.office is None:
            return ""
        return in_my_language(self.office.country.name_es, self.office.country.name_en)

    @property
    def is_in_budget(self) -> bool:
        return self.until_version is None


class LinePart(models.Model):
    """One kind of item of a line: how many for each unit of the line, at which price, and what that comes to."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="parts")
    item_type = models.ForeignKey(
        ItemType, on_delete=models.PROTECT, related_name="budget_parts", verbose_name=_("kind of item")
    )
    quantity_each = models.PositiveSmallIntegerField(_("for each"))
    quantity = models.PositiveIntegerField(_("quantity"))
    unit_price = amount_field(_("unit price"))
    is_goods = models.BooleanField(_("goods, which cost freight"))
    amount = amount_field(_("amount"))
    base_amount = amount_field(_("amount in US dollars"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("part of a line")
        verbose_name_plural = _("parts of lines")
        constraints = [
            models.UniqueConstraint(fields=["line", "item_type"], name="funding_part_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, unit_price__gte=0), name="funding_part_some"),
        ]

    def __str__(self) -> str:
        return f"{self.item_type_id} × {self.quantity}"


class LineExtra(models.Model):
    """What is added to the parts of a line: a row of its own, by a per cent of something or as an amount."""

    class Kind(models.TextChoices):
        FREIGHT = "freight", _("freight")
        TAX = "tax", _("customs and taxes")
        EXEMPTION = "exemption", _("exemption from taxes")
        INSTALLATION = "installation", _("installation")
        TRAINING = "training", _("training")
        CONTINGENCY = "contingency", _("contingency")

    class Basis(models.TextChoices):
        GOODS = "goods", _("of the goods")
        SUBTOTAL = "subtotal", _("of the subtotal")
        GOODS_AND_FREIGHT = "goods_and_freight", _("of the goods with freight")
        SUBTOTAL_AND_FREIGHT = "subtotal_and_freight", _("of the subtotal with freight")

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="extras")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    per_cent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    basis = models.CharField(_("of what"), max_length=20, choices=Basis.choices, blank=True)
    amount = amount_field(_("amount"))
    base_amount = amount_field(_("amount in US dollars"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("extra of a line")
        verbose_name_plural = _("extras of lines")
        constraints = [
            models.CheckConstraint(
                condition=Q(per_cent__isnull=True, basis="") | (Q(per_cent__isnull=False) & ~Q(basis="")),
                name="funding_extra_per_cent_of_something",
                violation_error_message=_("A per cent is of something; an amount is not."),
            ),
            models.CheckConstraint(
                condition=Q(kind="exemption", amount__lte=0) | (~Q(kind="exemption") & Q(amount__gte=0)),
                name="funding_extra_sign",
                violation_error_message=_("Only an exemption takes away."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.kind}"


class LineStep(Step):
    """One step in the life of a budget line."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of a budget line")
        verbose_name_plural = _("steps of budget lines")
