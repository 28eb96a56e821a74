"""Budget lines, quotations and ledgers as spreadsheets, out and in: for the Secretariat.

What is there already stays as it is: its rows go out with a hidden key and come in unchanged. A row without a key is
new and goes through the action that a page would call, with everything that it refuses; a ledger is never undone.
Nothing is created in passing: offices, kinds of items, suppliers, agreements must be known.
"""

import uuid
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import ItemType, Supplier
from foundations.spreadsheets.contract import (
    ID,
    NOT_FOUND,
    NOT_KNOWN,
    VERSION,
    Column,
    Contract,
    Deed,
    Kind,
    OpenSheet,
    Row,
    Value,
    Words,
    Written,
)
from foundations.spreadsheets.row_by_row import row_by_row
from funding import actions, asked
from funding.errors import FundingError
from funding.models import BudgetLine, BudgetRound, Contribution, LedgerEntry, Quote
from funding.pricing import Wanted
from funding.querysets import EntryQuerySet, LineQuerySet, QuoteQuerySet
from funding.rules import BASE_CURRENCY, Surcharge, cents
from network.models import Office, User
from network.querysets import standing_of
from network.rules import plain_name


def money_column(key: str, label: Words, **more: Any) -> Column:
    """An amount."""
    return Column(key, label, Kind.MONEY, **more)


def currency_column() -> Column:
    """By its three letters; empty for that of the agreement, or the US dollar."""
    return Column("currency", gettext_lazy("Currency"), aliases=("moneda",), bound=3)


class AddedRows(OpenSheet):
    """Rows of one budget that are only ever added."""

    is_undone = False
    why_final = gettext_lazy("What is written in a budget stays in its history: correct it on its pages.")
    most_rows = 2000

    def __init__(self, user: User, budget: BudgetRound) -> None:
        self.user, self.budget = user, budget

    @abstractmethod
    def known(self) -> dict[str, str]:
        """The rows that are there, by key, each with what it is called."""

    @abstractmethod
    def find(self, row: Row) -> None:
        """Look up what a new row names (``row.found``) and say what it is called; refuse what is not known."""

    @abstractmethod
    def add(self, row: Row, *, by: User, at: datetime) -> object:
        """Write a new row by the action; give the record."""

    def plan(self, rows: Sequence[Row], *, tell: Callable[[int], None] = lambda _done: None) -> None:
        known = self.known()
        for done, row in enumerate(rows, start=1):
            if row.record:
                row.label = known.get(row.record, "")
                if row.record in known:
                    row.deed = Deed.UNCHANGED
                else:
                    row.refuse("", NOT_FOUND, row.record)
            else:
                self.find(row)
                if not row.faults:
                    row.deed = Deed.CREATE
            tell(done)

    def write(self, rows: Sequence[Row], *, by: User, at: datetime, batch: uuid.UUID) -> list[Written]:
        def add(row: Row) -> Written:
            record = self.add(row, by=by, at=at)
            return Written(row.number, str(record.pk), row.deed, "1", {}, row.label)  # type: ignore[attr-defined]

        return row_by_row(rows, add, FundingError)


class LedgerSheet(AddedRows):
    """Every row of every ledger of a budget; new rows name the agreement."""

    why_final = gettext_lazy("A ledger is never changed: correct a row by another, negative one, with its reason.")
    keys = ("agreement",)

    @property
    def title(self) -> str:
        return _("Ledger")

    @cached_property
    def columns(self) -> Sequence[Column]:
        kinds, forms = LedgerEntry.Kind, LedgerEntry.Form
        return (
            Column("funder", gettext_lazy("Funder"), aliases=("donante",), given=True),
            Column(
                "agreement",
                gettext_lazy("Agreement"),
                Kind.REFERENCE,
                aliases=("convenio",),
                options=tuple(sorted(self.agreements)),
                required=True,
            ),
            Column("kind", gettext_lazy("Kind"), Kind.CHOICE, choices=dict(kinds.choices), required=True),
            Column("form", gettext_lazy("In the form of"), Kind.CHOICE, choices=dict(forms.choices)),
            money_column("amount", gettext_lazy("Amount"), aliases=("monto",), required=True),
            currency_column(),
            Column("value_date", gettext_lazy("Value date"), Kind.DATE, aliases=("fecha valor",), required=True),
            Column("reference", gettext_lazy("Reference"), bound=100),
            Column("reason", gettext_lazy("Reason"), bound=500, help=gettext_lazy("For what is negative.")),
            money_column("base_amount", gettext_lazy("In US dollars"), given=True),
        )

    @cached_property
    def agreements(self) -> dict[str, list[Contribution]]:
        found: dict[str, list[Contribution]] = {}
        for each in Contribution.objects.filter(round=self.budget).select_related("funder", "round"):
            found.setdefault(each.agreement_number, []).append(each)
        return found

    @property
    def entries(self) -> EntryQuerySet:
        asked = LedgerEntry.objects.filter(contribution__round=self.budget).select_related("contribution__funder")
        return asked.order_by("value_date", "pk")

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        for entry in self.entries.iterator(2000):
            yield {
                ID: str(entry.pk),
                VERSION: "1",
                "funder": entry.contribution.funder.name,
                "agreement": entry.contribution.agreement_number,
                "kind": entry.kind,
                "form": entry.form,
                "amount": cents(entry.amount),
                "currency": entry.currency,
                "value_date": entry.value_date,
                "reference": entry.reference,
                "reason": entry.reason,
                "base_amount": cents(entry.base_amount),
            }

    def known(self) -> dict[str, str]:
        return {str(entry.pk): self._called(entry.kind, entry.amount, entry.currency) for entry in self.entries}

    def find(self, row: Row) -> None:
        same = self.agreements.get(row.text("agreement"), [])
        if len(same) == 1:
            row.found["contribution"] = same[0]
        elif row.text("agreement"):
            why = _("Several funders have an agreement of this number: enter the row on its page.")
            row.refuse("agreement", why if same else NOT_FOUND, row.text("agreement"))
        row.label = self._called(row.text("kind"), row.given("amount"), row.text("currency"))

    def add(self, row: Row, *, by: User, at: datetime) -> LedgerEntry:
        contribution = row.found["contribution"]
        told = asked.Row(
            row.text("kind"),
            row.given("amount"),  # type: ignore[arg-type]
            row.given("value_date"),  # type: ignore[arg-type]
            currency=row.text("currency").upper() or contribution.currency,
            form=row.text("form") or LedgerEntry.Form.MONEY,
            reference=row.text("reference"),
            reason=row.text("reason"),
        )
        return actions.record_entry(contribution, told, by=by, at=at)

    @staticmethod
    def _called(kind: str, amount: object, currency: str) -> str:
        return f"{dict(LedgerEntry.Kind.choices).get(kind, kind)} {amount} {currency}".strip()


class LineSheet(AddedRows):
    """The lines of a budget; new ones are of one kind of item, with freight and contingency in per cent."""

    keys = ("thing",)

    @property
    def title(self) -> str:
        return _("Budget lines")

    @cached_property
    def columns(self) -> Sequence[Column]:
        per_cent = {"least": Decimal(0), "most": Decimal(100)}
        return (
            Column(
                "office",
                gettext_lazy("Office"),
                Kind.REFERENCE,
                aliases=("país", "country"),
                options=tuple(sorted({office.country.name for office in self.offices.values()})),
                help=gettext_lazy("By its country; empty for the network as a whole."),
            ),
            Column(
                "thing",
                gettext_lazy("Equipment"),
                Kind.REFERENCE,
                aliases=("bien", "tipo de bien", "item"),
                options=tuple(sorted({kind.name for kind in self.kinds.values()})),
                required=True,
            ),
            Column(
                "quantity", gettext_lazy("Quantity"), Kind.WHOLE, least=Decimal(1), most=Decimal(9999), required=True
            ),
            money_column("unit_price", gettext_lazy("Unit price"), least=Decimal(0), required=True),
            currency_column(),
            Column("freight", gettext_lazy("Freight in per cent of goods"), Kind.DECIMAL, **per_cent),
            Column("contingency", gettext_lazy("Contingency in per cent of all"), Kind.DECIMAL, **per_cent),
            Column("note", gettext_lazy("Note"), bound=300),
            Column("state", gettext_lazy("State"), given=True),
            money_column("base_total", gettext_lazy("In US dollars"), given=True),
        )

    @cached_property
    def offices(self) -> dict[str, Office]:
        return {plain_name(each.country.name): each for each in Office.objects.select_related("country")}

    @cached_property
    def kinds(self) -> dict[str, ItemType]:
        kinds = list(ItemType.objects.all())
        return {plain_name(kind.name): kind for kind in kinds} | {plain_name(kind.code): kind for kind in kinds}

    @property
    def lines(self) -> LineQuerySet:
        return BudgetLine.objects.filter(round=self.budget).in_budget().with_places()

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        for line in self.lines.prefetch_related("parts", "extras"):
            parts, extras = list(line.parts.all()), {extra.kind: extra.per_cent for extra in line.extras.all()}
            yield {
                ID: str(line.pk),
                VERSION: "1",
                "office": line.place,
                "thing": line.thing,
                "quantity": line.quantity,
                "unit_price": cents(sum(part.quantity_each * part.unit_price for part in parts)),
                "currency": line.currency,
                "freight": extras.get("freight"),
                "contingency": extras.get("contingency"),
                "note": line.note,
                "state": str(line.get_state_display()),
                "base_total": cents(line.base_total),
            }

    def known(self) -> dict[str, str]:
        return {str(line.pk): f"{line.place} {line}".strip() for line in self.lines}

    def find(self, row: Row) -> None:
        for key, book in (("office", self.offices), ("thing", self.kinds)):
            said = row.text(key)
            row.found[key] = book.get(plain_name(said))
            if said and row.found[key] is None:
                row.refuse(key, NOT_FOUND, said)
        row.label = f"{row.text('office')} {row.text('thing')}".strip()

    def add(self, row: Row, *, by: User, at: datetime) -> BudgetLine:
        kind = row.found["thing"]
        bases = {"freight": "goods", "contingency": "subtotal_and_freight"}
        told = {name: row.given(name) for name in bases}
        wanted = Wanted(
            quantity=row.given("quantity"),  # type: ignore[arg-type]
            prices={kind.pk: row.given("unit_price")},  # type: ignore[dict-item]
            office=row.found["office"],
            item_type=kind,
            extras=[Surcharge(name, per_cent, bases[name]) for name, per_cent in told.items() if per_cent],  # type: ignore[arg-type]
            currency=row.text("currency").upper() or BASE_CURRENCY,
            note=row.text("note"),
        )
        return actions.add_line(self.budget, wanted, by=by, at=at)


class QuoteSheet(AddedRows):
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

    @property
    def quotes(self) -> QuoteQuerySet:
        asked = Quote.objects.filter(round=self.budget, withdrawn_at__isnull=True).select_related("supplier")
        return asked.prefetch_related("lines__office__country", "lines__item_type", "lines__kit_version__kit")

    def rows_out(self) -> Iterator[Mapping[str, Value]]:
        names = ("number", "received_on", "valid_until", "currency", "incoterm", "tax", "tax_per_cent")
        for quote in self.quotes:
            lines = list(quote.lines.all())
            yield {name: getattr(quote, name) for name in names} | {
                ID: str(quote.pk),
                VERSION: "1",
                "thing": lines[0].thing if lines else "",
                "office": lines[0].place if len(lines) == 1 else "",
                "supplier": quote.supplier.name,
                "unit_price": cents(quote.unit_price),
                "base_unit_price": cents(quote.base_unit_price),
            }

    def known(self) -> dict[str, str]:
        return {str(quote.pk): quote.number for quote in self.quotes}

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


def _opens(sheet: type[AddedRows]) -> Callable[[User, str], AddedRows | None]:
    """To the Secretariat, about one budget."""

    def opened(user: User, about: str) -> AddedRows | None:
        if not standing_of(user).is_secretariat:
            return None
        try:
            key = uuid.UUID(about)
        except ValueError:
            return None
        budget = BudgetRound.objects.filter(pk=key).first()
        return None if budget is None else sheet(user, budget)

    return opened


lines_contract = Contract("budget-lines", gettext_lazy("Budget lines"), _opens(LineSheet))
quotes_contract = Contract("quotations", gettext_lazy("Quotations"), _opens(QuoteSheet))
ledger_contract = Contract("ledger", gettext_lazy("Ledger"), _opens(LedgerSheet))
