"""Columns that hold money: an amount, its currency, and the rate of a day, frozen, that turns it into US dollars."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from equipment.models.catalogue import Currency
from funding.rules import BASE_CURRENCY


def amount_field(label: str, **options) -> models.DecimalField:
    """An amount to the cent, up to a billion: that many fit a double, which is what SQLite keeps, without loss."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, **options)


class InCurrency(models.Model):
    """Written in ``currency``; ``rate_per_usd`` of ``value_date``, with who says so, is frozen on the row."""

    currency = Currency(_("currency (ISO 4217)"), default=BASE_CURRENCY)
    value_date = models.DateField(_("value date"))
    rate_per_usd = models.DecimalField(_("units for one US dollar"), max_digits=18, decimal_places=8)
    rate_source = models.CharField(_("source of the rate"), max_length=100, blank=True)

    class Meta:
        abstract = True
