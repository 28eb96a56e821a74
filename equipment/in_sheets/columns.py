"""The columns of the inventory: every field of an asset that is written by hand, and what the kinds of items ask."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import Asset, ItemType
from equipment.specs import SpecField, fields_of
from foundations.spreadsheets.contract import Column, Kind, Words

SPEC = "spec_"
SPEC_KINDS = {
    "text": Kind.TEXT,
    "whole": Kind.WHOLE,
    "decimal": Kind.DECIMAL,
    "choice": Kind.CHOICE,
    "yes_no": Kind.YES_NO,
    "date": Kind.DATE,
}
# Headings of lists that offices keep by themselves, beside the words of the model.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "tag": ("código", "código de inventario", "bien", "número de inventario", "placa", "inventory code", "tag"),
    "item_type": ("tipo", "tipo de bien", "equipo", "clase", "type", "item", "kind"),
    "office": ("país", "country", "fiscalía"),
    "room": ("ubicación", "sala", "location"),
    "custodian": ("responsable", "asignado a", "resguardante", "assigned to"),
    "manufacturer": ("marca", "brand", "make"),
    "model_name": ("modelo", "model"),
    "serial": ("serie", "número de serie", "no de serie", "n serie", "s n", "serial", "serial no"),
    "status": ("estado",),
    "condition": ("conservación", "estado de conservación", "condición", "estado físico"),
    "cost": ("costo", "precio", "valor", "price"),
    "currency": ("moneda", "divisa"),
    "supplier": ("proveedor", "vendor"),
    "funder": ("cooperante", "donante", "donor"),
    "ordered_on": ("fecha de compra", "purchase date"),
    "delivered_on": ("fecha de entrega", "recibido", "delivery date"),
    "delivery_act": ("acta", "acta de entrega"),
    "warranty_until": ("garantía", "garantía hasta", "warranty"),
    "notes": ("observaciones", "notas", "remarks"),
}
HELPS: Mapping[str, Words] = {
    "tag": gettext_lazy("Left blank in a new row, the office's next one is given."),
    "serial": gettext_lazy("Once per manufacturer."),
    "room": gettext_lazy("By the name of a room of the office."),
    "custodian": gettext_lazy("By the name, or the e-mail, of a person of the office."),
    "cost": gettext_lazy("The figure alone; the currency stands beside it."),
    "currency": gettext_lazy("Three letters, as in USD."),
    "rate_per_usd": gettext_lazy("Left blank, the known rate of the value date is taken."),
    "supplier": gettext_lazy("One that is known: none is added from here."),
    "funder": gettext_lazy("One that is known: none is added from here."),
    "cost_usd": gettext_lazy("For reading: it comes in as it is."),
    "verification": gettext_lazy("For reading: it comes in as it is."),
}
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("item_type", "office", "room", "custodian", "supplier", "funder"), Kind.REFERENCE),
    **dict.fromkeys(("status", "condition", "verification", "disposal"), Kind.CHOICE),
    **dict.fromkeys(("ordered_on", "delivered_on", "in_service_on", "value_date", "warranty_until"), Kind.DATE),
    **dict.fromkeys(("end_of_life_on", "returns_on"), Kind.DATE),
    **dict.fromkeys(("cost", "cost_usd"), Kind.MONEY),
    "rate_per_usd": Kind.DECIMAL,
}
FIELDS = (
    *("tag", "item_type", "office", "room", "custodian", "manufacturer", "model_name", "serial"),
    *("status", "condition", "verification", "ordered_on", "order_number", "delivered_on", "delivery_act"),
    *("in_service_on", "supplier", "funder", "cost", "currency", "value_date", "rate_per_usd", "rate_source"),
    *("cost_usd", "warranty_until", "end_of_life_on", "returns_on", "lent_to", "loss_report"),
    *("disposal", "disposal_act", "notes"),
)
GIVEN = frozenset({"verification", "cost_usd"})
REQUIRED = frozenset({"tag", "item_type", "office", "status"})


def columns_of(kinds: Sequence[ItemType], options: Mapping[str, tuple[str, ...]]) -> list[Column]:
    """Those of the model, then one for each thing that the specifications of ``kinds`` ask; alike ones share theirs."""
    return [*(_column(name, options.get(name, ())) for name in FIELDS), *_spec_columns(kinds)]


def _column(name: str, options: tuple[str, ...]) -> Column:
    column = Asset._meta.get_field(name)
    kind = KINDS.get(name, Kind.TEXT)
    is_figure = kind in {Kind.MONEY, Kind.DECIMAL}
    return Column(
        name,
        column.verbose_name,
        kind,
        aliases=ALIASES.get(name, ()),
        help=HELPS.get(name, ""),
        choices=dict(column.choices or ()) if kind is Kind.CHOICE else {},
        options=options,
        bound=column.max_length or 200,
        places=8 if name == "rate_per_usd" else 2,
        least=Decimal(0) if is_figure else None,
        required=name in REQUIRED,
        given=name in GIVEN,
    )


def _spec_columns(kinds: Sequence[ItemType]) -> list[Column]:
    asked: dict[str, list[SpecField]] = defaultdict(list)
    for kind in kinds:
        for each in fields_of(kind.spec_schema):
            asked[each.key].append(each)
    taken = {str(Asset._meta.get_field(name).verbose_name).casefold() for name in FIELDS}
    return [_spec_column(key, same, taken) for key, same in asked.items()]


def _spec_column(key: str, same: Sequence[SpecField], taken: set[str]) -> Column:
    """One key of one or several kinds; where they do not ask alike, it is text and each kind reads it as its own."""
    first = same[0]
    kinds = {each.kind for each in same}
    kind = SPEC_KINDS[first.kind] if len(kinds) == 1 else Kind.TEXT
    choices = {choice: choice for each in same for choice in each.choices} if kind is Kind.CHOICE else {}
    label = first.label if first.label.casefold() not in taken else f"{first.label} ({key})"
    units = sorted({each.unit for each in same if each.unit})
    told = _("In %(unit)s.") % {"unit": ", ".join(units)} if units else ""
    labels = (first.label_es, first.label_en)
    aliases = (*labels, *(f"{each} ({key})" for each in labels), key)
    return Column(f"{SPEC}{key}", label, kind, aliases, told, choices=choices, places=6)
