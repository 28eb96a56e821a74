"""Fields that several forms of money share."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from equipment.models import ExchangeRate
from funding.rules import BASE_CURRENCY

LARGEST_FILE = 5 * 1024 * 1024


def amount_field(
    label: str, *, required: bool = True, least: Decimal | None = Decimal("0.01"), **options
) -> forms.DecimalField:
    """An amount in whole cents."""
    return forms.DecimalField(
        label=label, required=required, min_value=least, max_digits=12, decimal_places=2, **options
    )


def per_cent_field(label: str, **options) -> forms.DecimalField:
    """A per cent that may be left out."""
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2, **options
    )


def day_field(label: str, *, required: bool = True, **options) -> forms.DateField:
    """A day, by the browser's own picker."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **options)


def reason_field(label: str, *, required: bool = True, **options) -> forms.CharField:
    """A sentence that stays in the history."""
    return forms.CharField(
        label=label, required=required, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


class CurrencyField(forms.ChoiceField):
    """One of the currencies that a rate is known of, the base first."""

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Currency"))
        super().__init__(choices=known_currencies, **options)


def known_currencies() -> list[tuple[str, str]]:
    """Asked when the form is shown."""
    known = ExchangeRate.objects.order_by("currency").values_list("currency", flat=True).distinct()
    return [(code, code) for code in dict.fromkeys([BASE_CURRENCY, *known])]
