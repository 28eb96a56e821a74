"""The rate of a day: looked up once, then frozen on the row that uses it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from equipment.models import ExchangeRate
from funding.errors import FundingError
from funding.rules import BASE_CURRENCY

# Some currencies are quoted once a month: a rate is good for a quarter, then a newer one is to be entered.
GOOD_FOR = timedelta(days=92)


@dataclass(frozen=True)
class Rate:
    """How many units of ``currency`` one US dollar bought, for an amount of ``value_date``."""

    currency: str
    value_date: date
    per_usd: Decimal
    source: str

    @property
    def columns(self) -> dict[str, object]:
        """As the columns of :class:`funding.models.money.InCurrency`."""
        return {
            "currency": self.currency,
            "value_date": self.value_date,
            "rate_per_usd": self.per_usd,
            "rate_source": self.source,
        }


def rate_on(currency: str, day: date) -> Rate:
    """The latest rate that is not younger than ``day``, with who says so.

    Raises :class:`FundingError` when there is none, or none that is recent enough: nothing is ever guessed.
    """
    if currency == BASE_CURRENCY:
        return Rate(currency, day, Decimal(1), "")
    found = ExchangeRate.objects.filter(currency=currency, on__lte=day).order_by("-on").first()
    if found is None or found.on < day - GOOD_FOR:
        words = {"currency": currency, "day": formats.date_format(day, "DATE_FORMAT")}
        raise FundingError(_("There is no rate of %(currency)s for %(day)s: enter one first, with its source.") % words)
    return Rate(currency, day, found.per_usd, f"{found.source}, {found.on.isoformat()}")
