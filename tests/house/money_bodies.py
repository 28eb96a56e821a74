"""What is posted to the pages of money."""

from equipment.models import Asset, ItemType
from funding.models import BudgetLine, Contribution
from network.models import Institution
from tests.house.posted import PostedAgain, day
from tests.makers.uploads import make_pdf


def _line(kind: ItemType) -> dict:
    """Two of one kind, with freight."""
    return {
        "quantity": "2", "currency": "USD", "value_date": day(0), f"price_{kind.pk}": "800.00",
        "freight_per_cent": "6", "note": "Con garantía",
    }  # fmt: skip


def _agreement(number: str) -> dict:
    return {
        "funder": str(Institution.objects.filter(kind="funder").first().pk), "title_es": "Aporte",
        "title_en": "Contribution", "agreement_number": number, "currency": "USD",
    }  # fmt: skip


def _free_contribution(line: BudgetLine) -> Contribution:
    """One that gives nothing to the line yet; one that does, where there is none: the refusal is a sentence."""
    giving = Contribution.objects.filter(round=line.round)
    return giving.exclude(allocations__line=line).first() or giving.first()


MONEY_BODIES = {
    "funding:round_open": lambda _scene, _thing: (
        {"title_es": "Presupuesto", "title_en": "Budget", "year": "2027", "quotes_wanted": "3"}
    ),
    "funding:round_step": lambda _scene, _thing: {"do": "review"},
    "funding:line_add": lambda _scene, thing: (
        _line(thing.about.lines.first().item_type) | {"thing": f"item-{thing.about.lines.first().item_type_id}"}
    ),
    "funding:line_change": lambda _scene, thing: _line(thing.about.item_type),
    "funding:line_step": lambda _scene, _thing: {"do": "cancel", "reason": "Ya no hace falta"},
    "funding:line_link": lambda _scene, thing: {
        "asset": str(Asset.objects.get(item_type=thing.about.item_type, status="planned").pk)
    },
    "funding:quote_add": lambda _scene, _thing: {
        "new_supplier": "Proveedora S.A.",
        "number": "C-9",
        "received_on": day(-1),
        "valid_until": day(30),
        "currency": "USD",
        "unit_price": "950.00",
        "incoterm": "DAP",
        "tax": "exempt",
        "file": PostedAgain("cotizacion.pdf", make_pdf(), "application/pdf"),
    },
    "funding:line_approve": lambda _scene, thing: {
        "quote": str(thing.about.quotes.get().pk),
        "reason": "El mejor precio",
        "why_fewer": "Única proveedora",
    },
    "funding:line_allocate": lambda _scene, thing: {
        "contribution": str(_free_contribution(thing.about).pk),
        "amount": "100.00",
        "told": "1",
    },
    "funding:quote_correct": lambda _scene, _thing: {"number": "C-10", "valid_until": day(60)},
    "funding:quote_withdraw": lambda _scene, _thing: {"reason": "Se equivocaron"},
    "funding:allocation_step": lambda _scene, _thing: {"do": "confirm"},
    "funding:contribution_add": lambda _scene, _thing: _agreement("AC-nuevo"),
    "funding:contribution_change": lambda _scene, thing: (
        _agreement("AC-corregido")
        | {"funder": str(thing.about.funder_id), "round": str(thing.about.round_id), "expires_on": day(300)}
    ),
    "funding:entry_add": lambda _scene, _thing: {
        "kind": "pledge",
        "form": "money",
        "amount": "50.00",
        "currency": "USD",
        "value_date": day(0),
    },
    "funding:gift_add": lambda scene, _thing: {
        "value": "120.00",
        "value_date": day(0),
        "reference": "Acta 9",
        "assets": [str(Asset.objects.filter(office=scene.home, origin=None).exclude(status="planned").first().pk)],
    },
    "funding:contribution_withdraw": lambda _scene, _thing: {"reason": "Cambio de gobierno"},
    "funding:due_add": lambda _scene, _thing: {"kind": "report", "due_on": day(60), "amount": "", "note": ""},
    "funding:office_needs": lambda scene, _thing: {
        "office": str(scene.home.pk),
        "item_type": str(ItemType.objects.get(code="webcam").pk),
        "quantity": "2",
        "reason": "No hay ninguna",
    },
    "funding:need_withdraw": lambda _scene, _thing: {"reason": "Ya hay"},
    "funding:need_answer": lambda _scene, _thing: {"decision": "accept", "granted": "1", "answer": "Hay para una"},
}
