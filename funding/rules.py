"""Pure decisions over money: rounding, extras, which state follows which, what a ledger says, what may be allocated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# Every total is kept in one currency, beside the amount as it was written (decision 0080).
BASE_CURRENCY = "USD"
NOTHING = Decimal("0.00")
ONE_CENT = Decimal("0.01")
RATE_PLACES = Decimal("0.00000001")


# --- Amounts ---------------------------------------------------------------------------------------------------------


def cents(amount: Decimal | int | None) -> Decimal:
    """To the cent, halves away from nothing. The one place in which money is rounded; ``None`` is nothing."""
    return NOTHING if amount is None else Decimal(amount).quantize(ONE_CENT, rounding=ROUND_HALF_UP)


def in_base(amount: Decimal, rate_per_usd: Decimal) -> Decimal:
    """An amount in US dollars, by how many units one dollar bought."""
    return cents(amount / rate_per_usd)


def from_base(amount: Decimal, rate_per_usd: Decimal) -> Decimal:
    """An amount of US dollars in the currency of which one dollar bought so many units."""
    return cents(amount * rate_per_usd)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """``part`` of ``whole`` between 0 and 1, to four places; ``None`` where there is no whole."""
    if whole <= 0:
        return None
    return min(Decimal(1), max(Decimal(0), part / whole)).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


# --- What a line costs ------------------------------------------------------------------------------------------------

FREIGHT, EXEMPTION = "freight", "exemption"
ORDER_OF_EXTRAS = (FREIGHT, "tax", EXEMPTION, "installation", "training", "contingency")
# What the per cent of an extra is of. Freight is worked out first, so that the others may stand upon it.
BASES = ("goods", "subtotal", "goods_and_freight", "subtotal_and_freight")
BASES_OF_FREIGHT = ("goods", "subtotal")


@dataclass(frozen=True)
class Priced:
    """So many units of one kind of item at a price each."""

    quantity: int
    unit_price: Decimal
    is_goods: bool = True

    @property
    def amount(self) -> Decimal:
        return cents(self.quantity * self.unit_price)


@dataclass(frozen=True)
class Surcharge:
    """What is added to a line (an exemption takes away): a per cent of ``basis``, or an amount."""

    kind: str
    per_cent: Decimal | None = None
    basis: str = ""
    amount: Decimal | None = None


def surcharges_of(parts: Sequence[Priced], extras: Sequence[Surcharge]) -> list[Decimal]:
    """What each of ``extras`` comes to, in their order, each to the cent."""
    goods = sum((part.amount for part in parts if part.is_goods), NOTHING)
    subtotal = sum((part.amount for part in parts), NOTHING)
    bases = {"goods": goods, "subtotal": subtotal}
    freight = sum((_worth(extra, bases) for extra in extras if extra.kind == FREIGHT), NOTHING)
    bases |= {"goods_and_freight": goods + freight, "subtotal_and_freight": subtotal + freight}
    return [_worth(extra, bases) for extra in extras]


def _worth(extra: Surcharge, bases: Mapping[str, Decimal]) -> Decimal:
    worth = extra.amount if extra.per_cent is None else bases[extra.basis] * extra.per_cent / 100
    return -abs(cents(worth)) if extra.kind == EXEMPTION else cents(worth)


# --- States -----------------------------------------------------------------------------------------------------------

NEED_STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"sent", "withdrawn"}),
    "sent": frozenset({"accepted", "declined", "withdrawn"}),
    "accepted": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}
ROUND_STEPS: Mapping[str, frozenset[str]] = {
    "rough": frozenset({"reviewed", "closed"}),
    "reviewed": frozenset({"rough", "submitted", "closed"}),
    "submitted": frozenset({"rough", "part_funded", "funded", "closed"}),
    "part_funded": frozenset({"rough", "submitted", "funded", "closed"}),
    "funded": frozenset({"rough", "part_funded", "submitted", "closed"}),
    "closed": frozenset(),
}
LINE_STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"estimated", "deferred", "cancelled", "revised"}),
    "estimated": frozenset({"draft", "quoted", "deferred", "cancelled", "revised"}),
    "quoted": frozenset({"estimated", "approved", "deferred", "cancelled", "revised"}),
    "approved": frozenset({"quoted", "funded", "deferred", "cancelled", "revised"}),
    "funded": frozenset({"approved", "ordered", "cancelled", "revised"}),
    "ordered": frozenset({"received"}),
    "received": frozenset({"paid"}),
    "paid": frozenset({"closed"}),
    "closed": frozenset(),
    "deferred": frozenset({"revised"}),
    "cancelled": frozenset(),
    "revised": frozenset(),
}
OUT_OF_BUDGET = ("deferred", "cancelled", "revised")
# Once it is ordered, a line is bound: no allocation of it is released, nothing of it is revised.
BOUND = ("ordered", "received", "paid", "closed")
MAY_ORDER = ("funded", *BOUND)
TO_CORRECT = ("draft", "estimated")
SUBMITTED = ("submitted", "part_funded", "funded", "closed")

ALLOCATION_STEPS: Mapping[str, frozenset[str]] = {
    "proposed": frozenset({"confirmed", "released"}),
    "confirmed": frozenset({"spent", "released"}),
    "spent": frozenset(),
    "released": frozenset(),
}
SOFT, FIRM = ("proposed",), ("confirmed", "spent")
HELD = (*SOFT, *FIRM)


def round_state_of_money(total: Decimal, firm: Decimal) -> str:
    """What a submitted round is called by the firm money that its lines have."""
    if firm <= 0:
        return "submitted"
    return "funded" if firm >= total else "part_funded"


# --- The ledger -------------------------------------------------------------------------------------------------------

# What is written in a ledger, by its IATI transaction type (2.03), seen by who receives: 1 is "incoming funds".
IATI_TYPES: Mapping[str, str] = {
    "pledge": "13",
    "commitment": "11",
    "disbursement": "1",
    "expenditure": "4",
    "reimbursement": "7",
}
# Written in the currency of the agreement; what was spent is written in the currency in which it was paid.
OF_AGREEMENT = ("pledge", "commitment", "disbursement", "reimbursement")


@dataclass(frozen=True)
class Sums:
    """What the rows of one ledger come to, each kind by itself. In the agreement's currency or in the base."""

    pledge: Decimal = NOTHING
    commitment: Decimal = NOTHING
    disbursement: Decimal = NOTHING
    expenditure: Decimal = NOTHING
    reimbursement: Decimal = NOTHING

    @property
    def received(self) -> Decimal:
        """What came: paid out beforehand, or paid back for what was spent already."""
        return self.disbursement + self.reimbursement

    def with_row(self, kind: str, amount: Decimal) -> "Sums":
        """The sums after one more row."""
        return Sums(**{**self.__dict__, kind: getattr(self, kind) + amount})


def sums_of(rows: Sequence[tuple[str, Decimal]]) -> Sums:
    """The sums of ``(kind, amount)`` rows, one after the other."""
    sums = Sums()
    for kind, amount in rows:
        sums = sums.with_row(kind, amount)
    return sums


def fault_of_agreement(sums: Sums) -> str:
    """Why such sums (in the agreement's currency) cannot be; empty when they can: received ≤ committed ≤ pledged.

    Codes: ``negative``, ``beyond_pledge``, ``beyond_commitment``.
    """
    if min(sums.pledge, sums.commitment, sums.disbursement, sums.reimbursement) < 0:
        return "negative"
    if sums.commitment > sums.pledge:
        return "beyond_pledge"
    return "beyond_commitment" if sums.received > sums.commitment else ""


def fault_of_spending(sums: Sums) -> str:
    """Why so much (in the base) cannot have been spent: ``negative``, ``beyond_firm``. What came may be worth more
    dollars than what was promised, so the greater of the two is the limit; spending before the money comes is allowed.
    """
    if sums.expenditure < 0:
        return "negative"
    return "beyond_firm" if sums.expenditure > max(sums.commitment, sums.received) else ""


def contribution_state(
    agreed: Sums, base: Sums, *, has_rows: bool, expires_on: date | None = None, today: date | None = None
) -> str:
    """What a contribution is called by what its ledger says, and by nothing else.

    ``agreed`` in the agreement's currency, ``base`` in US dollars. One that was promised and of which nothing is left
    is withdrawn; one whose day has passed before all of it came has expired.
    """
    if not has_rows:
        return "prospect"
    if agreed.pledge == 0 and agreed.commitment == 0:
        return "withdrawn"
    if agreed.commitment > 0 and agreed.received >= agreed.commitment:
        is_spent = base.expenditure > 0 and base.expenditure >= base.received
        return "closed" if is_spent else "disbursed"
    if expires_on is not None and today is not None and expires_on < today:
        return "expired"
    if agreed.received > 0:
        return "partly_disbursed"
    return "committed" if agreed.commitment > 0 else "pledged"


# --- Allocations ------------------------------------------------------------------------------------------------------


def verdict_of_allocation(
    amount: Decimal, *, firmly: bool, pledged: Decimal, committed: Decimal, held: Decimal, firm: Decimal
) -> str:
    """Whether so much more of a contribution may be given: ``""`` yes, ``"warn"`` yes, on a pledge alone, ``"stop"``.

    All in the base. ``held`` is given already in any way, ``firm`` what of that is confirmed or spent. ``firmly`` asks
    to confirm: only what is committed can be.
    """
    if held + amount > max(pledged, committed):
        return "stop"
    if firm + amount > committed:
        return "stop" if firmly else "warn"
    return "warn" if held + amount > committed else ""


def quotes_missing(valid: int, wanted: int) -> int:
    """How many more valid quotes the policy of the round wants."""
    return max(0, wanted - valid)


# --- Figures ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """What is wanted and what there is for it, in US dollars to the cent. Everything else follows from these seven.

    Two things are missing, and both are shown: ``gap``, what nobody has bound themselves to pay, and
    ``unallocated``, what no firm money was given to yet.
    """

    budget: Decimal = NOTHING
    pledged: Decimal = NOTHING
    committed: Decimal = NOTHING
    received: Decimal = NOTHING
    spent: Decimal = NOTHING
    firm: Decimal = NOTHING
    soft: Decimal = NOTHING

    @property
    def gap(self) -> Decimal:
        """What is short of being committed; negative when there is more than is wanted."""
        return self.budget - self.committed

    @property
    def gap_to_pledged(self) -> Decimal:
        """What is short of being even promised."""
        return self.budget - self.pledged

    @property
    def unallocated(self) -> Decimal:
        """What no confirmed allocation covers."""
        return self.budget - self.firm

    @property
    def coverage_firm(self) -> Decimal | None:
        """The share that confirmed allocations cover, 0 to 1."""
        return share(self.firm, self.budget)

    @property
    def coverage_soft(self) -> Decimal | None:
        """The share that is covered if every proposed allocation comes true."""
        return share(self.firm + self.soft, self.budget)

    @property
    def burn(self) -> Decimal | None:
        """The share of what came that is spent; ``None`` before anything came."""
        return share(self.spent, self.received)

    @property
    def cash(self) -> Decimal:
        """What came and is not spent; negative when money was spent before it came."""
        return self.received - self.spent

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


# --- What rooms lack --------------------------------------------------------------------------------------------------


def lacking(wanted: int, usable: int) -> int:
    """How many are missing; what there is too much of lacks nowhere else."""
    return max(0, wanted - usable)
