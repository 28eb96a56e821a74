"""Forms of budgets, of their lines and of quotes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.forms import cleaned
from content.uploads.documents import clean_document
from equipment.models import Asset, ItemType, KitVersion, Supplier
from funding.asked import Offer
from funding.forms.fields import LARGEST_FILE, CurrencyField, amount_field, day_field, per_cent_field, reason_field
from funding.models import BudgetLine, BudgetRound, LineExtra, Quote
from funding.pricing import Wanted
from funding.rules import EXEMPTION, OUT_OF_BUDGET, Surcharge
from network.models import Office

Kind, Basis = LineExtra.Kind, LineExtra.Basis
# What each extra is a per cent of, and which a per cent or an amount may be given for.
BASIS_OF = {
    Kind.FREIGHT: Basis.GOODS,
    Kind.TAX: Basis.GOODS_AND_FREIGHT,
    Kind.INSTALLATION: Basis.GOODS,
    Kind.TRAINING: Basis.SUBTOTAL,
    Kind.CONTINGENCY: Basis.SUBTOTAL_AND_FREIGHT,
}


class RoundForm(forms.ModelForm):
    """A new budget."""

    class Meta:
        model = BudgetRound
        fields = ("title_es", "title_en", "year", "quotes_wanted")


class StepForm(forms.Form):
    """One press, with the reason where one is asked for."""

    do = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=500, required=False)


class ThingForm(forms.Form):
    """What a line buys: a kit in force, or one kind of item."""

    thing = forms.ChoiceField(label=gettext_lazy("What is to be bought"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kits = [(f"kit-{each.pk}", each.kit.name) for each in KitVersion.objects.in_force().select_related("kit")]
        kinds = [(f"item-{each.pk}", each.name) for each in ItemType.objects.order_by("category", "name_es")]
        self.fields["thing"].choices = [(_("Standard kits"), kits), (_("Kinds of items"), kinds)]

    def clean_thing(self) -> KitVersion | ItemType:
        """The record itself."""
        which, _hyphen, key = self.cleaned_data["thing"].partition("-")
        return (KitVersion if which == "kit" else ItemType).objects.get(pk=key)


@dataclass(frozen=True)
class Group:
    """Fields that stand together, under a title unless one field says it all.

    Folded away are those that are rarely told, as long as nothing is told in them.
    """

    title: str
    fields: list[BoundField]
    is_rare: bool = False

    @property
    def is_folded(self) -> bool:
        return self.is_rare and not any(field.errors or field.value() for field in self.fields)


class LineForm(forms.Form):
    """Quantity, prices and extras of a line of one thing; of a kit every kind has its price."""

    office = forms.ModelChoiceField(
        Office.objects.none(),
        label=gettext_lazy("Office"),
        required=False,
        empty_label=gettext_lazy("The network as a whole"),
    )
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=1, max_value=9999, initial=1)
    currency = CurrencyField()
    value_date = day_field(
        gettext_lazy("Value date"), help_text=gettext_lazy("The rate of this day is kept with the line.")
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)

    def __init__(self, *args: object, thing: KitVersion | ItemType, line: BudgetLine | None = None, **kwargs) -> None:
        self.thing = thing
        initial = _initial_of(line) if line is not None else {"value_date": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["office"].queryset = Office.objects.select_related("country").in_order()
        self.fields["office"].label_from_instance = lambda office: office.country.name
        self.wanted = Wanted(1, {}, **self._of_thing)
        for kind, each in self.wanted.kinds:
            words = {"kind": kind.name, "number": each}
            label = (
                _("Price of one: %(kind)s") % words if each == 1 else _("Price of one: %(kind)s (× %(number)s)") % words
            )
            self.fields[f"price_{kind.pk}"] = amount_field(label, least=Decimal(0))
        for kind, basis in BASIS_OF.items():
            words = {"extra": str(kind.label).capitalize(), "basis": basis.label}
            self.fields[f"{kind}_per_cent"] = per_cent_field(_("%(extra)s, per cent %(basis)s") % words)
            self.fields[f"{kind}_amount"] = amount_field(
                _("%(extra)s, as an amount") % words, required=False, least=Decimal(0)
            )
        self.fields["is_exempt"] = forms.BooleanField(label=_("Exempt: the taxes are taken away again"), required=False)

    @property
    def _of_thing(self) -> dict[str, object]:
        return {"kit_version" if isinstance(self.thing, KitVersion) else "item_type": self.thing}

    def clean(self) -> dict[str, object]:
        """Of each extra a per cent or an amount, not both."""
        found = super().clean() or {}
        for kind in BASIS_OF:
            if found.get(f"{kind}_per_cent") and found.get(f"{kind}_amount"):
                self.add_error(f"{kind}_amount", _("Give a per cent or an amount, not both."))
        return found

    @property
    def groups(self) -> list[Group]:
        """The fields as the page shows them: what nearly every line has first, the rest behind its title."""
        prices = [name for name in self.fields if name.startswith("price_")]
        rare = (Kind.TAX, Kind.INSTALLATION, Kind.TRAINING)
        parts = [
            (_("What for"), ["office", "quantity", "note"], False),
            (_("Prices"), ["currency", "value_date", *prices], False),
            (_("Freight and contingency"), ["freight_per_cent", "contingency_per_cent"], False),
            (_("Taxes, installation and training"), [*(f"{kind}_per_cent" for kind in rare), "is_exempt"], True),
            (_("Extras as amounts instead of per cents"), [f"{kind}_amount" for kind in BASIS_OF], True),
            ("", ["reason"] if "reason" in self.fields else [], False),
        ]
        return [Group(title, [self[name] for name in names], is_rare) for title, names, is_rare in parts if names]

    @property
    def asked(self) -> Wanted:
        """The line that was asked for."""
        given = self.cleaned_data
        prices = {int(name.removeprefix("price_")): value for name, value in given.items() if name.startswith("price_")}
        plain = {name: given[name] for name in ("office", "quantity", "currency", "value_date", "note")}
        return Wanted(prices=prices, extras=list(self._extras()), **plain, **self._of_thing)

    def _extras(self):
        given = self.cleaned_data
        for kind, basis in BASIS_OF.items():
            share, fixed = given.get(f"{kind}_per_cent"), given.get(f"{kind}_amount")
            if share:
                yield Surcharge(kind, per_cent=share, basis=basis)
                if kind == Kind.TAX and given["is_exempt"]:
                    yield Surcharge(EXEMPTION, per_cent=share, basis=basis)
            elif fixed:
                yield Surcharge(kind, amount=fixed)
                if kind == Kind.TAX and given["is_exempt"]:
                    yield Surcharge(EXEMPTION, amount=fixed)


class RevisionForm(LineForm):
    """The same, of a line that is kept beside its revision: with the reason."""

    reason = reason_field(gettext_lazy("Why it is revised"))


def _initial_of(line: BudgetLine) -> dict[str, object]:
    found: dict[str, object] = {
        name: getattr(line, name) for name in ("office", "quantity", "currency", "value_date", "note")
    }
    found |= {f"price_{part.item_type_id}": part.unit_price for part in line.parts.all()}
    for extra in line.extras.all():
        if extra.kind == Kind.EXEMPTION:
            found["is_exempt"] = True
        elif extra.per_cent is not None:
            found[f"{extra.kind}_per_cent"] = extra.per_cent
        else:
            found[f"{extra.kind}_amount"] = extra.amount
    return found


class QuoteFileField(forms.FileField):
    """The supplier's paper, made clean of what it tells of its author."""

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        given = super().to_python(data)
        return None if given is None else cleaned(given, clean_document, LARGEST_FILE)


class QuoteForm(forms.Form):
    """What stands on a supplier's paper, for this line and for others of the same thing."""

    supplier = forms.ModelChoiceField(Supplier.objects.all(), label=gettext_lazy("Supplier"), required=False)
    new_supplier = forms.CharField(label=gettext_lazy("Or a new supplier"), max_length=150, required=False)
    number = forms.CharField(label=gettext_lazy("Number of the quote"), max_length=60)
    received_on = day_field(gettext_lazy("Received on"))
    valid_until = day_field(gettext_lazy("Valid until"))
    currency = CurrencyField()
    unit_price = amount_field(gettext_lazy("Price of one unit of the line"))
    incoterm = forms.ChoiceField(label=gettext_lazy("Delivery term"), choices=Quote.Incoterm.choices)
    tax = forms.ChoiceField(label=gettext_lazy("Taxes"), choices=Quote.Tax.choices)
    tax_per_cent = per_cent_field(gettext_lazy("Tax in per cent"))
    file = QuoteFileField(
        label=gettext_lazy("The paper"),
        required=False,
        help_text=gettext_lazy("PDF or a document of an office program, up to 5 MB; only the Secretariat opens it."),
    )
    also = forms.ModelMultipleChoiceField(
        BudgetLine.objects.none(),
        label=gettext_lazy("Good for these lines too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, line: BudgetLine, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        same = {"round": line.round_id, "item_type": line.item_type_id, "kit_version": line.kit_version_id}
        others = BudgetLine.objects.filter(**same).exclude(pk=line.pk).exclude(state__in=OUT_OF_BUDGET)
        self.fields["also"].queryset = others.with_places()
        network = _("The network as a whole")
        self.fields["also"].label_from_instance = lambda each: f"{each} · {each.place or network}"
        if not others.exists():
            del self.fields["also"]

    def clean(self) -> dict[str, object]:
        """One supplier, known or new; good from the day it came."""
        found = super().clean() or {}
        if bool(found.get("supplier")) == bool(found.get("new_supplier")):
            self.add_error("supplier", _("Choose a supplier, or name a new one."))
        first, last = found.get("received_on"), found.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("A quote is good until its day or later."))
        return found

    def offer(self, supplier: Supplier) -> Offer:
        """What was asked for, of ``supplier``."""
        given = {name: value for name, value in self.cleaned_data.items() if name in Offer.__dataclass_fields__}
        return Offer(**given | {"supplier": supplier})


class CorrectQuoteForm(forms.Form):
    """What of a quote may be mended: its number, and until when the supplier holds the price."""

    number = forms.CharField(label=gettext_lazy("Number of the quote"), max_length=60)
    valid_until = day_field(gettext_lazy("Valid until"))

    def __init__(self, *args: object, quote: Quote, **kwargs: object) -> None:
        self.received_on = quote.received_on
        super().__init__(*args, initial={"number": quote.number, "valid_until": quote.valid_until}, **kwargs)

    def clean_valid_until(self) -> date:
        """Not before it came."""
        last = self.cleaned_data["valid_until"]
        if last < self.received_on:
            raise forms.ValidationError(_("A quote is good until its day or later."))
        return last


class ApprovalForm(forms.Form):
    """The quote that wins, and why."""

    quote = forms.ModelChoiceField(
        Quote.objects.none(), label=gettext_lazy("Winning quote"), widget=forms.RadioSelect, empty_label=None
    )
    reason = reason_field(gettext_lazy("Why this one"))
    why_fewer = reason_field(gettext_lazy("Why so few quotes are enough"), required=False)

    def __init__(self, *args: object, line: BudgetLine, missing: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quote"].queryset = Quote.objects.valid().filter(lines=line).select_related("supplier")
        self.fields["quote"].label_from_instance = _quote_words
        if missing:
            self.fields["why_fewer"].required = True
        else:
            del self.fields["why_fewer"]


def _quote_words(quote: Quote) -> str:
    price = number_format(quote.unit_price, decimal_pos=2, force_grouping=True)
    return f"{quote.supplier} · {quote.number} · {quote.currency} {price}"


class LinkForm(forms.Form):
    """An asset that the line is to buy: planned by its office, or there already."""

    asset = forms.ModelChoiceField(Asset.objects.none(), label=gettext_lazy("Asset"))

    def __init__(self, *args: object, line: BudgetLine, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kinds = line.parts.values("item_type")
        free = Asset.objects.filter(item_type__in=kinds, origin__isnull=True).select_related("item_type", "office")
        self.fields["asset"].queryset = free.filter(office=line.office_id) if line.office_id else free
        self.fields["asset"].label_from_instance = lambda each: f"{each.tag} · {each.item_type.name}"
