"""The one writer of ledgers: each row is added under the lock of its contribution and never changed (R78)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from equipment.models import Asset
from foundations.audit.actions import record_event
from funding.actions.buying import link_gift
from funding.asked import Row
from funding.doors import reason_in, refuse_others
from funding.errors import FundingError
from funding.giving import spent_of
from funding.locks import locked_contribution
from funding.models import Allocation, Contribution, LedgerEntry
from funding.rates import rate_on
from funding.rules import (
    BOUND,
    NOTHING,
    OF_AGREEMENT,
    RATE_PLACES,
    cents,
    fault_of_agreement,
    fault_of_spending,
    in_base,
)
from funding.totals import ContributionFigures, figures_of_one
from network.models import User

Kind, Form = LedgerEntry.Kind, LedgerEntry.Form
PROMISES = (Kind.PLEDGE, Kind.COMMITMENT)


@transaction.atomic
def record_entry(contribution: Contribution, row: Row, *, by: User, at: datetime | None = None) -> LedgerEntry:
    """Add a row to the ledger of ``contribution``. Who binds themselves promises as well: a commitment beyond the
    pledge writes the rest of the pledge first.

    Raises :class:`FundingError` for what cannot be: more received than committed, more spent than is firm, a promise
    taken back that lines rest upon.
    """
    refuse_others(by, at)
    return write_row(locked_contribution(contribution), row, by=by, now=at or timezone.now())


@transaction.atomic
def receive_in_kind(
    contribution: Contribution,
    value: Decimal,
    value_date: date,
    *,
    assets: Sequence[Asset],
    reference: str = "",
    by: User,
    at: datetime | None = None,
) -> LedgerEntry:
    """A gift of goods at its value: committed and received at once, with its assets. Gives the receipt."""
    refuse_others(by, at)
    locked, now = locked_contribution(contribution), at or timezone.now()
    row = Row(Kind.COMMITMENT, value, value_date, form=Form.GOODS, reference=reference)
    write_row(locked, row, by=by, now=now)
    receipt = write_row(locked, replace(row, kind=Kind.DISBURSEMENT), by=by, now=now)
    for asset in assets:
        link_gift(receipt, asset, by=by, at=at)
    return receipt


def write_row(contribution: Contribution, row: Row, *, by: User, now: datetime) -> LedgerEntry:
    """Under the contribution's lock: ask everything, then add the row, and the pledge that it implies."""
    currency = row.currency or contribution.currency
    _refuse_odd(contribution, row, currency)
    figures = figures_of_one(contribution, at=now)
    unpledged = figures.agreed.commitment + row.amount - figures.agreed.pledge
    if row.kind == Kind.COMMITMENT and row.amount > 0 and unpledged > 0:
        why = _("Promised by the commitment itself.")
        pledge = Row(Kind.PLEDGE, unpledged, row.value_date, form=row.form, reference=row.reference, reason=why)
        write_row(contribution, pledge, by=by, now=now)
        figures = figures_of_one(contribution, at=now)
    entry = _valued(contribution, row, currency, figures)
    _refuse_impossible(entry, figures)
    entry.entered_at, entry.entered_by = now, by.actor_uuid
    entry.save(force_insert=True)
    told = {"amount": str(entry.amount), "currency": currency, "base": str(entry.base_amount)}
    record_event("funding.ledger_written", contribution, by=by, at=now, kind=entry.kind, entry=entry.pk, **told)
    return entry


def _refuse_odd(contribution: Contribution, row: Row, currency: str) -> None:
    """A row that is no row."""
    if row.amount == 0 or row.amount != cents(row.amount):
        raise FundingError(_("Give an amount of at least one cent, in whole cents."))
    if row.amount < 0:
        reason_in(row.reason)
    if row.kind in OF_AGREEMENT and currency != contribution.currency:
        words = {"currency": contribution.currency}
        raise FundingError(
            _("The agreement is in %(currency)s: write it so, and what arrived in another currency as received.")
            % words
        )
    if row.corrects is not None:
        _refuse_odd_correction(contribution, row, row.corrects, currency)
    given = row.allocation
    if given is not None and (given.contribution_id != contribution.pk or row.kind != Kind.EXPENDITURE):
        raise FundingError(_("Only an expenditure is paid from an allocation, of the same contribution."))


def _refuse_odd_correction(contribution: Contribution, row: Row, fixed: LedgerEntry, currency: str) -> None:
    """A correction of what it cannot correct."""
    if fixed.contribution_id != contribution.pk or fixed.kind != row.kind:
        raise FundingError(_("A correction is of a row of the same kind in the same ledger."))
    if (row.amount > 0) == (fixed.amount > 0):
        raise FundingError(_("A correction takes back what the row says, or part of it."))
    if fixed.currency != currency:
        raise FundingError(_("A correction is in the currency of the row that it corrects."))
    if abs(row.amount) > abs(left := _left_of(fixed)[0]):
        words = {"amount": number_format(abs(left), decimal_pos=2, force_grouping=True), "currency": currency}
        raise FundingError(_("Of that row %(amount)s %(currency)s are left to be corrected.") % words)


def _left_of(entry: LedgerEntry) -> tuple[Decimal, Decimal]:
    """What a row still says after its corrections, and theirs: in its currency, and its worth in US dollars."""
    amount, worth = entry.amount, entry.base_amount
    for correction in entry.corrections.all():
        amount, worth = (mine + theirs for mine, theirs in zip((amount, worth), _left_of(correction), strict=True))
    return amount, worth


def _valued(contribution: Contribution, row: Row, currency: str, figures: ContributionFigures) -> LedgerEntry:
    """The row with its worth in US dollars, frozen.

    A correction is worth its share of what is left of the row that it corrects, and a promise taken back its share of
    what was promised: so nothing is left of it by a change of rates, or by cents.
    """
    entry = LedgerEntry(
        contribution=contribution,
        kind=row.kind,
        form=row.form,
        amount=row.amount,
        allocation=row.allocation,
        corrects=row.corrects,
        reference=row.reference.strip()[:100],
        reason=row.reason.strip()[:500],
    )
    whole: tuple[Decimal, Decimal] | None = None
    if row.corrects is not None:
        whole = _left_of(row.corrects)
    elif row.amount < 0 and row.kind in PROMISES:
        whole = (getattr(figures.agreed, row.kind), getattr(figures.base, row.kind))
    if whole is not None and whole[0] and whole[1]:
        entry.currency, entry.value_date = currency, row.value_date
        entry.base_amount = cents(whole[1] * row.amount / whole[0])
        entry.rate_per_usd = (whole[0] / whole[1]).quantize(RATE_PLACES)
        entry.rate_source = _("as it was written first")
        return entry
    rate = rate_on(currency, row.value_date)
    for name, value in rate.columns.items():
        setattr(entry, name, value)
    entry.base_amount = in_base(row.amount, rate.per_usd)
    if row.received_amount is not None:
        arrived = rate_on(row.received_currency, row.value_date)
        entry.received_amount, entry.received_currency = row.received_amount, row.received_currency
        entry.received_rate_per_usd = arrived.per_usd
        entry.base_amount = in_base(row.received_amount, arrived.per_usd)
        if (row.received_amount > 0) != (row.amount > 0):
            raise FundingError(_("What was sent and what was received go the same way."))
    return entry


def _refuse_impossible(entry: LedgerEntry, figures: ContributionFigures) -> None:
    """A row after which the ledger would say what cannot be."""
    if entry.kind == Kind.EXPENDITURE:
        fault = fault_of_spending(figures.base.with_row(entry.kind, entry.base_amount))
    else:
        fault = fault_of_agreement(figures.agreed.with_row(entry.kind, entry.amount))
    if fault:
        raise FundingError(
            {
                "negative": _("The ledger cannot fall below nothing."),
                "beyond_pledge": _("More would be committed than is pledged: take back the commitment first."),
                "beyond_commitment": _("More would be received than is committed: note the commitment first."),
                "beyond_firm": _("More would be spent than is firm: note the commitment first."),
            }[fault]
        )
    _refuse_unfounded(entry, figures)
    _refuse_beyond_allocation(entry)


def _refuse_unfounded(entry: LedgerEntry, figures: ContributionFigures) -> None:
    """What is given to lines still has to rest on what is promised."""
    if entry.kind not in PROMISES or entry.amount > 0:
        return
    after = figures.base.with_row(entry.kind, entry.base_amount)
    short = max(figures.firm - after.commitment, figures.held - max(after.pledge, after.commitment), NOTHING)
    if short > 0:
        words = {"amount": number_format(short, decimal_pos=2, force_grouping=True)}
        raise FundingError(_("Lines rest on this promise: release %(amount)s US dollars of it first.") % words)


def _refuse_beyond_allocation(entry: LedgerEntry) -> None:
    """An allocation pays what is ordered, and no more than it holds."""
    if entry.allocation_id is None:
        return
    given = Allocation.objects.select_related("line").get(pk=entry.allocation_id)  # as it is now, not as it was shown
    if given.state != Allocation.State.CONFIRMED or given.line.state not in BOUND:
        raise FundingError(_("Money is spent from a confirmed allocation, for a line that is ordered."))
    after = spent_of(given) + entry.base_amount
    if not 0 <= after <= given.amount:
        raise FundingError(_("This is more than the allocation holds, or less than nothing."))
