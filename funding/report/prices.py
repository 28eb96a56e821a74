"""What suppliers of all countries ask for the same thing, on equal terms: without taxes, and with the freight.

A quote says what its price includes. Taxes are taken out of it and put on top by the per cent that it names, where it
names one. Freight that the delivery term leaves to the buyer is added as the lines estimate it. Everything is for one
unit, in US dollars, by the rate that was frozen with the quote.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundations.printing.plots import Dispersion, Mark, Spread
from funding.models import BudgetLine, BudgetRound, Quote
from funding.report.tables import Table, Value, said
from funding.rules import NOTHING, cents

WITH_FREIGHT = ("CFR", "CIF", "CPT", "CIP", "DAP", "DDP", "local")
STATES = {
    "valid": gettext_lazy("valid"),
    "expired": gettext_lazy("expired"),
    "withdrawn": gettext_lazy("withdrawn"),
}


@dataclass(frozen=True)
class Price:
    """One quote on equal terms. ``with_tax`` is ``None`` where nobody said how high the tax is."""

    quote: Quote
    countries: Sequence[str]
    net: Decimal
    with_tax: Decimal | None
    freight: Decimal
    state: str

    @property
    def delivered(self) -> Decimal:
        """Without taxes, with freight: what all of them can be compared by."""
        return self.net + self.freight


@dataclass(frozen=True)
class Comparison:
    """Everything that was asked for one thing, beside what the budget estimates for one unit of it with freight."""

    thing: str
    estimates: Sequence[Decimal]
    prices: Sequence[Price]

    @property
    def standing(self) -> list[Price]:
        """Those that were not withdrawn."""
        return [price for price in self.prices if price.state != "withdrawn"]


def net_of(price: Decimal, tax: str, per_cent: Decimal | None) -> Decimal:
    """Without taxes. One that includes them by a per cent that is not told stays as it is."""
    if tax != Quote.Tax.INCLUDED or per_cent is None:
        return cents(price)
    return cents(price / (1 + per_cent / 100))


def taxed_of(price: Decimal, tax: str, per_cent: Decimal | None) -> Decimal | None:
    """With taxes; who is exempt pays none."""
    if tax != Quote.Tax.EXCLUDED:
        return cents(price)
    return None if per_cent is None else cents(price * (1 + per_cent / 100))


def comparisons_of(budget: BudgetRound, *, today: date | None = None) -> list[Comparison]:
    """Thing by thing, each with its quotes from the cheapest on. Five questions."""
    day = today or timezone.localdate()
    lines = (
        BudgetLine.objects.filter(round=budget)
        .in_budget()
        .with_places()
        .prefetch_related("extras", "quotes__supplier__country")
    )
    by_thing: dict[tuple, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        by_thing[line.item_type_id, line.kit_version_id].append(line)
    found = [_compared(same, day) for same in by_thing.values()]
    return sorted(found, key=lambda each: (not each.prices, each.thing))


def _compared(lines: Sequence[BudgetLine], day: date) -> Comparison:
    """Lines of one thing, and every quote for any of them, once."""
    quotes: dict[object, tuple[Quote, list[BudgetLine]]] = {}
    for line in lines:
        for quote in line.quotes.all():
            quotes.setdefault(quote.pk, (quote, []))[1].append(line)
    prices = [_priced(quote, named, day) for quote, named in quotes.values()]
    return Comparison(
        lines[0].thing,
        sorted({_unit(line) for line in lines}),
        sorted(prices, key=lambda price: (price.state == "withdrawn", price.delivered)),
    )


def _priced(quote: Quote, lines: Sequence[BudgetLine], day: date) -> Price:
    is_delivered = quote.incoterm in WITH_FREIGHT
    freights = [_freight(line) for line in lines]
    return Price(
        quote,
        countries=[line.place or _("The network as a whole") for line in lines],
        net=net_of(quote.base_unit_price, quote.tax, quote.tax_per_cent),
        with_tax=taxed_of(quote.base_unit_price, quote.tax, quote.tax_per_cent),
        freight=NOTHING if is_delivered else cents(sum(freights, NOTHING) / len(freights)),
        state=_state(quote, day),
    )


def _state(quote: Quote, day: date) -> str:
    if quote.withdrawn_at is not None:
        return "withdrawn"
    return "valid" if quote.valid_until >= day else "expired"


def _freight(line: BudgetLine) -> Decimal:
    """What the line estimates for the freight of one unit."""
    rows = (extra.base_amount for extra in line.extras.all() if extra.kind == "freight")
    return cents(sum(rows, NOTHING) / line.quantity)


def _unit(line: BudgetLine) -> Decimal:
    """One unit of the line with its freight, without taxes and contingency."""
    return cents(line.subtotal / line.rate_per_usd / line.quantity) + _freight(line)


# --- Drawn and laid out ----------------------------------------------------------------------------------------------


def dispersion_plot(comparisons: Sequence[Comparison]) -> Dispersion:
    """Things with at least one quote; each on its own scale."""
    looks = {"valid": "solid", "expired": "hollow"}
    spreads = []
    for each in comparisons:
        marks = [Mark(price.delivered, looks[price.state]) for price in each.standing]
        if marks:
            amounts = [mark.amount for mark in marks]
            span = f"{said(min(amounts))} – {said(max(amounts))}" if len(set(amounts)) > 1 else said(amounts[0])
            marks = [*(Mark(amount, "stroke") for amount in each.estimates), *marks]
            spreads.append(Spread(each.thing, span, marks))
    return Dispersion(
        "prices",
        _("How prices spread"),
        _("Each line is on its own scale, from nothing to its dearest price. The table says each price."),
        spreads,
        [("solid", _("valid quotation")), ("hollow", _("expired quotation")), ("stroke", _("estimate of the budget"))],
    )


def prices_table(comparisons: Sequence[Comparison]) -> Table:
    """Every quote on equal terms, as much as a page holds."""
    rows = [
        (
            f"{each.thing} ({', '.join(price.countries)})",
            f"{price.quote.supplier.name}: {_validity(price)}",
            _as_written(price.quote),
            price.net,
            price.with_tax,
            price.delivered,
        )
        for each in comparisons
        for price in each.prices
    ]
    heads = [
        *(_("Equipment"), _("Supplier"), _("As written")),
        *(_("Without taxes"), _("With taxes"), _("Delivered, without taxes")),
    ]
    return Table("prices", _("Quotations on equal terms"), heads, rows, figures=3, note=_equal_terms())


def quotes_table(comparisons: Sequence[Comparison]) -> Table:
    """The same with every column, for who goes on counting."""
    rows = [_price_row(each.thing, price) for each in comparisons for price in each.prices]
    heads = [
        *(_("Equipment"), _("Offices"), _("Supplier"), _("Country of the supplier"), _("Quotation"), _("Valid until")),
        *(_("State"), _("Delivery term"), _("Taxes"), _("Currency"), _("Price as written"), _("In US dollars")),
        *(_("Without taxes"), _("With taxes"), _("Freight to add"), _("Delivered, without taxes")),
    ]
    return Table("quotes", _("Quotations on equal terms"), heads, rows, figures=10, note=_equal_terms())


def _equal_terms() -> str:
    return _("In US dollars, for one unit. A quotation that includes taxes and does not say how high stands as it is.")


def _as_written(quote: Quote) -> str:
    return f"{quote.currency} {said(cents(quote.unit_price))}, {quote.incoterm}, {_tax_words(quote)}"


def _validity(price: Price) -> str:
    told = {"state": STATES[price.state], "day": date_format(price.quote.valid_until, "SHORT_DATE_FORMAT")}
    return _("%(state)s, until %(day)s") % told


def _price_row(thing: str, price: Price) -> list[Value]:
    quote = price.quote
    country = quote.supplier.country
    return [
        *(thing, ", ".join(price.countries), quote.supplier.name, country.name if country else "", quote.number),
        *(quote.valid_until, str(STATES[price.state]), quote.incoterm, _tax_words(quote), quote.currency),
        *(cents(quote.unit_price), cents(quote.base_unit_price), price.net, price.with_tax, price.freight),
        price.delivered,
    ]


def _tax_words(quote: Quote) -> str:
    words = str(quote.get_tax_display())
    return f"{words} ({said(quote.tax_per_cent)} %)" if quote.tax_per_cent is not None else words
