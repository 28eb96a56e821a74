"""Quotations as a spreadsheet: new ones, and of those that are kept the number and until when they are good."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import Supplier
from foundations.spreadsheets.contract import (
    NOT_FOUND,
    NOT_KNOWN,
    Clear,
    Column,
    Deed,
    Kind,
    Row,
    Value,
    Words,
    Written,
)
from funding import actions, asked
from funding.in_sheets.kept import BudgetSheet, currency_column, money_column
from funding.models import BudgetLine, Quote
from funding.querysets import QuoteQuerySet
from funding.rules import BASE_CURRENCY, cents
from network.models import User
from network.rules import plain_name

MAY_CHANGE = ("number", "valid_until")


class QuoteSheet(BudgetSheet):
    """The quotations of a budget; a new one is for every line of the same thing, or of the office that it names."""

    keys = ("thing",)

    @property
    def title(self) -> str:
        return _("Quotations")

    @cached_property
    def columns(self) -> Sequence[Column]:
        terms, taxes = dict(Quote.Incoterm.choices), dict(Quote.Tax.choices)
        return (
            Column(
                "thing",
                gettext_lazy("Equipment"),
                Kind.REFERENCE,
                options=tuple(sorted({line.thing for line in self.lines})),
                required=True,
            ),
            Column("office", gettext_lazy("Office"), Kind.REFERENCE, aliases=("país", "country")),
            Column("supplier", gettext_lazy("Supplier"), Kind.REFERENCE, options=tuple(self.suppliers), required=True),
            Column("number", gettext_lazy("Number of the quotation"), bound=60, required=True),
            Column("received_on", gettext_lazy("Received on"), Kind.DATE, required=True),
            Column("valid_until", gettext_lazy("Valid until"), Kind.DATE, required=True),
            currency_column(),
            money_column("unit_price", gettext_lazy("Unit price"), least=Decimal("0.01"), required=True),
            Column("incoterm", gettext_lazy("Delivery term"), Kind.CHOICE, choices=terms, required=True),
            Column("tax", gettext_lazy("Taxes"), Kind.CHOICE, choices=taxes, required=True),
            Column("tax_per_cent", gettext_lazy("Tax in per cent"), Kind.DECIMAL, least=Decimal(0), most=Decimal(100)),
            money_column("base_unit_price", gettext_lazy("In US dollars"), given=True),
        )

    @cached_property
    def lines(self) -> list[BudgetLine]:
        return list(BudgetLine.objects.filter(round=self.budget).in_budget().with_places())

    @cached_property
    def suppliers(self) -> dict[str, Supplier]:
        return {supplier.name: supplier for supplier in Supplier.objects.all()}

    def records(self) -> QuoteQuerySet:
        found = Quote.objects.filter(round=self.budget, withdrawn_at__isnull=True).select_related("supplier")
        return found.prefetch_related("lines__office__country", "lines__item_type", "lines__kit_version__kit")

    def told(self, record: Quote) -> dict[str, Value]:
        lines = list(record.lines.all())
        names = ("number", "received_on", "valid_until", "currency", "incoterm", "tax", "tax_per_cent")
        return {name: getattr(record, name) for name in names} | {
            "thing": lines[0].thing if lines else "",
            "office": lines[0].place if len(lines) == 1 else "",
            "supplier": record.supplier.name,
            "unit_price": cents(record.unit_price),
            "base_unit_price": cents(record.base_unit_price),
        }

    def called(self, record: Quote) -> str:
        return f"{record.supplier.name} {record.number}"

    def names(self, record: Quote) -> Mapping[str, Sequence[str]]:
        found: dict[str, tuple[str, ...]] = {}
        lines = list(record.lines.all())
        if lines:
            thing = lines[0].kit_version.kit if lines[0].kit_version is not None else lines[0].item_type
            found["thing"] = (thing.name_es, thing.name_en, thing.code) if thing is not None else ()
        if len(lines) == 1 and lines[0].office is not None:
            found["office"] = (lines[0].office.country.name_es, lines[0].office.country.name_en)
        return found

    def marks(self, record: Quote) -> Sequence[object]:
        return (record.number, record.valid_until, record.withdrawn_at)

    @cached_property
    def gone(self) -> Mapping[str, Words]:
        quotes = Quote.objects.filter(round=self.budget, withdrawn_at__isnull=False).values_list("pk", flat=True)
        return dict.fromkeys(map(str, quotes), _("This quotation was withdrawn."))

    def decide(self, row: Row, record: Quote, said: Mapping[str, "Value | Clear"]) -> None:
        for key in said:
            if key not in MAY_CHANGE:
                why = _("What the paper of a supplier says stays: withdraw the quotation and record the new one.")
                row.refuse(key, why, row.text(key))
        row.found = {name: said.get(name, getattr(record, name)) for name in MAY_CHANGE}

    def change(self, row: Row, record: Quote, *, by: User, at: datetime) -> dict[str, Any]:
        actions.correct_quote(record, **row.found, by=by, at=at)
        return {"number": record.number, "valid_until": record.valid_until.isoformat()}

    def bring_back(self, record: Quote, written: Written, *, by: User, at: datetime) -> None:
        if written.deed is Deed.CREATE:
            actions.withdraw_quote(record, reason=_("The spreadsheet that added it was undone."), by=by, at=at)
        else:
            day = date.fromisoformat(written.before["valid_until"])
            actions.correct_quote(record, number=written.before["number"], valid_until=day, by=by, at=at)

    def find(self, row: Row) -> None:
        thing, office = plain_name(row.text("thing")), plain_name(row.text("office"))
        lines = [line for line in self.lines if plain_name(line.thing) == thing]
        named = [line for line in lines if not office or plain_name(line.place) == office]
        row.found = {"lines": named, "supplier": self.suppliers.get(row.text("supplier"))}
        if thing and not named:
            row.refuse("office" if lines else "thing", NOT_FOUND, row.text("office" if lines else "thing"))
        if row.text("supplier") and row.found["supplier"] is None:
            row.refuse("supplier", NOT_KNOWN % {"value": row.text("supplier")})
        row.label = f"{row.text('supplier')} {row.text('number')}".strip()

    def add(self, row: Row, *, by: User, at: datetime) -> Quote:
        offer = asked.Offer(
            supplier=row.found["supplier"],
            number=row.text("number"),
            received_on=row.given("received_on"),  # type: ignore[arg-type]
            valid_until=row.given("valid_until"),  # type: ignore[arg-type]
            currency=row.text("currency").upper() or BASE_CURRENCY,
            unit_price=row.given("unit_price"),  # type: ignore[arg-type]
            incoterm=row.text("incoterm"),
            tax=row.text("tax"),
            tax_per_cent=row.given("tax_per_cent"),  # type: ignore[arg-type]
        )
        return actions.record_quote(row.found["lines"], offer, by=by, at=at)
