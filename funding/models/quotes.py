"""What suppliers ask for: quotes, with the paper they came on."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from content.models import private_files
from equipment.models import Supplier
from funding.models.money import InCurrency, amount_field
from funding.models.rounds import BudgetLine, BudgetRound
from funding.querysets import QuoteQuerySet


class Quote(InCurrency):
    """One price of a supplier for one unit of the lines it names, as long as it is good. Withdrawn ones stay.

    ``unit_price`` as it is written on the paper, ``base_unit_price`` by the frozen rate. What the price includes is
    told by the delivery term (Incoterms) and by how taxes are treated: two quotes are compared on equal terms.
    """

    class Incoterm(models.TextChoices):
        EXW = "EXW", _("EXW: at the seller's door")
        FCA = "FCA", _("FCA: handed to the carrier")
        FOB = "FOB", _("FOB: on board")
        CFR = "CFR", _("CFR: with sea freight")
        CIF = "CIF", _("CIF: with freight and insurance")
        CPT = "CPT", _("CPT: with carriage")
        CIP = "CIP", _("CIP: with carriage and insurance")
        DAP = "DAP", _("DAP: at the office, duties unpaid")
        DDP = "DDP", _("DDP: at the office, duties paid")
        LOCAL = "local", _("local purchase")

    class Tax(models.TextChoices):
        INCLUDED = "included", _("taxes included")
        EXCLUDED = "excluded", _("taxes not included")
        EXEMPT = "exempt", _("exempt from taxes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(BudgetRound, on_delete=models.PROTECT, related_name="quotes", verbose_name=_("budget"))
    lines = models.ManyToManyField(BudgetLine, related_name="quotes", verbose_name=_("budget lines"))
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="quotes", verbose_name=_("supplier"))
    number = models.CharField(_("number of the quote"), max_length=60)
    received_on = models.DateField(_("received on"))
    valid_until = models.DateField(_("valid until"))
    unit_price = amount_field(_("unit price"))
    base_unit_price = amount_field(_("unit price in US dollars"))
    incoterm = models.CharField(_("delivery term"), max_length=5, choices=Incoterm.choices)
    tax = models.CharField(_("taxes"), max_length=8, choices=Tax.choices)
    tax_per_cent = models.DecimalField(_("tax in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    file = models.FileField(_("file"), storage=private_files, upload_to="funding/quotes", blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    added_by = models.UUIDField(_("added by"), null=True)
    added_at = models.DateTimeField(_("added at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["base_unit_price", "received_on"]
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            models.CheckConstraint(condition=Q(unit_price__gt=0, rate_per_usd__gt=0), name="funding_quote_positive"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("received_on")),
                name="funding_quote_valid_after_receipt",
                violation_error_message=_("A quote is good until its day or later."),
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="funding_quotes_by_validity")]

    def __str__(self) -> str:
        return self.number
