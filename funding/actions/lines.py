"""Lines of a budget: written, estimated, changed, revised with the old one kept, put off, taken out (R77)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from funding.actions.rounds import settle_round
from funding.doors import reason_in, refuse_others
from funding.errors import FundingError
from funding.giving import given_to
from funding.locks import lock_contributions, locked_line, locked_round
from funding.models import Allocation, AssetOrigin, BudgetLine, BudgetRound, Quote
from funding.pricing import PricedLine, Wanted, priced, wanted_again
from funding.querysets import AllocationQuerySet
from funding.rules import FIRM, TO_CORRECT
from funding.steps import Columns, note_step, take_step
from network.models import User

State = BudgetLine.State
FIGURES = ("subtotal", "total", "base_total", "currency", "value_date", "rate_per_usd", "rate_source")


@transaction.atomic
def add_line(budget: BudgetRound, wanted: Wanted, *, by: User, at: datetime | None = None) -> BudgetLine:
    """A line of a rough budget, as a draft, with its parts and extras and the rate of its day frozen."""
    now = at or timezone.now()
    locked = _rough(budget, by, at)
    return _kept(priced(wanted, today=timezone.localdate(at)), locked, by=by, now=now)


@transaction.atomic
def change_line(line: BudgetLine, wanted: Wanted, *, by: User, at: datetime | None = None) -> BudgetLine:
    """Correct a draft or an estimate of the version that is being written. Anything older is revised instead."""
    now = at or timezone.now()
    budget = _rough(line.round, by, at)
    locked = locked_line(line)
    if locked.state not in TO_CORRECT or locked.since_version != budget.version:
        raise FundingError(_("This line is not a draft any more: revise it, and the old one is kept."))
    before, fresh = locked.base_total, priced(wanted, today=timezone.localdate(at))
    for name in (*wanted.columns, *FIGURES):
        setattr(locked, name, getattr(fresh.line, name))
    locked.save(update_fields=[*wanted.columns, *FIGURES])
    fresh.keep_rows(locked)
    note_step(locked, locked.state, by=by, now=now, total_before=before, total=locked.base_total)
    record_event("funding.line_changed", locked, by=by, at=now, before=str(before), after=str(locked.base_total))
    return locked


def estimate_line(line: BudgetLine, *, by: User, at: datetime | None = None) -> None:
    """Its prices are an estimate to stand by; with a valid quote it is quoted at once. Twice is once."""
    with transaction.atomic():
        locked = _locked(line, by, at)
        if locked.state == State.DRAFT:
            step_line(locked, State.ESTIMATED, by=by, at=at)
        note_quotes(locked, by=by, at=at)


@transaction.atomic
def revise_line(line: BudgetLine, wanted: Wanted, *, reason: str, by: User, at: datetime | None = None) -> BudgetLine:
    """Another line in place of this one, which is kept as it was. Quotes for the same thing and money given go along.

    Money beyond the new total is released. What is ordered already is revised no more.
    """
    now = at or timezone.now()
    budget = _rough(line.round, by, at)
    lock_contributions(_open_allocations(line).values_list("contribution", flat=True))
    old = locked_line(line)
    fresh = priced(wanted, today=timezone.localdate(at))
    was_quoted = State(old.state)
    step_line(old, State.REVISED, by=by, at=at, reason=reason_in(reason), set_too={"until_version": budget.version})
    new = _kept(fresh, budget, by=by, now=now, revision_of=old)
    step_line(new, State.ESTIMATED, by=by, at=at)
    if (old.item_type_id, old.kit_version_id) == (new.item_type_id, new.kit_version_id):
        for quote in Quote.objects.filter(lines=old):
            quote.lines.add(new)
    note_quotes(new, by=by, at=at)
    AssetOrigin.objects.filter(line=old).update(line=new)
    _hand_over(old, new, by=by, now=now)
    record_event("funding.line_replaced", new, by=by, at=now, before=str(old.base_total), was=was_quoted)
    return new


def put_off_line(line: BudgetLine, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Out of this budget for now; money given to it is free again. Twice is once."""
    _take_out(line, State.DEFERRED, reason=reason, by=by, at=at)


def cancel_line(line: BudgetLine, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Out of this budget for good; money given to it is free again. Twice is once."""
    _take_out(line, State.CANCELLED, reason=reason, by=by, at=at)


@transaction.atomic
def take_up_line(line: BudgetLine, *, by: User, at: datetime | None = None) -> BudgetLine:
    """A line that was put off comes in again, as a revision with the rate of today."""
    if line.state != State.DEFERRED:
        raise FundingError(_("Only a line that was put off is taken up again."))
    wanted = wanted_again(line, value_date=timezone.localdate(at))
    return revise_line(line, wanted, reason=_("Taken up again."), by=by, at=at)


# --- Parts that other actions share -----------------------------------------------------------------------------------


def step_line(
    line: BudgetLine,
    state: str,
    *,
    by: User,
    at: datetime | None,
    reason: str = "",
    set_too: Columns | None = None,
    **details,
) -> None:
    """Under its lock: one step, with its history and the audit book."""
    now = at or timezone.now()
    take_step(line, state, by=by, now=now, reason=reason, set_too=set_too, **details)
    record_event(f"funding.line_{state}", line, by=by, at=now)


def note_quotes(line: BudgetLine, *, by: User, at: datetime | None) -> None:
    """Under its lock: an estimate with a valid quote is quoted, and one that lost its last is an estimate again."""
    has_quote = Quote.objects.valid(at).filter(lines=line).exists()
    if line.state == State.ESTIMATED and has_quote:
        step_line(line, State.QUOTED, by=by, at=at)
    elif line.state == State.QUOTED and not has_quote:
        step_line(line, State.ESTIMATED, by=by, at=at)


def settle_line(line: BudgetLine, *, by: User, at: datetime | None) -> None:
    """Under its lock and the budget's: approved with all of its firm money it is funded; without, approved again."""
    covered = given_to(line, FIRM) >= line.base_total
    if line.state == State.APPROVED and covered:
        step_line(line, State.FUNDED, by=by, at=at)
    elif line.state == State.FUNDED and not covered:
        step_line(line, State.APPROVED, by=by, at=at)


def _locked(line: BudgetLine, by: User, at: datetime | None) -> BudgetLine:
    refuse_others(by, at)
    return locked_line(line)


def _rough(budget: BudgetRound, by: User, at: datetime | None) -> BudgetRound:
    """The budget under its lock, while its lines may be written."""
    refuse_others(by, at)
    locked = locked_round(budget)
    if locked.state != BudgetRound.State.ROUGH:
        raise FundingError(_("Lines are written while the budget is rough: return it, or begin a new version."))
    return locked


def _kept(
    fresh: PricedLine, budget: BudgetRound, *, by: User, now: datetime, revision_of: BudgetLine | None = None
) -> BudgetLine:
    line = fresh.line
    line.round, line.since_version, line.revision_of, line.made_at = budget, budget.version, revision_of, now
    line.save(force_insert=True)
    fresh.keep_rows(line)
    note_step(line, "", by=by, now=now, total=line.base_total)
    record_event("funding.line_added", line, by=by, at=now, total=str(line.base_total))
    return line


def _open_allocations(line: BudgetLine) -> AllocationQuerySet:
    return Allocation.objects.filter(line=line, state__in=["proposed", "confirmed"]).order_by("made_at", "pk")


def _hand_over(old: BudgetLine, new: BudgetLine, *, by: User, now: datetime) -> None:
    """Money held for the old line is held for the new one, up to its total; each move stands in both histories."""
    room = new.base_total
    for given in _open_allocations(old):
        state, amount = given.state, min(given.amount, room)
        take_step(given, Allocation.State.RELEASED, by=by, now=now, line=str(new.pk), kept=amount)
        record_event("funding.allocation_released", given, by=by, at=now)
        if amount <= 0:
            continue
        room -= amount
        moved = Allocation.objects.create(
            contribution_id=given.contribution_id, line=new, amount=amount, state=state, note=given.note, made_at=now
        )
        note_step(moved, "", by=by, now=now, amount=amount, moved_from=str(given.pk))
        record_event("funding.allocation_moved", moved, by=by, at=now, amount=str(amount))


def _take_out(line: BudgetLine, state: str, *, reason: str, by: User, at: datetime | None) -> None:
    now = at or timezone.now()
    with transaction.atomic():
        refuse_others(by, at)
        if BudgetLine.objects.filter(pk=line.pk, state=state).exists():
            return
        budget = _rough(line.round, by, at)
        lock_contributions(_open_allocations(line).values_list("contribution", flat=True))
        locked = locked_line(line)
        step_line(locked, state, by=by, at=at, reason=reason_in(reason), set_too={"until_version": budget.version})
        for given in _open_allocations(locked):
            take_step(given, Allocation.State.RELEASED, by=by, now=now, reason=reason)
            record_event("funding.allocation_released", given, by=by, at=now)
        settle_round(budget, by=by, now=now)
