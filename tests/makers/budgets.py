"""Budgets for tests, as plain rows: lines with parts and extras, contributions with ledgers, allocations, quotes.

To be used for what is read (totals, reports, files, sheets) and for many rows: states, days and amounts are what a test
says, in as many statements as rows, and no step of history or audit stands behind them. For what is done, and for what
must have come about by the rules, use :mod:`tests.makers.funding`. :func:`make_plan_budget` is the rough budget of the
plan, of which every total is known to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from equipment.models import ItemType, Kit, KitVersion, Supplier
from funding.models import (
    Allocation,
    BudgetLine,
    BudgetRound,
    BudgetVersion,
    Contribution,
    LedgerEntry,
    LineExtra,
    LinePart,
    Quote,
)
from funding.rules import Priced, Surcharge, cents, in_base, surcharges_of
from network.models import Institution, Office
from tests.makers.equipment import make_item_type
from tests.makers.network import make_office

_number = count(1)
DAY = date(2012, 3, 15)
AT = datetime(2012, 3, 15, 15, tzinfo=UTC)
FREIGHT, CONTINGENCY = (
    Surcharge("freight", Decimal(6), "goods"),
    Surcharge("contingency", Decimal(10), "subtotal_and_freight"),
)

# Code, category, quantity for each, unit price, goods or not (domain.md §5).
KITS: dict[str, list[tuple[str, str, int, int, bool]]] = {
    "A": [
        ("codec", "endpoint", 1, 6500, True),
        ("ptz", "camera", 1, 1900, True),
        ("mic", "audio", 2, 450, True),
        ("display", "display", 2, 1100, True),
        ("ups", "power", 1, 480, True),
        ("installation", "service", 1, 900, False),
        ("training", "service", 1, 500, False),
        ("support", "service", 1, 1800, False),
    ],
    "B": [
        ("laptop", "endpoint", 1, 950, True),
        ("webcam", "camera", 1, 120, True),
        ("headset", "audio", 1, 85, True),
        ("link", "network", 12, 60, False),
    ],
    "R": [("server", "service", 12, 350, False), ("admin-training", "service", 1, 1500, False)],
}


def make_round(**overrides) -> BudgetRound:
    """A budget of 2012, submitted, of one version."""
    number = next(_number)
    fields = {"title_es": f"Presupuesto {number}", "title_en": f"Budget {number}", "year": 2012, "opened_at": AT}
    budget = BudgetRound.objects.create(**fields | {"state": "submitted"} | overrides)
    for version in range(1, budget.version + 1):
        BudgetVersion.objects.create(round=budget, number=version, at=budget.opened_at + timedelta(days=version - 1))
    return budget


def make_line(
    budget: BudgetRound,
    office: Office | None,
    parts: Sequence[tuple[ItemType, int, Decimal | int, bool]],
    extras: Sequence[Surcharge] = (),
    *,
    rate: Decimal = Decimal(1),
    **overrides,
) -> BudgetLine:
    """A line with a part for each ``(kind, how many for each, unit price, goods)``. Sums by the rules."""
    fields = {"quantity": 1, "state": "estimated", "value_date": DAY, "since_version": 1, "made_at": AT} | overrides
    units = fields["quantity"]
    priced = [Priced(units * each, Decimal(price), goods) for _kind, each, price, goods in parts]
    worth = surcharges_of(priced, extras)
    subtotal = sum((part.amount for part in priced), Decimal("0.00"))
    based = [in_base(amount, rate) for amount in [*(part.amount for part in priced), *worth]]
    if "kit_version" not in fields:
        fields["item_type"] = fields.get("item_type", parts[0][0])
    line = BudgetLine.objects.create(
        round=budget,
        office=office,
        rate_per_usd=rate,
        subtotal=subtotal,
        total=subtotal + sum(worth),
        base_total=sum(based),
        **fields,
    )
    for (kind, each, price, goods), part, base in zip(parts, priced, based[: len(parts)], strict=True):
        LinePart.objects.create(
            line=line, item_type=kind, quantity_each=each, quantity=units * each, unit_price=price, is_goods=goods,
            amount=part.amount, base_amount=base,
        )  # fmt: skip
    for extra, amount, base in zip(extras, worth, based[len(parts) :], strict=True):
        LineExtra.objects.create(
            line=line, kind=extra.kind, per_cent=extra.per_cent, basis=extra.basis, amount=amount, base_amount=base
        )
    return line


def make_funder(name: str = "", **overrides) -> Institution:
    """An institution that gives."""
    name = name or f"Donante {next(_number)}"
    return Institution.objects.create(name_es=name, name_en=name, kind=Institution.Kind.FUNDER, **overrides)


def make_contribution(budget: BudgetRound | None, funder: Institution | None = None, **amounts) -> Contribution:
    """An agreement in US dollars whose ledger says ``amounts`` by kind (``pledge=60000``); the rest are columns."""
    kinds = {kind: amounts.pop(kind) for kind in LedgerEntry.Kind.values if kind in amounts}
    number = next(_number)
    fields = {"title_es": "Convenio", "title_en": "Agreement", "agreement_number": f"C-{number}", "made_at": AT}
    contribution = Contribution.objects.create(funder=funder or make_funder(), round=budget, **fields | amounts)
    for kind, amount in kinds.items():
        make_entry(contribution, kind, amount)
    return contribution


def make_entry(contribution: Contribution, kind: str, amount: Decimal | int, **overrides) -> LedgerEntry:
    """A row of its ledger, in US dollars unless told otherwise (``rate_per_usd``)."""
    rate = overrides.get("rate_per_usd", Decimal(1))
    fields = {
        "currency": contribution.currency,
        "value_date": DAY,
        "rate_per_usd": rate,
        "base_amount": in_base(Decimal(amount), rate),
        "entered_at": AT,
        "reason": "corrección" if amount < 0 else "",
    }
    return LedgerEntry.objects.create(contribution=contribution, kind=kind, amount=amount, **fields | overrides)


def make_allocation(contribution: Contribution, line: BudgetLine, amount: Decimal | int, **overrides) -> Allocation:
    """So much for a line, confirmed."""
    fields = {"state": "confirmed", "made_at": AT}
    return Allocation.objects.create(contribution=contribution, line=line, amount=amount, **fields | overrides)


def make_quote(*lines: BudgetLine, price: Decimal | int, **overrides) -> Quote:
    """A quote in US dollars for one unit of ``lines``, delivered, without taxes, good for three months from now on."""
    rate = overrides.get("rate_per_usd", Decimal(1))
    supplier = overrides.pop("supplier", None) or Supplier.objects.create(name=f"Proveedor {next(_number)}")
    fields = {
        "number": f"Q-{next(_number)}",
        "received_on": timezone.localdate(),
        "valid_until": timezone.localdate() + timedelta(days=90),
        "value_date": timezone.localdate(),
        "rate_per_usd": rate,
        "base_unit_price": in_base(Decimal(price), rate),
        "incoterm": "DAP",
        "tax": "excluded",
        "added_at": timezone.now(),
    }
    quote = Quote.objects.create(round=lines[0].round, supplier=supplier, unit_price=price, **fields | overrides)
    quote.lines.set(lines)
    return quote


@dataclass
class Plan:
    """The rough budget of the plan: its round, its lines by country, its three contributions by letter."""

    round: BudgetRound
    kits: dict[str, KitVersion] = field(default_factory=dict)
    lines: dict[str, BudgetLine] = field(default_factory=dict)
    contributions: dict[str, Contribution] = field(default_factory=dict)


WITHOUT_ROOM = ("BZ", "DO", "GT", "HN", "NI")
OFFICES = (*WITHOUT_ROOM, "CO", "CR", "MX", "PA", "SV")


def make_plan_budget(offices: dict[str, Office] | None = None) -> Plan:
    """115,100.70 for sixteen lines, of which 89,000 are pledged, 74,000 committed and 44,000 received."""
    offices = {code: Office.objects.filter(country=code).first() for code in OFFICES} | (offices or {})
    offices = {code: office or make_office(code) for code, office in offices.items()}
    plan = Plan(make_round(title_es="Presupuesto 2012", title_en="Budget 2012"))
    extras = [FREIGHT, CONTINGENCY]
    for code, rows in KITS.items():
        kinds = {row[0]: make_item_type(f"{code}-{row[0]}".lower(), category=row[1]) for row in rows}
        kit = Kit.objects.create(code=f"kit-{code}".lower(), name_es=f"Dotación {code}", name_en=f"Kit {code}")
        plan.kits[code] = KitVersion.objects.create(kit=kit, number=1, in_force_from=DAY)
        parts = [(kinds[row[0]], *row[2:]) for row in rows]
        for office in {"A": WITHOUT_ROOM, "B": OFFICES, "R": ("",)}[code]:
            plan.lines[code + office] = make_line(
                plan.round, offices.get(office), parts, extras, kit_version=plan.kits[code]
            )
    for letter, name, pledged, committed, received in [
        ("A", "Donante Bilateral A", 60000, 45000, 30000),
        ("B", "Fondo Regional B", 25000, 25000, 10000),
        ("C", "Contrapartida nacional", 4000, 4000, 4000),
    ]:
        plan.contributions[letter] = make_contribution(
            plan.round, make_funder(name), pledge=pledged, commitment=committed, disbursement=received
        )
    return plan


def whole_of(plan: Plan) -> Decimal:
    """What its lines come to."""
    return cents(sum(line.base_total for line in plan.lines.values()))
