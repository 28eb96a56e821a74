"""What something cost, frozen in US dollars: the amount as it was paid, the day, the rate and who says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from equipment.models import Asset, ExchangeRate
from equipment.rules import in_usd

BASE = "USD"
OLDEST_RATE = timedelta(days=31)
FROZEN = ("cost", "currency", "value_date", "rate_per_usd", "rate_source")


@dataclass(frozen=True)
class Rate:
    """So many units for one US dollar, and the source."""

    per_usd: Decimal
    source: str


def known_rate(currency: str, day: date) -> Rate | None:
    """The rate of that day, or the last one of the month before it; ``None`` where none is kept. One question."""
    if currency == BASE:
        return Rate(Decimal(1), BASE)
    near = ExchangeRate.objects.filter(currency=currency, on__lte=day, on__gte=day - OLDEST_RATE).order_by("-on")
    found = near.first()
    return Rate(found.per_usd, f"{found.source}, {found.on.isoformat()}"[:100]) if found else None


def freeze_cost(
    asset: Asset, *, typed: bool, today: date, rate_of: Callable[[str, date], Rate | None] = known_rate
) -> None:
    """Write an asset's cost in US dollars beside the cost as paid.

    Who freezes thousands gives a ``rate_of`` that remembers.

    ``typed``: the rate stands on the asset as somebody typed it, with its source; else the one of the value date is
    looked up. Without a cost, nothing of it stays. Raises ``ValidationError`` with the field that is missing.
    """
    if asset.cost is None:
        asset.currency = asset.rate_source = ""
        asset.value_date = asset.rate_per_usd = asset.cost_usd = None
        return
    if not asset.currency:
        raise ValidationError({"currency": _("A cost has a currency.")})
    asset.value_date = asset.value_date or asset.ordered_on or asset.delivered_on or today
    rate = _typed_rate(asset) if typed else rate_of(asset.currency, asset.value_date)
    if rate is None:
        missing = _("No rate of %(currency)s is kept for %(day)s: type it, with its source.")
        words = {"currency": asset.currency, "day": asset.value_date.isoformat()}
        raise ValidationError({"rate_per_usd": missing % words})
    asset.rate_per_usd, asset.rate_source = rate.per_usd, rate.source
    asset.cost_usd = in_usd(asset.cost, rate.per_usd)


def _typed_rate(asset: Asset) -> Rate:
    if not asset.rate_per_usd or asset.rate_per_usd <= 0:
        raise ValidationError({"rate_per_usd": _("A rate is more than nothing.")})
    if not asset.rate_source:
        raise ValidationError({"rate_source": _("A typed rate has a source: who says so?")})
    return Rate(asset.rate_per_usd, asset.rate_source)
