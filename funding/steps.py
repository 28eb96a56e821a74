"""How a state changes: only from the state that was looked at, with a row of history beside it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _

from foundations.audit.actions import Actor
from funding.errors import FundingError
from funding.models import (
    Allocation,
    AllocationStep,
    BudgetLine,
    BudgetRound,
    LineStep,
    Need,
    NeedStep,
    RoundStep,
)
from funding.rules import ALLOCATION_STEPS, LINE_STEPS, NEED_STEPS, ROUND_STEPS

Columns = Mapping[str, object]

STEPS = {
    Need: (NEED_STEPS, NeedStep, "need"),
    BudgetRound: (ROUND_STEPS, RoundStep, "round"),
    BudgetLine: (LINE_STEPS, LineStep, "line"),
    Allocation: (ALLOCATION_STEPS, AllocationStep, "allocation"),
}


def note_step(row: models.Model, before: str, *, by: Actor | None, now: datetime, reason: str = "", **details) -> None:
    """Write how ``row`` came to be what it is; the same state twice where something else of it changed."""
    _allowed, table, name = STEPS[type(row)]
    told = {key: str(value) if isinstance(value, Decimal) else value for key, value in details.items()}
    table._default_manager.create(
        **{name: row},
        at=now,
        by=by.actor_uuid if by else None,
        from_state=before,
        to_state=row.state,  # type: ignore[attr-defined]
        reason=reason.strip()[:500],
        details=told,
    )


def take_step(
    row: models.Model,
    to_state: str,
    *,
    by: Actor | None,
    now: datetime,
    reason: str = "",
    set_too: Columns | None = None,
    **details,
) -> None:
    """Compare and set: ``row`` goes to ``to_state`` from the state it was fetched in, and nowhere if it has left that.

    ``set_too`` are other columns that change with it. Raises :class:`FundingError` for a step that does not follow.
    """
    allowed, _table, _name = STEPS[type(row)]
    before = row.state  # type: ignore[attr-defined]
    words = {"before": row.get_state_display(), "after": type(row).State(to_state).label}  # type: ignore[attr-defined]
    if to_state not in allowed[before]:
        raise FundingError(_("From “%(before)s” no step leads to “%(after)s”.") % words)
    columns = {"state": to_state, **(set_too or {})}
    if not type(row)._default_manager.filter(pk=row.pk, state=before).update(**columns):
        raise FundingError(_("Somebody else has changed it meanwhile: look at it again."))
    for name, value in columns.items():
        setattr(row, name, value)
    note_step(row, before, by=by, now=now, reason=reason, **details)
