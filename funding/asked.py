"""What is asked of actions, as it is filled in: a supplier's offer, an agreement, a row of a ledger."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equipment.models import ItemType, Supplier
from funding.models import Allocation, BudgetRound, LedgerEntry
from funding.rules import BASE_CURRENCY
from network.models import Country, Institution, Office

Form = LedgerEntry.Form


@dataclass(frozen=True)
class Offer:
    """What stands on a supplier's paper: the price of one unit, until when it is good, and what it includes."""

    supplier: Supplier
    number: str
    received_on: date
    valid_until: date
    currency: str
    unit_price: Decimal
    incoterm: str
    tax: str
    tax_per_cent: Decimal | None = None


@dataclass(frozen=True)
class Agreement:
    """What stands in an agreement: whose it is, for which budget, on which conditions, for what alone, until when."""

    funder: Institution
    title_es: str
    title_en: str
    agreement_number: str
    round: BudgetRound | None = None
    currency: str = BASE_CURRENCY
    conditions: str = ""
    earmark_office: Office | None = None
    earmark_country: Country | None = None
    earmark_item: ItemType | None = None
    expires_on: date | None = None

    @property
    def columns(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Row:
    """What is to be written: how much of what kind, valued on which day; a correction is negative and says why.

    ``currency`` is the agreement's unless it is spent in another; what arrived in another currency than it was sent in
    is told by ``received_amount`` and ``received_currency``.
    """

    kind: str
    amount: Decimal
    value_date: date
    currency: str = ""
    form: str = Form.MONEY
    received_amount: Decimal | None = None
    received_currency: str = ""
    allocation: Allocation | None = None
    corrects: LedgerEntry | None = None
    reference: str = ""
    reason: str = ""
