"""Money for tests, through the real actions; whatever is not said is made up and unique.

To be used for what is done: actions, their refusals, pages whose buttons follow the state. Each row has its history,
and nothing stands that the rules refuse. For what is only read, at states and days that a test chooses, or in great
number, :mod:`tests.makers.budgets` writes plain rows.
"""

from datetime import timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from equipment.models import ExchangeRate, Supplier
from funding import actions
from funding.asked import Agreement, Offer, Row
from funding.models import Allocation, BudgetLine, BudgetRound, Contribution, LedgerEntry, Quote
from funding.pricing import Wanted
from funding.rules import Surcharge
from network.models import Institution, Office, User
from tests.makers.equipment import make_item_type
from tests.makers.network import make_user

_number = count(1)
USUAL_EXTRAS = (
    Surcharge("freight", per_cent=Decimal(6), basis="goods"),
    Surcharge("contingency", per_cent=Decimal(10), basis="subtotal_and_freight"),
)


def somebody() -> User:
    """Of the Secretariat."""
    known = User.objects.filter(person__appointments__role="secretariat").first()
    return known or make_user(role="secretariat", kind="staff", office=None)


def make_rate(currency: str = "GTQ", per_usd: str = "7.75", **overrides) -> ExchangeRate:
    fields = {"on": timezone.localdate() - timedelta(days=10), "source": "Prueba"}
    return ExchangeRate.objects.create(currency=currency, per_usd=Decimal(per_usd), **fields | overrides)


def make_funder(**overrides) -> Institution:
    number = next(_number)
    fields = {"name_es": f"Donante {number}", "name_en": f"Donor {number}", "kind": Institution.Kind.FUNDER}
    return Institution.objects.create(**fields | overrides)


def make_round(*, by: User | None = None, **overrides) -> BudgetRound:
    number = next(_number)
    fields = {"title_es": f"Presupuesto {number}", "title_en": f"Budget {number}", "year": 2026}
    return actions.open_round(by=by or somebody(), **fields | overrides)


def make_line(
    budget: BudgetRound | None = None,
    *,
    price: Decimal | int | str = 1000,
    state: str = "estimated",
    by: User | None = None,
    **overrides,
) -> BudgetLine:
    """One camera for nobody's office at a thousand dollars without extras, estimated; ``state``: up to ``approved``."""
    by = by or somebody()
    budget = budget or make_round(by=by)
    if "kit_version" not in overrides and "item_type" not in overrides:
        overrides["item_type"] = make_item_type()
    if "prices" not in overrides:
        overrides["prices"] = {overrides["item_type"].pk: Decimal(price)}
    line = actions.add_line(budget, Wanted(**{"quantity": 1} | overrides), by=by)
    if state != "draft":
        actions.estimate_line(line, by=by)
    if state in ("quoted", "approved"):
        quote = make_quote(line, by=by)
        if state == "approved":
            line.refresh_from_db()
            actions.approve_line(line, quote, reason="La mejor", why_fewer="Una basta", by=by)
    line.refresh_from_db()
    return line


def make_quote(*lines: BudgetLine, by: User | None = None, **overrides) -> Quote:
    """Good for thirty days, at nine hundred dollars."""
    number, today = next(_number), timezone.localdate()
    fields = {
        "supplier": Supplier.objects.get_or_create(name=f"Proveedor {number}")[0],
        "number": f"COT-{number}",
        "received_on": today,
        "valid_until": today + timedelta(days=30),
        "currency": "USD",
        "unit_price": Decimal(900),
        "incoterm": "DAP",
        "tax": "exempt",
    }
    return actions.record_quote(list(lines), Offer(**fields | overrides), by=by or somebody())


def make_contribution(
    budget: BudgetRound | None = None,
    *,
    pledged: object = None,
    committed: object = None,
    disbursed: object = None,
    by: User | None = None,
    **overrides,
) -> Contribution:
    """Of a funder of its own, with so much in its ledger since today."""
    number = next(_number)
    by = by or somebody()
    fields = {"title_es": f"Aporte {number}", "title_en": f"Contribution {number}", "agreement_number": f"AC-{number}"}
    if "funder" not in overrides:
        fields["funder"] = make_funder()
    made = actions.note_contribution(Agreement(**fields | {"round": budget} | overrides), by=by)
    for kind, amount in (("pledge", pledged), ("commitment", committed), ("disbursement", disbursed)):
        if amount is not None:
            make_entry(made, kind, amount, by=by)
    return made


def make_entry(
    contribution: Contribution, kind: str, amount: object, *, by: User | None = None, **overrides
) -> LedgerEntry:
    row = Row(kind, Decimal(str(amount)), **{"value_date": timezone.localdate()} | overrides)
    return actions.record_entry(contribution, row, by=by or somebody())


def make_allocation(
    contribution: Contribution,
    line: BudgetLine,
    amount: object,
    *,
    confirmed: bool = False,
    by: User | None = None,
) -> Allocation:
    by = by or somebody()
    made = actions.propose_allocation(contribution, line, Decimal(str(amount)), by=by)
    if confirmed:
        actions.confirm_allocation(made, by=by)
        made.refresh_from_db()
    return made


def make_need(office: Office, *, by: User | None = None, sent: bool = False, **overrides):
    """A stated need of two cameras."""
    by = by or somebody()
    fields = {"quantity": 2, "reason": "No hay ninguna"}
    kind = overrides.pop("item_type", None) or make_item_type()
    need = actions.state_need(office, kind, by=by, **fields | overrides)
    if sent:
        actions.send_need(need, by=by)
        need.refresh_from_db()
    return need
