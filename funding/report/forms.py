"""What an offer is asked for. It is read from the address: nothing of it is kept."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import ExchangeRate, ItemType
from funding.models import BudgetLine, BudgetRound
from funding.rehearsal import MOST_LINES, Offer
from funding.report.tables import money
from funding.rules import BASE_CURRENCY, cents
from network.models import Country, Office


class OfferForm(forms.Form):
    amount = forms.DecimalField(
        label=gettext_lazy("Amount offered"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    country = forms.ModelChoiceField(
        label=gettext_lazy("Only for the country"),
        queryset=Country.objects.none(),
        required=False,
        empty_label=gettext_lazy("any"),
    )
    office = forms.ModelChoiceField(
        label=gettext_lazy("Only for the office"),
        queryset=Office.objects.none(),
        required=False,
        empty_label=gettext_lazy("any"),
    )
    item = forms.ModelChoiceField(
        label=gettext_lazy("Only for the kind of item"),
        queryset=ItemType.objects.none(),
        required=False,
        empty_label=gettext_lazy("any"),
    )
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Lines to pay, in this order"),
        help_text=gettext_lazy("Each gets what it lacks until the offer is used up."),
        error_messages={"invalid_choice": gettext_lazy("A line that was chosen is not in this budget any more.")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, budget: BudgetRound, data=None) -> None:
        """The choices are those of ``budget``; currencies are those of which a rate is known."""
        super().__init__(data, auto_id="offer_%s", initial={"currency": BASE_CURRENCY})
        self.known = self._known(budget)
        currencies = ExchangeRate.objects.order_by("currency").values_list("currency", flat=True).distinct()
        self.fields["currency"].choices = [(code, code) for code in (BASE_CURRENCY, *currencies)]
        offices = {line.office_id for line in self.known if line.office_id}
        self.fields["office"].queryset = Office.objects.filter(pk__in=offices).select_related("country")
        self.fields["country"].queryset = Country.objects.filter(offices__in=offices).distinct()
        self.fields["item"].queryset = ItemType.objects.filter(budget_parts__line__in=self.known).distinct()
        self.fields["lines"].choices = [(str(line.pk), self._told(line)) for line in self.known]

    @staticmethod
    def _known(budget: BudgetRound) -> list[BudgetLine]:
        """Those that take money. One that has all it wants stays, so that an address that was kept still says it."""
        lines = BudgetLine.objects.filter(round=budget).in_budget().exclude(state=BudgetLine.State.DRAFT)
        return list(lines.with_places().with_cover())

    @staticmethod
    def _told(line: BudgetLine) -> str:
        left = cents(line.base_total) - cents(line.firm) - cents(line.soft)
        wants = money(left) if left > 0 else _("wants nothing more")
        place = line.place or _("The network as a whole")
        return f"{place}: {line.thing} × {line.quantity}: {wants}"

    def clean_lines(self):
        chosen = self.cleaned_data["lines"]
        if len(chosen) > MOST_LINES:
            raise forms.ValidationError(_("Choose %(most)s lines at most.") % {"most": MOST_LINES})
        return chosen

    def offer(self) -> Offer:
        """What was asked, with the lines in their order."""
        told = self.cleaned_data
        return Offer(
            amount=told["amount"],
            currency=told["currency"],
            lines=[line for line in self.known if str(line.pk) in told["lines"]],
            office=told["office"],
            country=told["country"],
            item=told["item"],
        )
