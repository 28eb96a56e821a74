"""Budget lines as a spreadsheet: drafts and estimates of the version that is being written are changed, and added."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import ItemType, KitVersion
from foundations.spreadsheets.contract import NOT_FOUND, Clear, Column, Deed, Kind, Row, Value, Words, Written
from funding import actions
from funding.in_sheets.kept import BudgetSheet, currency_column, money_column
from funding.models import BudgetLine
from funding.pricing import Wanted, wanted_again
from funding.querysets import LineQuerySet
from funding.rules import BASE_CURRENCY, Surcharge, cents
from network.models import Office, User
from network.rules import plain_name

# What the extras that have a column are a per cent of, where a line does not say otherwise.
BASES = {"freight": "goods", "contingency": "subtotal_and_freight"}
REFERENCES = {"office": "office", "thing": "item_type"}


class LineSheet(BudgetSheet):
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
        offices = Office.objects.select_related("country")
        names = [(name, office) for office in offices for name in (office.country.name_es, office.country.name_en)]
        return {plain_name(name): office for name, office in names}

    @cached_property
    def kinds(self) -> dict[str, ItemType]:
        names = [(name, kind) for kind in ItemType.objects.all() for name in (kind.code, kind.name_en, kind.name_es)]
        return {plain_name(name): kind for name, kind in names}

    @cached_property
    def kits(self) -> set[str]:
        kits = KitVersion.objects.in_force().values_list("kit__name_es", "kit__name_en", "kit__code")
        return {plain_name(name) for names in kits for name in names} - self.kinds.keys()

    def records(self) -> LineQuerySet:
        lines = BudgetLine.objects.filter(round=self.budget).in_budget().with_places()
        return lines.prefetch_related("parts", "extras")

    def told(self, record: BudgetLine) -> dict[str, Value]:
        extras = {extra.kind: extra.per_cent for extra in record.extras.all()}
        return {
            "office": record.place,
            "thing": record.thing,
            "quantity": record.quantity,
            "unit_price": cents(sum(part.quantity_each * part.unit_price for part in record.parts.all())),
            "currency": record.currency,
            "freight": extras.get("freight"),
            "contingency": extras.get("contingency"),
            "note": record.note,
            "state": str(record.get_state_display()),
            "base_total": cents(record.base_total),
        }

    def called(self, record: BudgetLine) -> str:
        return f"{record.place} {record}".strip()

    def names(self, record: BudgetLine) -> Mapping[str, Sequence[str]]:
        thing = record.kit_version.kit if record.kit_version is not None else record.item_type
        country = record.office.country if record.office is not None else None
        return {
            "thing": (thing.name_es, thing.name_en, thing.code) if thing is not None else (),
            "office": (country.name_es, country.name_en) if country is not None else (),
        }

    def marks(self, record: BudgetLine) -> Sequence[object]:
        """With its state and version: what was estimated, quoted or revised since is another line than went out."""
        return (
            *(record.state, record.since_version, record.office_id, record.item_type_id, record.kit_version_id),
            *(record.quantity, record.currency, record.value_date, record.note, cents(record.base_total)),
            *((part.item_type_id, cents(part.unit_price)) for part in record.parts.all()),
            *((extra.kind, cents(extra.amount)) for extra in record.extras.all()),
        )

    @cached_property
    def gone(self) -> Mapping[str, Words]:
        lines = BudgetLine.objects.filter(round=self.budget).out_of_budget().values_list("pk", flat=True)
        return dict.fromkeys(map(str, lines), _("This line is not in the budget any more."))

    def find(self, row: Row) -> None:
        self._look_up(row, ("office", "thing"))
        row.label = f"{row.text('office')} {row.text('thing')}".strip()

    def _look_up(self, row: Row, keys: Sequence[str]) -> None:
        """What the cells name, into ``row.found``; what nobody knows is refused."""
        books: dict[str, Mapping[str, Any]] = {"office": self.offices, "thing": self.kinds}
        for key in keys:
            said = row.text(key)
            row.found[key] = books[key].get(plain_name(said))
            if key == "thing" and plain_name(said) in self.kits:
                row.refuse(
                    key, _("A kit is added on the page of the budget, with a price for each of its parts."), said
                )
            elif said and row.found[key] is None:
                row.refuse(key, NOT_FOUND, said)

    def decide(self, row: Row, record: BudgetLine, said: Mapping[str, "Value | Clear"]) -> None:
        if record.kit_version_id is not None:
            for key in {"thing", "unit_price", "currency"} & said.keys():
                row.refuse(key, _("A kit has a price for each of its parts: change it on the page of the line."))
        elif "currency" in said and "unit_price" not in said:
            row.warn("currency", _("The currency changes and the figure of the price does not."))
        self._look_up(row, [key for key in ("office", "thing") if key in said and not row.has_fault(key)])
        if not row.faults:
            row.found["wanted"] = wanted_again(record, **dict(self._otherwise(row, record, said)))

    def _otherwise(
        self, row: Row, record: BudgetLine, said: Mapping[str, "Value | Clear"]
    ) -> Iterator[tuple[str, object]]:
        """What of the line is to be other than it is."""
        if "quantity" in said:
            yield "quantity", said["quantity"]
        if "note" in said:
            yield "note", row.text("note")
        if "currency" in said:
            yield "currency", row.text("currency").upper() or BASE_CURRENCY
        yield from ((name, row.found[key]) for key, name in REFERENCES.items() if key in said)
        if {"thing", "unit_price"} & said.keys():
            kind = row.found.get("thing") or record.item_type
            yield "prices", {kind.pk: said.get("unit_price", self.told(record)["unit_price"])}
        if BASES.keys() & said.keys():
            yield "extras", _extras_again(record, said)

    def change(self, row: Row, record: BudgetLine, *, by: User, at: datetime) -> dict[str, Any]:
        before = _as_kept(wanted_again(record))
        actions.change_line(record, row.found["wanted"], by=by, at=at)
        return before

    def bring_back(self, record: BudgetLine, written: Written, *, by: User, at: datetime) -> None:
        if written.deed is Deed.CREATE:
            actions.cancel_line(record, reason=_("The spreadsheet that added it was undone."), by=by, at=at)
        else:
            actions.change_line(record, _wanted_of(written.before), by=by, at=at)

    def add(self, row: Row, *, by: User, at: datetime) -> BudgetLine:
        kind = row.found["thing"]
        told = {name: row.given(name) for name in BASES}
        wanted = Wanted(
            quantity=row.given("quantity"),  # type: ignore[arg-type]
            prices={kind.pk: row.given("unit_price")},  # type: ignore[dict-item]
            office=row.found["office"],
            item_type=kind,
            extras=[Surcharge(name, per_cent, BASES[name]) for name, per_cent in told.items() if per_cent],  # type: ignore[arg-type]
            currency=row.text("currency").upper() or BASE_CURRENCY,
            note=row.text("note"),
        )
        return actions.add_line(self.budget, wanted, by=by, at=at)


def _extras_again(line: BudgetLine, said: Mapping[str, "Value | Clear"]) -> list[Surcharge]:
    """The extras of a line with those that have a column as the cells say; the others as they are."""
    kept = {extra.kind: extra for extra in wanted_again(line).extras}
    found = [extra for kind, extra in kept.items() if kind not in said]
    for kind, basis in BASES.items():
        per_cent = said.get(kind)
        if isinstance(per_cent, Decimal) and per_cent:
            found.append(Surcharge(kind, per_cent, kept[kind].basis or basis if kind in kept else basis))
    return found


def _as_kept(wanted: Wanted) -> dict[str, Any]:
    """What a line was, as plain values of a batch."""
    return {
        "quantity": wanted.quantity,
        "prices": {str(kind): str(price) for kind, price in wanted.prices.items()},
        **{
            name: getattr(wanted, name).pk if getattr(wanted, name) is not None else None
            for name in ("office", "item_type", "kit_version")
        },
        "extras": [
            [
                extra.kind,
                *(None if figure is None else str(figure) for figure in (extra.per_cent, extra.amount)),
                extra.basis,
            ]
            for extra in wanted.extras
        ],
        "currency": wanted.currency,
        "value_date": wanted.value_date.isoformat() if wanted.value_date else None,
        "note": wanted.note,
    }


def _wanted_of(kept: Mapping[str, Any]) -> Wanted:
    """The same again."""
    records = {"office": Office, "item_type": ItemType, "kit_version": KitVersion}
    return Wanted(
        quantity=kept["quantity"],
        prices={int(kind): Decimal(price) for kind, price in kept["prices"].items()},
        extras=[
            Surcharge(kind, _figure(per_cent), basis, _figure(amount))
            for kind, per_cent, amount, basis in kept["extras"]
        ],
        currency=kept["currency"],
        value_date=date.fromisoformat(kept["value_date"]) if kept["value_date"] else None,
        note=kept["note"],
        **{  # type: ignore[arg-type]
            name: model._default_manager.get(pk=kept[name]) if kept[name] is not None else None
            for name, model in records.items()
        },
    )


def _figure(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)
