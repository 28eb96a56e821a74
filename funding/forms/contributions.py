"""Forms of contributions, ledgers, dates and allocations; and of needs."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import Asset, ItemType
from funding.asked import Agreement, Row
from funding.forms.fields import CurrencyField, amount_field, day_field, known_currencies, reason_field
from funding.models import Allocation, BudgetLine, BudgetRound, Contribution, ContributionDue, LedgerEntry
from network.models import Country, Institution, Office, OfficeRoom

Kind = LedgerEntry.Kind


class AgreementForm(forms.ModelForm):
    """What stands in an agreement."""

    currency = CurrencyField(label=gettext_lazy("Currency of the agreement"))
    expires_on = day_field(gettext_lazy("Expires on"), required=False)

    class Meta:
        model = Contribution
        fields = (
            *("funder", "round", "title_es", "title_en", "agreement_number", "currency", "conditions"),
            *("earmark_office", "earmark_country", "earmark_item", "expires_on"),
        )
        widgets = {"conditions": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].queryset = Institution.objects.filter(kind=Institution.Kind.FUNDER)
        self.fields["earmark_office"].queryset = Office.objects.select_related("country").in_order()
        self.fields["earmark_office"].label_from_instance = lambda office: office.country.name
        self.fields["earmark_country"].queryset = Country.objects.of_network()
        self.fields["earmark_item"].queryset = ItemType.objects.all()
        self.fields["round"].queryset = BudgetRound.objects.all()
        self.fields["round"].empty_label = _("For no budget")

    @property
    def agreement(self) -> Agreement:
        """As it was filled in."""
        return Agreement(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class EntryForm(forms.Form):
    """One row of a ledger; a correction is of a row, and takes away."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    form = forms.ChoiceField(label=gettext_lazy("In the form of"), choices=LedgerEntry.Form.choices)
    amount = amount_field(
        gettext_lazy("Amount"), least=None, help_text=gettext_lazy("With a minus for what takes away.")
    )
    currency = CurrencyField()
    value_date = day_field(
        gettext_lazy("Value date"), help_text=gettext_lazy("The rate of this day is kept with the row.")
    )
    received_amount = amount_field(gettext_lazy("Amount received, where it differs"), required=False, least=None)
    received_currency = forms.ChoiceField(label=gettext_lazy("Currency received"), required=False)
    allocation = forms.ModelChoiceField(
        Allocation.objects.none(), label=gettext_lazy("Paid from the allocation"), required=False
    )
    corrects = forms.ModelChoiceField(
        LedgerEntry.objects.none(), label=gettext_lazy("Corrects the row"), required=False
    )
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=100, required=False)
    reason = reason_field(gettext_lazy("Reason"), required=False)

    def __init__(self, *args: object, contribution: Contribution, **kwargs: object) -> None:
        kwargs.setdefault("initial", {"currency": contribution.currency, "value_date": timezone.localdate()})
        super().__init__(*args, **kwargs)
        currencies = known_currencies()
        self.fields["currency"].choices = list(dict.fromkeys([(contribution.currency,) * 2, *currencies]))
        self.fields["received_currency"].choices = [("", _("the same")), *currencies]
        held = contribution.allocations.filter(state=Allocation.State.CONFIRMED).with_places()
        self.fields["allocation"].queryset = held
        self.fields["allocation"].label_from_instance = _allocation_words
        self.fields["corrects"].queryset = contribution.entries.all()
        self.fields["corrects"].label_from_instance = _entry_words

    def clean(self) -> dict[str, object]:
        """What takes away says why; what was received has both figures or none."""
        found = super().clean() or {}
        if (found.get("amount") or 0) < 0 and not found.get("reason"):
            self.add_error("reason", _("What takes away says why."))
        if (found.get("received_amount") is None) != (not found.get("received_currency")):
            self.add_error("received_currency", _("What was received has an amount and a currency."))
        return found

    @property
    def row(self) -> Row:
        return Row(**self.cleaned_data)


def _entry_words(entry: LedgerEntry) -> str:
    day = date_format(entry.value_date, "SHORT_DATE_FORMAT")
    return f"{entry.get_kind_display()} · {day} · {entry.currency} {_grouped(entry.amount)}"


def _allocation_words(allocation: Allocation) -> str:
    told = (str(allocation.line), allocation.line.place, f"USD {_grouped(allocation.amount)}")
    return " · ".join(filter(None, told))


def _grouped(amount: Decimal) -> str:
    return number_format(amount, decimal_pos=2, force_grouping=True)


class GiftForm(forms.Form):
    """A gift of goods: what it is worth, and of which assets it consists."""

    value = amount_field(gettext_lazy("Value, in the currency of the agreement"))
    value_date = day_field(gettext_lazy("Value date"))
    reference = forms.CharField(label=gettext_lazy("Number of the delivery act"), max_length=100)
    assets = forms.ModelMultipleChoiceField(Asset.objects.none(), label=gettext_lazy("Assets"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        free = Asset.objects.filter(origin__isnull=True).exclude(status__in=["planned", "disposed"])
        self.fields["assets"].queryset = free.select_related("item_type", "office")
        self.fields["assets"].label_from_instance = lambda each: f"{each.tag} · {each.item_type.name}"


class DueForm(forms.Form):
    """A day of an agreement."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ContributionDue.Kind.choices)
    due_on = day_field(gettext_lazy("Due on"))
    amount = amount_field(gettext_lazy("Amount, of money"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = reason_field(gettext_lazy("Reason"))


class AllocationForm(forms.Form):
    """So much of a contribution for a line; what speaks against it is told before it is done."""

    contribution = forms.ModelChoiceField(Contribution.objects.none(), label=gettext_lazy("Contribution"))
    amount = amount_field(gettext_lazy("Amount in US dollars"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)

    def __init__(self, *args: object, line: BudgetLine, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contribution"].queryset = Contribution.objects.filter(round=line.round_id).select_related("funder")
        self.fields["contribution"].label_from_instance = lambda each: f"{each.funder.name} · {each.agreement_number}"


class NeedForm(forms.Form):
    """What an office needs, and why."""

    office = forms.ModelChoiceField(Office.objects.none(), label=gettext_lazy("Office"), empty_label=None)
    room = forms.ModelChoiceField(OfficeRoom.objects.none(), label=gettext_lazy("Room"), required=False)
    item_type = forms.ModelChoiceField(ItemType.objects.none(), label=gettext_lazy("Kind of item"))
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=1, max_value=999, initial=1)
    reason = reason_field(gettext_lazy("Why it is needed"))

    def __init__(self, *args: object, offices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices.select_related("country")
        self.fields["office"].label_from_instance = lambda office: office.country.name
        self.fields["room"].queryset = OfficeRoom.objects.filter(office__in=offices)
        self.fields["item_type"].queryset = ItemType.objects.filter(is_tracked=True)


class AnswerForm(forms.Form):
    """The word of the Secretariat on a need."""

    decision = forms.ChoiceField(choices=(("accept", ""), ("decline", "")))
    granted = forms.IntegerField(min_value=1, max_value=999, required=False)
    answer = forms.CharField(max_length=500, required=False)
