"""What an offer would change, laid out as tables."""

from django.utils.translation import gettext as _

from funding.rehearsal import Given, OfficeOutcome, Outcome
from funding.report.tables import Table
from funding.rules import NOTHING


def outcome_tables(outcome: Outcome) -> list[Table]:
    """The figures before and after, what each line would get, and what that means for each office."""
    return [table for table in (_figures(outcome), _lines(outcome), _offices(outcome)) if table.rows]


def _figures(outcome: Outcome) -> Table:
    before, after = outcome.before, outcome.after
    pairs = [
        (_("Rough budget, with all extras"), before.budget, after.budget),
        (_("Committed"), before.committed, after.committed),
        (_("Gap: not committed yet"), before.gap, after.gap),
        (_("Confirmed for lines"), before.firm, after.firm),
        (_("Unallocated: no confirmed money yet"), before.unallocated, after.unallocated),
    ]
    rows = [(name, old, new, new - old) for name, old, new in pairs]
    heads = [_("Figure"), _("Now"), _("With the offer"), _("Difference")]
    return Table("after", _("The budget with the offer (in US dollars)"), heads, rows)


def _lines(outcome: Outcome) -> Table:
    rows = [
        (each.line.place or _("The network as a whole"), each.line.thing, _told(each), each.amount, each.left)
        for each in outcome.given
    ]
    heads = [_("Office"), _("Equipment"), _("What becomes of it"), _("From the offer"), _("Still wanted")]
    sums = (
        *(_("In all"), "", ""),
        sum((each.amount for each in outcome.given), NOTHING),
        sum((each.left for each in outcome.given), NOTHING),
    )
    return Table("given", _("What each line would get (in US dollars)"), heads, rows, sums, figures=3)


def _told(each: Given) -> str:
    if each.refused:
        return each.refused
    return _("paid in part") if each.left > 0 else _("paid in full")


def _offices(outcome: Outcome) -> Table:
    rows = [
        (each.place, _able(each.able_before), _after(each), each.cost_before, each.cost_after)
        for each in outcome.offices
    ]
    heads = [
        _("Office"),
        _("Can take part now"),
        _("With the offer"),
        _("Cost to ready now"),
        _("With the offer, cost"),
    ]
    note = _(
        "An office can take part when one of its rooms has, or will have by lines that are paid in full, every item "
        "that it cannot do without. What was not reported is not counted as missing."
    )
    return Table("ready", _("What it means for each office"), heads, rows, figures=3, note=note)


def _able(answer: bool | None) -> str:  # noqa: FBT001 - three answers: yes, no, not reported
    if answer is None:
        return _("not reported")
    return _("yes") if answer else _("no")


def _after(each: OfficeOutcome) -> str:
    return _("yes, newly") if each.becomes_able else _able(each.able_after)
