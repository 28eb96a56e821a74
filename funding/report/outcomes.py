"""What an offer would change, laid out as tables."""

from django.utils.translation import gettext as _

from equipment.models import ReadinessReading
from equipment.readiness.values import Band, Verdict
from equipment.room_words import told_lacks
from funding.rehearsal import Given, Outcome
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
        (
            each.place,
            *(_gate(each.before), _gate(each.after)),
            *(_points(each.before), _points(each.after)),
            *(each.cost_before, each.cost_after),
        )
        for each in outcome.offices
    ]
    heads = [
        _("Office"),
        _("Critical items now"),
        _("Critical items with the offer"),
        _("Points now"),
        _("Points with the offer"),
        _("Cost to ready now"),
        _("With the offer, cost"),
    ]
    note = _(
        "By the rules of readiness, for the readiest room of each office, with what lines that are paid in full would "
        "bring: as new, in service, all in one room. An office can take part when nothing critical is lacking. Test "
        "calls, lines and people stay as they are, and what was not reported is told as such."
    )
    return Table("ready", _("What it means for each office"), heads, rows, figures=5, note=note)


def _gate(verdict: Verdict | None) -> str:
    """Whether a room has what it cannot do without, or what of it is lacking and why."""
    if verdict is None:
        return _("it has no room")
    if verdict.band is Band.NOT_REPORTED:
        return _("not reported")
    return "; ".join(told_lacks(verdict.lacks)) or _("complete")


def _points(verdict: Verdict | None) -> str:
    """Of a hundred, with the band that follows."""
    if verdict is None or verdict.band is Band.NOT_REPORTED:
        return "–"
    words = {"score": verdict.score, "band": ReadinessReading.Band(verdict.band.value).label}
    return _("%(score)s of 100: %(band)s") % words
