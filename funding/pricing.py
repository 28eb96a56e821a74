"""What a line is to be and to cost, as it is asked for; and the rows and sums that come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from equipment.models import ItemType, KitVersion
from funding.errors import FundingError
from funding.models import BudgetLine, LineExtra, LinePart
from funding.rates import rate_on
from funding.rules import (
    BASE_CURRENCY,
    BASES_OF_FREIGHT,
    FREIGHT,
    NOTHING,
    ORDER_OF_EXTRAS,
    Priced,
    Surcharge,
    in_base,
    surcharges_of,
)
from network.models import Office

MOST = Decimal("999999999.99")


@dataclass(frozen=True)
class Wanted:
    """So many kits, or items of one kind, for an office (``None``: for the network), with prices and extras.

    ``prices``: the price of one, by the key of the kind of item; of a kit each of its kinds has one.
    """

    quantity: int
    prices: Mapping[int, Decimal]
    office: Office | None = None
    item_type: ItemType | None = None
    kit_version: KitVersion | None = None
    extras: Sequence[Surcharge] = field(default=())
    currency: str = BASE_CURRENCY
    value_date: date | None = None
    note: str = ""

    @property
    def kinds(self) -> list[tuple[ItemType, int]]:
        """What one unit of the line consists of: kinds with how many of each."""
        if self.kit_version is not None:
            lines = self.kit_version.lines.select_related("item_type")
            return [(line.item_type, line.quantity) for line in lines]
        return [(self.item_type, 1)] if self.item_type is not None else []

    @property
    def columns(self) -> dict[str, object]:
        """The columns of the line itself."""
        names = ("office", "item_type", "kit_version", "quantity", "note")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class PricedLine:
    """A line with its rows, nothing kept yet."""

    line: BudgetLine
    parts: list[LinePart]
    extras: list[LineExtra]

    def keep_rows(self, line: BudgetLine) -> None:
        """Write the rows as those of ``line``, in place of what it had."""
        LinePart.objects.filter(line=line).delete()
        LineExtra.objects.filter(line=line).delete()
        for row in (*self.parts, *self.extras):
            row.line = line
        LinePart.objects.bulk_create(self.parts)
        LineExtra.objects.bulk_create(self.extras)


def priced(wanted: Wanted, *, today: date) -> PricedLine:
    """The line and what each of its rows comes to; the rate is frozen at ``value_date``, or today.

    Raises :class:`FundingError` where a price is missing, a rate unknown, or an extra stands on nothing.
    """
    kinds = wanted.kinds
    if wanted.quantity < 1 or not kinds:
        raise FundingError(_("A line is of one kit or one kind of item at least."))
    missing = [kind.name for kind, _number in kinds if wanted.prices.get(kind.pk) is None]
    if missing:
        raise FundingError(_("A price is missing: %(kinds)s.") % {"kinds": ", ".join(missing)})
    rate = rate_on(wanted.currency, wanted.value_date or today)
    line = BudgetLine(**wanted.columns, **rate.columns)
    asked = sorted(wanted.extras, key=lambda each: ORDER_OF_EXTRAS.index(each.kind))
    _refuse_bases(asked)
    parts = [_part(kind, each, wanted) for kind, each in kinds]
    amounts = surcharges_of([Priced(row.quantity, row.unit_price, row.is_goods) for row in parts], asked)
    extras = [_extra(each, amount) for each, amount in zip(asked, amounts, strict=True)]
    for row in (*parts, *extras):
        row.base_amount = in_base(row.amount, rate.per_usd)
    line.subtotal = sum((row.amount for row in parts), NOTHING)
    line.total = sum((row.amount for row in extras), line.subtotal)
    line.base_total = sum((row.base_amount for row in (*parts, *extras)), NOTHING)
    if not 0 < line.total <= MOST or not 0 < line.base_total <= MOST:
        raise FundingError(_("A line costs something, and less than a billion."))
    return PricedLine(line, parts, extras)


def _part(kind: ItemType, each: int, wanted: Wanted) -> LinePart:
    quantity, price = each * wanted.quantity, wanted.prices[kind.pk]
    if price < 0:
        raise FundingError(_("A price is nothing or more."))
    return LinePart(
        item_type=kind,
        quantity_each=each,
        quantity=quantity,
        unit_price=price,
        is_goods=kind.is_goods,
        amount=Priced(quantity, price).amount,
    )


def _extra(asked: Surcharge, amount: Decimal) -> LineExtra:
    return LineExtra(kind=asked.kind, per_cent=asked.per_cent, basis=asked.basis, amount=amount)


def _refuse_bases(extras: Sequence[Surcharge]) -> None:
    """Freight stands on nothing that stands on freight; a per cent is of something."""
    for extra in extras:
        if (extra.per_cent is None) == (extra.amount is None) or (extra.per_cent is None) != (extra.basis == ""):
            raise FundingError(_("An extra is a per cent of something, or an amount."))
        if extra.kind == FREIGHT and extra.basis not in ("", *BASES_OF_FREIGHT):
            raise FundingError(_("Freight is a per cent of the goods or of the subtotal."))


def wanted_again(line: BudgetLine, **otherwise: object) -> Wanted:
    """What a line is, to be asked for again with some of it ``otherwise``."""
    asked = {
        "quantity": line.quantity,
        "prices": {part.item_type_id: part.unit_price for part in line.parts.all()},
        "office": line.office,
        "item_type": line.item_type,
        "kit_version": line.kit_version,
        "extras": [
            Surcharge(row.kind, row.per_cent, row.basis, None if row.per_cent is not None else row.amount)
            for row in line.extras.all()
        ],
        "currency": line.currency,
        "value_date": line.value_date,
        "note": line.note,
    }
    return Wanted(**asked | otherwise)  # type: ignore[arg-type]
