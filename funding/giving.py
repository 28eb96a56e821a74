"""Whether so much of a contribution may be given to a line: asked by the form beforehand and by the action again."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from funding.models import Allocation, BudgetLine, Contribution
from funding.rules import FIRM, HELD, NOTHING, OUT_OF_BUDGET, cents, verdict_of_allocation
from funding.totals import ContributionFigures, figures_of_one

CLOSED_TO_MORE = ("prospect", "withdrawn", "expired", "closed")


@dataclass
class Check:
    """What was found: ``faults`` stop, ``warnings`` are told before it is done."""

    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """``stop``, ``warn`` or nothing."""
        if self.faults:
            return "stop"
        return "warn" if self.warnings else ""


def check_of(
    contribution: Contribution,
    line: BudgetLine,
    amount: Decimal,
    *,
    firmly: bool = False,
    instead_of: Allocation | None = None,
    at: datetime | None = None,
) -> Check:
    """Ask everything. ``firmly`` is to confirm; ``instead_of`` is the proposal that is confirmed, and counted once."""
    check = Check()
    _ask_line(check, contribution, line, amount, instead_of)
    figures = figures_of_one(contribution, at=at)
    if figures.state in CLOSED_TO_MORE:
        words = {"state": figures.state_word}
        check.faults.append(_("This contribution is “%(state)s”: nothing of it can be given.") % words)
        return check
    _ask_money(check, figures, amount, firmly=firmly, instead_of=instead_of)
    return check


def given_to(line: BudgetLine, states: Collection[str] = HELD, *, besides: Allocation | None = None) -> Decimal:
    """What is allocated to a line in those states, in US dollars."""
    given = Allocation.objects.filter(line=line, state__in=states)
    if besides is not None:
        given = given.exclude(pk=besides.pk)
    return sum(given.values_list("amount", flat=True), NOTHING)


def left_of(line: BudgetLine, *, besides: Allocation | None = None) -> Decimal:
    """What of a line nobody has been asked to pay yet."""
    return line.base_total - given_to(line, besides=besides)


def spent_of(allocation: Allocation) -> Decimal:
    """What the ledger says was spent of it."""
    return cents(allocation.expenditures.aggregate(of_all=Sum("base_amount"))["of_all"])


def _ask_line(
    check: Check, contribution: Contribution, line: BudgetLine, amount: Decimal, besides: Allocation | None
) -> None:
    if amount <= 0 or amount != cents(amount):
        check.faults.append(_("Give an amount of at least one cent, in whole cents."))
    if contribution.round_id is None or contribution.round_id != line.round_id:
        check.faults.append(_("This contribution is not for the budget of this line."))
    if line.state in OUT_OF_BUDGET or line.state == BudgetLine.State.DRAFT:
        check.faults.append(_("A line that is a draft, or out of the budget, takes no money."))
    if fault := fault_of_earmark(contribution, line):
        check.faults.append(fault)
    left = left_of(line, besides=besides)
    if amount > left:
        check.faults.append(
            _("Only %(amount)s US dollars of this line are not covered yet: nothing is paid twice.")
            % {"amount": _money(max(left, NOTHING))}
        )


def _ask_money(
    check: Check, figures: ContributionFigures, amount: Decimal, *, firmly: bool, instead_of: Allocation | None
) -> None:
    held = figures.held - (instead_of.amount if instead_of is not None else NOTHING)
    firm = figures.firm - (instead_of.amount if instead_of is not None and instead_of.state in FIRM else NOTHING)
    base = figures.base
    verdict = verdict_of_allocation(
        amount, firmly=firmly, pledged=base.pledge, committed=base.commitment, held=held, firm=firm
    )
    if verdict == "stop" and firmly:
        words = {"amount": _money(max(base.commitment - firm, NOTHING))}
        check.faults.append(_("Only %(amount)s US dollars of it are committed and free.") % words)
    elif verdict == "stop":
        words = {"amount": _money(max(max(base.pledge, base.commitment) - held, NOTHING))}
        check.faults.append(_("Only %(amount)s US dollars of it are promised and free.") % words)
    elif verdict == "warn":
        check.warnings.append(_("Part of this rests on a pledge alone: it cannot be confirmed until it is committed."))


def fault_of_earmark(contribution: Contribution, line: BudgetLine) -> str:
    """Why the earmark of a contribution keeps it from a line; empty when it does not."""
    office, country = contribution.earmark_office_id, contribution.earmark_country_id
    if office is not None and office != line.office_id:
        return _("This contribution is for another office alone.")
    if country is not None and (line.office is None or line.office.country_id != country):
        return _("This contribution is for another country alone.")
    kind = contribution.earmark_item_id
    if kind is not None and not line.parts.filter(item_type=kind).exists():
        return _("This contribution is for another kind of item alone.")
    return ""


def _money(amount: Decimal) -> str:
    return str(number_format(amount, decimal_pos=2, force_grouping=True))
