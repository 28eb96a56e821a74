"""What suppliers ask for, and which of them is chosen, with the reason (R77)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.models import Supplier
from foundations.audit.actions import record_event
from funding.actions.lines import note_quotes, settle_line, step_line
from funding.actions.rounds import settle_round
from funding.asked import Offer
from funding.doors import reason_in, refuse_others
from funding.errors import FundingError
from funding.locks import locked_line, locked_round
from funding.models import BudgetLine, BudgetRound, Quote
from funding.rates import rate_on
from funding.rules import OUT_OF_BUDGET, in_base, quotes_missing
from network.models import User

State = BudgetLine.State


def name_supplier(name: str, *, by: User, at: datetime | None = None) -> Supplier:
    """The supplier of that name, known or new."""
    refuse_others(by, at)
    supplier, is_new = Supplier.objects.get_or_create(name=name.strip())
    if is_new:
        record_event("funding.supplier_named", supplier, by=by, at=at)
    return supplier


@transaction.atomic
def record_quote(
    lines: Sequence[BudgetLine], offer: Offer, *, file: File | None = None, by: User, at: datetime | None = None
) -> Quote:
    """Keep a quote for one or several lines of one budget that are of the same thing; estimates become quoted.

    The rate is that of the day on which it was received. The file is one that :mod:`content.uploads` has made clean.
    """
    now = at or timezone.now()
    refuse_others(by, at)
    _refuse_mixed(lines)
    if offer.valid_until < offer.received_on or offer.unit_price <= 0:
        raise FundingError(_("A quote has a price and is good from the day it came."))
    rate = rate_on(offer.currency, offer.received_on)
    quote = Quote.objects.create(
        round=lines[0].round,
        **{name: getattr(offer, name) for name in offer.__dataclass_fields__} | rate.columns,
        base_unit_price=in_base(offer.unit_price, rate.per_usd),
        file=file or "",
        size=file.size if file else 0,
        added_by=by.actor_uuid,
        added_at=now,
    )
    quote.lines.set(lines)
    for line in sorted(lines, key=lambda each: str(each.pk)):
        note_quotes(locked_line(line), by=by, at=at)
    record_event("funding.quote_recorded", quote, by=by, at=now, lines=len(lines))
    return quote


@transaction.atomic
def correct_quote(quote: Quote, *, number: str, valid_until: date, by: User, at: datetime | None = None) -> None:
    """Its number as the paper has it, or a later day until which the supplier holds the price. Twice is once.

    Lines that wait for a valid quote follow. Raises :class:`FundingError` for one that was withdrawn or chosen: what a
    choice rested on stays. A price is never corrected: another quote is recorded.
    """
    now = at or timezone.now()
    refuse_others(by, at)
    locked = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
    before = (locked.number, locked.valid_until)
    if before == (number, valid_until):
        return
    if locked.withdrawn_at is not None:
        raise FundingError(_("This quotation was withdrawn."))
    _refuse_chosen(locked)
    if valid_until < locked.received_on:
        raise FundingError(_("A quote has a price and is good from the day it came."))
    locked.number, locked.valid_until = number, valid_until
    locked.save(update_fields=["number", "valid_until"])
    for line in locked.lines.order_by("pk"):
        note_quotes(locked_line(line), by=by, at=at)
    told = {"number_before": before[0], "valid_until_before": before[1].isoformat()}
    record_event("funding.quote_corrected", locked, by=by, at=now, **told)


@transaction.atomic
def withdraw_quote(quote: Quote, *, reason: str, by: User, at: datetime | None = None) -> None:
    """It counts no more; the paper stays. One that was chosen is withdrawn when its choice is. Twice is once."""
    now = at or timezone.now()
    refuse_others(by, at)
    locked = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
    if locked.withdrawn_at is not None:
        return
    _refuse_chosen(locked)
    locked.withdrawn_at, locked.withdrawn_reason = now, reason_in(reason)[:300]
    locked.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    for line in locked.lines.order_by("pk"):
        note_quotes(locked_line(line), by=by, at=at)
    record_event("funding.quote_withdrawn", locked, by=by, at=now)


@transaction.atomic
def approve_line(
    line: BudgetLine, quote: Quote, *, reason: str, why_fewer: str = "", by: User, at: datetime | None = None
) -> None:
    """Choose one valid quote of a quoted line, with the reason; with fewer quotes than wanted, also why that is enough.

    A line that has all of its firm money is funded at once. Choosing the same again changes nothing.
    """
    now = at or timezone.now()
    refuse_others(by, at)
    budget = _open_round(line)
    locked = locked_line(line)
    if locked.winning_quote_id == quote.pk:
        return
    valid = list(Quote.objects.valid(at).filter(lines=locked))
    if quote.pk not in {each.pk for each in valid}:
        raise FundingError(_("Choose a quote of this line that is still good."))
    fewer = quotes_missing(len(valid), budget.quotes_wanted)
    if fewer and not why_fewer.strip():
        words = {"wanted": budget.quotes_wanted, "valid": len(valid)}
        raise FundingError(_("%(wanted)s valid quotes are wanted and there are %(valid)s: say why.") % words)
    step_line(
        locked,
        State.APPROVED,
        by=by,
        at=at,
        reason=reason_in(reason),
        set_too={"winning_quote": quote, "choice_reason": reason.strip()[:500]},
        quote=str(quote.pk),
        valid_quotes=len(valid),
        why_fewer=why_fewer.strip()[:500],
    )
    settle_line(locked, by=by, at=at)
    settle_round(budget, by=by, now=now)


@transaction.atomic
def reopen_line(line: BudgetLine, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Take the choice of a quote back, before anything is ordered; what is given to the line stays given."""
    refuse_others(by, at)
    _open_round(line)
    locked = locked_line(line)
    if locked.state == State.FUNDED:
        step_line(locked, State.APPROVED, by=by, at=at, reason=reason_in(reason))
    step_line(
        locked,
        State.QUOTED,
        by=by,
        at=at,
        reason=reason_in(reason),
        set_too={"winning_quote": None, "choice_reason": ""},
    )
    note_quotes(locked, by=by, at=at)


def _open_round(line: BudgetLine) -> BudgetRound:
    budget = locked_round(line.round)
    if budget.state == BudgetRound.State.CLOSED:
        raise FundingError(_("This budget is closed."))
    return budget


def _refuse_chosen(quote: Quote) -> None:
    if BudgetLine.objects.filter(winning_quote=quote).exclude(state__in=OUT_OF_BUDGET).exists():
        raise FundingError(_("This quote was chosen for a line: take that choice back first."))


def _refuse_mixed(lines: Sequence[BudgetLine]) -> None:
    things = {(line.round_id, line.item_type_id, line.kit_version_id) for line in lines}
    if len(things) != 1 or any(line.state in OUT_OF_BUDGET for line in lines):
        raise FundingError(_("A quote is for lines of one budget that are of the same thing and in it still."))
