"""Pure decisions over equipment: which state follows which, what is usable, what a specification must say."""

from collections.abc import Mapping

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
USABLE_CONDITIONS = frozenset({"new", "good", "fair"})
SPEC_KINDS = frozenset({"text", "whole", "decimal", "choice", "yes_no", "date"})


def next_statuses(status: str) -> frozenset[str]:
    """Those that may follow ``status``; whatever is somebody's can be lost or stolen, what is disposed of cannot."""
    may_be_lost = status in {"in_transit", "received", "in_service", "under_repair", "on_loan", "stored", "retired"}
    return TRANSITIONS[status] | (LOSSES if may_be_lost else frozenset())


def is_usable(status: str, condition: str, verification: str) -> bool:
    """In service, in a fair condition or better, and not missing; an end of life that is past is a warning alone."""
    return status == "in_service" and condition in USABLE_CONDITIONS and verification != "missing"
