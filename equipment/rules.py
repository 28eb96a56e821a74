"""Pure decisions over equipment: which state follows which, what is usable, what a specification must say."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

# How long what was noted wrongly of a test call is corrected; after that it is withdrawn, and another one made.
CALL_CORRECTED_WITHIN = timedelta(days=7)
# The life of an asset: from each status the ones that may follow (IATI and inventories name them alike).
TRANSITIONS: Mapping[str, frozenset[str]] = {
    "planned": frozenset({"ordered", "received"}),
    "ordered": frozenset({"in_transit", "received"}),
    "in_transit": frozenset({"received"}),
    "received": frozenset({"in_service", "stored"}),
    "in_service": frozenset({"under_repair", "on_loan", "stored", "retired"}),
    "under_repair": frozenset({"in_service", "retired"}),
    "on_loan": frozenset({"in_service"}),
    "stored": frozenset({"in_service", "retired"}),
    "lost": frozenset({"stored"}),
    "stolen": frozenset({"stored"}),
    "retired": frozenset({"disposed"}),
    "disposed": frozenset(),
}
LOSSES = frozenset({"lost", "stolen"})
# What must be told of an asset that comes to a status.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "received": ("delivered_on", "delivery_act"),
    "in_service": ("room", "custodian"),
    "on_loan": ("returns_on",),
    "lost": ("loss_report",),
    "stolen": ("loss_report",),
    "disposed": ("disposal", "disposal_act"),
}
# What is asked beside a change of status, the required first.
ASKED: Mapping[str, tuple[str, ...]] = {
    "ordered": ("ordered_on", "order_number", "supplier"),
    "received": ("delivered_on", "delivery_act", "warranty_until"),
    "in_service": ("room", "custodian", "in_service_on"),
    "on_loan": ("returns_on", "lent_to"),
    "lost": ("loss_report",),
    "stolen": ("loss_report",),
    "disposed": ("disposal", "disposal_act"),
}
# As what an asset may enter the inventory: what an office has had for long is in service on the day it is entered.
FIRST_STATUSES = ("planned", "ordered", "in_transit", "received", "in_service", "under_repair", "stored")
TRANSFERABLE = frozenset({"planned", "ordered", "in_transit", "received", "in_service", "under_repair", "stored"})
CENT = Decimal("0.01")
USABLE_CONDITIONS = frozenset({"new", "good", "fair"})
SPEC_KINDS = frozenset({"text", "whole", "decimal", "choice", "yes_no", "date"})


def next_statuses(status: str) -> frozenset[str]:
    """Those that may follow ``status``; whatever is somebody's can be lost or stolen, what is disposed of cannot."""
    may_be_lost = status in {"in_transit", "received", "in_service", "under_repair", "on_loan", "stored", "retired"}
    return TRANSITIONS[status] | (LOSSES if may_be_lost else frozenset())


def is_usable(status: str, condition: str, verification: str) -> bool:
    """In service, in a fair condition or better, and not missing; an end of life that is past is a warning alone."""
    return status == "in_service" and condition in USABLE_CONDITIONS and verification != "missing"


def missing_for(status: str, told: Mapping[str, object]) -> list[str]:
    """The fields that ``status`` requires and ``told`` does not fill."""
    return [name for name in REQUIRED.get(status, ()) if not told.get(name)]


def in_usd(amount: Decimal, per_usd: Decimal) -> Decimal:
    """What an amount is in US dollars, to the cent, when one of them buys ``per_usd``."""
    return (amount / per_usd).quantize(CENT, ROUND_HALF_UP)


def years_later(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def outcome_of(*, is_ours: bool, is_expected: bool, home_room: int | None, seen_in: int | None) -> str:
    """What a round notes of a tag that was seen: found where it belongs, elsewhere, or expected by nobody."""
    if not is_ours:
        return "elsewhere"
    if not is_expected:
        return "unexpected"
    return "elsewhere" if seen_in is not None and home_room is not None and seen_in != home_room else "found"
