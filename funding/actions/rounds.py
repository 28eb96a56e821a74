"""A rough budget from its first estimate until everything is paid, version by version (R77)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from funding.doors import reason_in, refuse_others
from funding.errors import FundingError
from funding.locks import locked_round
from funding.models import Allocation, BudgetLine, BudgetRound, BudgetVersion
from funding.rules import FIRM, SUBMITTED, cents, round_state_of_money
from funding.steps import Columns, note_step, take_step
from network.models import User

State = BudgetRound.State


@transaction.atomic
def open_round(
    *, title_es: str, title_en: str, year: int, quotes_wanted: int = 3, by: User, at: datetime | None = None
) -> BudgetRound:
    """A new rough budget, in its first version."""
    now = at or timezone.now()
    refuse_others(by, at)
    budget = BudgetRound.objects.create(
        title_es=title_es, title_en=title_en, year=year, quotes_wanted=quotes_wanted, opened_at=now
    )
    BudgetVersion.objects.create(round=budget, number=1, at=now, by=by.actor_uuid)
    note_step(budget, "", by=by, now=now)
    record_event("funding.round_opened", budget, by=by, at=now)
    return budget


def review_round(budget: BudgetRound, *, by: User, at: datetime | None = None) -> None:
    """Its lines have been looked through. Raises :class:`FundingError` when it has none."""
    with transaction.atomic():
        locked = _locked(budget, by, at)
        if locked.state == State.REVIEWED:
            return
        if not BudgetLine.objects.in_budget().filter(round=locked).exists():
            raise FundingError(_("This budget has no lines yet."))
        _step(locked, State.REVIEWED, by=by, at=at)


def submit_round(budget: BudgetRound, *, by: User, at: datetime | None = None) -> None:
    """Put it before the funders: from now on they see its totals. Every line must be estimated at least."""
    with transaction.atomic():
        locked = _locked(budget, by, at)
        if locked.state in SUBMITTED:
            return
        drafts = BudgetLine.objects.in_budget().filter(round=locked, state=BudgetLine.State.DRAFT)
        if drafts.exists():
            raise FundingError(_("Some lines are drafts still: estimate them or take them out first."))
        _step(locked, State.SUBMITTED, by=by, at=at)
        settle_round(locked, by=by, now=at or timezone.now())


def return_round(budget: BudgetRound, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Back from the review to be worked on, with the reason; what was submitted needs a new version instead."""
    with transaction.atomic():
        locked = _locked(budget, by, at)
        if locked.state == State.ROUGH:
            return
        if locked.state in SUBMITTED:
            raise FundingError(_("This budget was submitted: begin a new version, the old one is kept."))
        _step(locked, State.ROUGH, by=by, at=at, reason=reason_in(reason))


def begin_version(budget: BudgetRound, *, reason: str, by: User, at: datetime | None = None) -> BudgetVersion:
    """Another version of a submitted budget. The older one stays as it was; what is given to its lines stays given."""
    now = at or timezone.now()
    with transaction.atomic():
        locked = _locked(budget, by, at)
        if locked.state not in SUBMITTED or locked.state == State.CLOSED:
            raise FundingError(_("A new version is begun of a budget that was submitted and is not closed."))
        number = locked.version + 1
        _step(locked, State.ROUGH, by=by, at=at, reason=reason_in(reason), set_too={"version": number})
        return BudgetVersion.objects.create(
            round=locked, number=number, reason=reason.strip(), at=now, by=by.actor_uuid
        )


def close_round(budget: BudgetRound, *, reason: str = "", by: User, at: datetime | None = None) -> None:
    """For good. Nothing may be promised any more; lines that were not paid need a reason."""
    with transaction.atomic():
        locked = _locked(budget, by, at)
        if locked.state == State.CLOSED:
            return
        lines = BudgetLine.objects.in_budget().filter(round=locked)
        if Allocation.objects.filter(line__round=locked, state__in=["proposed", "confirmed"]).exists():
            raise FundingError(_("Money is still held for lines of this budget: settle it or release it first."))
        if lines.exclude(state__in=["paid", "closed"]).exists():
            reason_in(reason)
        _step(locked, State.CLOSED, by=by, at=at, reason=reason)


def settle_round(budget: BudgetRound, *, by: User, now: datetime) -> None:
    """Under its lock: a submitted budget is called by the firm money that its lines have."""
    if budget.state not in (State.SUBMITTED, State.PART_FUNDED, State.FUNDED):
        return
    lines = BudgetLine.objects.in_budget().filter(round=budget)
    total = cents(lines.aggregate(of_all=Sum("base_total"))["of_all"])
    given = Allocation.objects.filter(line__round=budget, line__until_version__isnull=True, state__in=FIRM)
    state = round_state_of_money(total, cents(given.aggregate(of_all=Sum("amount"))["of_all"]))
    if state != budget.state:
        _step(budget, state, by=by, at=now)


def _locked(budget: BudgetRound, by: User, at: datetime | None) -> BudgetRound:
    refuse_others(by, at)
    return locked_round(budget)


def _step(
    budget: BudgetRound, state: str, *, by: User, at: datetime | None, reason: str = "", set_too: Columns | None = None
) -> None:
    now = at or timezone.now()
    take_step(budget, state, by=by, now=now, reason=reason, set_too=set_too, version=budget.version)
    record_event(f"funding.round_{state}", budget, by=by, at=now, version=budget.version)
