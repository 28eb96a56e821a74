"""Money given to lines: proposed, confirmed, released, settled. Never more than is firm, never twice (R78)."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from funding.actions.lines import settle_line
from funding.actions.rounds import settle_round
from funding.doors import reason_in, refuse_others
from funding.errors import FundingError
from funding.giving import check_of, spent_of
from funding.locks import locked_contribution, locked_line, locked_round
from funding.models import Allocation, BudgetLine, BudgetRound, Contribution
from funding.rules import BOUND
from funding.steps import Columns, note_step, take_step
from network.models import User

State = Allocation.State


@transaction.atomic
def propose_allocation(
    contribution: Contribution,
    line: BudgetLine,
    amount: Decimal,
    *,
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> Allocation:
    """So much of a contribution for a line, in US dollars; it may rest on a pledge alone.

    The same proposal twice is one. Raises :class:`FundingError` with everything that stops it: beyond what is
    promised, beyond what the line costs, against the earmark.
    """
    now = at or timezone.now()
    refuse_others(by, at)
    _open_round(line)
    giver, taker = locked_contribution(contribution), locked_line(line)
    known = Allocation.objects.filter(contribution=giver, line=taker, state__in=["proposed", "confirmed"]).first()
    if known is not None and known.amount == amount:
        return known
    if known is not None:
        raise FundingError(_("This contribution is allocated to this line already: release that first."))
    if faults := check_of(giver, taker, amount, at=at).faults:
        raise FundingError(" ".join(faults))
    allocation = Allocation.objects.create(
        contribution=giver, line=taker, amount=amount, note=note.strip()[:300], made_at=now
    )
    note_step(allocation, "", by=by, now=now, amount=amount)
    record_event("funding.allocation_proposed", allocation, by=by, at=now, amount=str(amount))
    return allocation


@transaction.atomic
def confirm_allocation(allocation: Allocation, *, by: User, at: datetime | None = None) -> None:
    """It rests on committed money from now on; a line that has all of its money is funded, and the budget follows.

    Twice is once. Raises :class:`FundingError` when less is committed and free.
    """
    refuse_others(by, at)
    budget = _open_round(allocation.line)
    giver, taker = locked_contribution(allocation.contribution), locked_line(allocation.line)
    locked = _locked(allocation)
    if locked.state == State.CONFIRMED:
        return
    if faults := check_of(giver, taker, locked.amount, firmly=True, instead_of=locked, at=at).faults:
        raise FundingError(" ".join(faults))
    _step(locked, State.CONFIRMED, by=by, at=at)
    settle_line(taker, by=by, at=at)
    settle_round(budget, by=by, now=at or timezone.now())


@transaction.atomic
def release_allocation(allocation: Allocation, *, reason: str, by: User, at: datetime | None = None) -> None:
    """The money is free again and the line lacks it. Not once the line is ordered. Twice is once."""
    refuse_others(by, at)
    budget = locked_round(allocation.line.round)
    locked_contribution(allocation.contribution)
    taker, locked = locked_line(allocation.line), _locked(allocation)
    if locked.state == State.RELEASED:
        return
    if taker.state in BOUND:
        raise FundingError(_("This line is ordered: its money is bound until it is settled."))
    _step(locked, State.RELEASED, by=by, at=at, reason=reason_in(reason))
    settle_line(taker, by=by, at=at)
    settle_round(budget, by=by, now=at or timezone.now())


@transaction.atomic
def settle_allocation(allocation: Allocation, *, by: User, at: datetime | None = None) -> None:
    """Everything that it pays is paid: what is left of it returns to the contribution. Twice is once.

    Raises :class:`FundingError` when nothing was spent of it yet.
    """
    refuse_others(by, at)
    locked_contribution(allocation.contribution)
    locked = _locked(allocation)
    if locked.state == State.SPENT:
        return
    spent = spent_of(locked)
    if spent <= 0:
        raise FundingError(_("Nothing of this allocation is spent yet."))
    _step(locked, State.SPENT, by=by, at=at, set_too={"returned": locked.amount - spent}, spent=spent)


def _locked(allocation: Allocation) -> Allocation:
    return Allocation.objects.select_for_update(of=("self",)).get(pk=allocation.pk)


def _open_round(line: BudgetLine) -> BudgetRound:
    budget = locked_round(line.round)
    if budget.state == BudgetRound.State.CLOSED:
        raise FundingError(_("This budget is closed."))
    return budget


def _step(
    allocation: Allocation,
    state: str,
    *,
    by: User,
    at: datetime | None,
    reason: str = "",
    set_too: Columns | None = None,
    **details,
) -> None:
    now = at or timezone.now()
    take_step(allocation, state, by=by, now=now, reason=reason, set_too=set_too, **details)
    record_event(f"funding.allocation_{state}", allocation, by=by, at=now)
