"""Agreements of funders, what they promise for which day, and their withdrawal (R78)."""

from datetime import date, datetime
from decimal import ROUND_UP, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from funding.actions.ledger import write_row
from funding.actions.lines import settle_line
from funding.actions.rounds import settle_round
from funding.asked import Agreement, Row
from funding.doors import reason_in, refuse_others
from funding.errors import FundingError
from funding.locks import locked_contribution, locked_line, locked_round
from funding.models import Allocation, Contribution, ContributionDue
from funding.rules import BOUND, HELD, NOTHING, ONE_CENT
from funding.steps import take_step
from funding.totals import figures_of_one
from network.models import Institution, User

EARMARKS = ("round", "earmark_office", "earmark_country", "earmark_item")


@transaction.atomic
def note_contribution(agreement: Agreement, *, by: User, at: datetime | None = None) -> Contribution:
    """A contribution with an empty ledger: a prospect. The same agreement for the same budget twice is one."""
    now = at or timezone.now()
    refuse_others(by, at)
    if agreement.funder.kind != Institution.Kind.FUNDER:
        raise FundingError(_("Contributions are of funders."))
    key = {name: getattr(agreement, name) for name in ("funder", "agreement_number", "round")}
    if known := Contribution.objects.filter(**key).first():
        return known
    contribution = Contribution.objects.create(**agreement.columns, made_at=now)
    record_event("funding.contribution_noted", contribution, by=by, at=now)
    return contribution


@transaction.atomic
def change_contribution(
    contribution: Contribution, agreement: Agreement, *, by: User, at: datetime | None = None
) -> Contribution:
    """Correct what an agreement says. The currency stays once the ledger has a row, and what it is for once it is
    given to a line.
    """
    now = at or timezone.now()
    refuse_others(by, at)
    locked = locked_contribution(contribution)
    changed = [name for name, value in agreement.columns.items() if getattr(locked, name) != value]
    if {"currency", "funder"} & set(changed) and locked.entries.exists():
        raise FundingError(_("The ledger has rows already: funder and currency stay as they are."))
    if set(EARMARKS) & set(changed) and locked.allocations.filter(state__in=HELD).exists():
        raise FundingError(_("Money of it is given to lines already: release that before you change what it is for."))
    if changed:
        for name in changed:
            setattr(locked, name, getattr(agreement, name))
        locked.save(update_fields=changed)
        record_event("funding.contribution_changed", locked, by=by, at=now, fields=sorted(changed))
    return locked


@transaction.atomic
def note_due(
    contribution: Contribution,
    kind: str,
    due_on: date,
    *,
    amount: Decimal | None = None,
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> ContributionDue:
    """A day of the agreement: a report to hand in, or money to come. The same day twice is one."""
    refuse_others(by, at)
    due, is_new = ContributionDue.objects.get_or_create(
        contribution=contribution, kind=kind, due_on=due_on, defaults={"amount": amount, "note": note.strip()[:200]}
    )
    if is_new:
        record_event("funding.due_noted", contribution, by=by, at=at, kind=kind, due_on=due_on.isoformat())
    return due


@transaction.atomic
def meet_due(due: ContributionDue, *, met_on: date, by: User, at: datetime | None = None) -> None:
    """The report was handed in, the money came. Twice is once."""
    refuse_others(by, at)
    if ContributionDue.objects.filter(pk=due.pk, met_on__isnull=True).update(met_on=met_on):
        record_event("funding.due_met", due.contribution, by=by, at=at, due=due.pk)


@transaction.atomic
def withdraw_contribution(contribution: Contribution, *, reason: str, by: User, at: datetime | None = None) -> None:
    """The funder withdraws: what is neither received nor bound to an order is taken out of pledge and commitment.

    Money that was given to lines not ordered yet is released, and the lines lack it again. The ledger keeps every row;
    the withdrawal is negative rows with the reason. Twice is once: the second time nothing is left to take out.
    """
    now = at or timezone.now()
    refuse_others(by, at)
    why = reason_in(reason)
    budget = locked_round(contribution.round) if contribution.round is not None else None
    locked = locked_contribution(contribution)
    open_ones = Allocation.objects.filter(contribution=locked, state__in=["proposed", "confirmed"])
    for given in open_ones.exclude(line__state__in=BOUND).select_related("line").order_by("line_id"):
        line = locked_line(given.line)
        take_step(given, Allocation.State.RELEASED, by=by, now=now, reason=why)
        record_event("funding.allocation_released", given, by=by, at=now)
        settle_line(line, by=by, at=now)
    if budget is not None:
        settle_round(budget, by=by, now=now)
    _take_out_promises(locked, why, by=by, now=now)
    record_event("funding.contribution_withdrawn", locked, by=by, at=now)


def _take_out_promises(contribution: Contribution, reason: str, *, by: User, now: datetime) -> None:
    """Negative rows, the commitment first, down to what came or is bound."""
    figures = figures_of_one(contribution, at=now)
    agreed, base = figures.agreed, figures.base
    bound = NOTHING
    if base.commitment > 0:
        bound = (figures.held * agreed.commitment / base.commitment).quantize(ONE_CENT, rounding=ROUND_UP)
    kept = min(max(agreed.received, bound), agreed.commitment)
    for kind, promised in (("commitment", agreed.commitment), ("pledge", agreed.pledge)):
        if promised > kept:
            row = Row(kind, kept - promised, timezone.localdate(now), reason=reason)
            write_row(contribution, row, by=by, now=now)
