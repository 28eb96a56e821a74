"""The answers laid out as plain rows: the same tables stand on the screen, in the spreadsheet and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from funding.models import BudgetLine, LineExtra
from funding.report.facts import ESTIMATES, Facts
from funding.rules import BASE_CURRENCY, NOTHING, Figures
from funding.totals import OfficeFigures, line_figures

SHORT = 5
Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Table:
    """One table. ``figures`` says from which column on the cells are figures; ``sums`` is the last row, or nothing."""

    key: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    sums: Sequence[Value] = ()
    figures: int = 1
    note: str = ""

    @property
    def look(self) -> str:
        """On a phone short rows are lines and long ones cards; on paper many columns are set small."""
        return "table--cards table--lines" if len(self.heads) <= SHORT else "table--cards table--many"

    @property
    def told(self) -> list[list["ToldCell"]]:
        """Each row in words, each cell beside its head."""
        return [self._told(row) for row in self.rows]

    @property
    def told_sums(self) -> list["ToldCell"]:
        """The last row in words."""
        return self._told(self.sums)

    @property
    def told_heads(self) -> list[tuple[str, bool]]:
        """Each head, and whether figures stand beneath it."""
        return [(head, place >= self.figures) for place, head in enumerate(self.heads)]

    def _told(self, row: Sequence[Value]) -> list["ToldCell"]:
        cells = zip(self.heads, row, strict=True) if row else ()
        return [ToldCell(head, said(value), place >= self.figures) for place, (head, value) in enumerate(cells)]


@dataclass(frozen=True)
class ToldCell:
    """One cell in words."""

    head: str
    words: str
    is_figure: bool

    @property
    def is_empty(self) -> bool:
        return self.words in {"", "–"}


def said(value: Value) -> str:
    """A value as it is read: money to the cent, numbers with their groups, days in words, nothing as a dash."""
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return number_format(value, 2, use_l10n=True, force_grouping=True)
    if isinstance(value, int):
        return number_format(value, 0, use_l10n=True, force_grouping=True)
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value


def money(amount: Decimal) -> str:
    """``USD 41,100.70``."""
    return f"{BASE_CURRENCY} {said(amount)}"


def tables_of(facts: Facts) -> list[Table]:
    """Those of a report, in their order; one without rows is left out."""
    made = [
        summary_table(facts.figures),
        contributions_table(facts),
        agreed_table(facts),
        allocations_table(facts),
        bought_table(facts),
        closing_table(facts),
        kinds_table(facts),
        offices_table(facts.offices),
        wanted_table(facts),
        lines_table(facts),
    ]
    return [table for table in made if table.rows]


def summary_table(figures: Figures) -> Table:
    """What is wanted, what there is for it, and what is missing, both ways."""
    rows = [
        (_("Rough budget, with all extras"), figures.budget),
        (_("Pledged"), figures.pledged),
        (_("Committed"), figures.committed),
        (_("Received"), figures.received),
        (_("Spent"), figures.spent),
        (_("Not pledged yet"), figures.gap_to_pledged),
        (_("Gap: not committed yet"), figures.gap),
        (_("Confirmed for lines"), figures.firm),
        (_("Proposed for lines"), figures.soft),
        (_("Unallocated: no confirmed money yet"), figures.unallocated),
    ]
    return Table("summary", _("In sum"), [_("Figure"), BASE_CURRENCY], rows)


def kinds_table(facts: Facts) -> Table:
    """What the whole consists of: the items, and each kind of extra."""
    words = {"parts": _("Items and services"), **{kind: str(label) for kind, label in LineExtra.Kind.choices}}
    rows = [(_begun(words[kind]), amount) for kind, amount in facts.kinds.items()]
    total = (_("In all"), sum(facts.kinds.values(), NOTHING))
    return Table("kinds", _("What it costs, by kind of cost"), [_("Kind of cost"), BASE_CURRENCY], rows, total)


def offices_table(offices: Sequence[OfficeFigures]) -> Table:
    """Office by office: cost, what is firm, what is proposed, what nothing covers."""
    rows = [
        (place_of(each), each.figures.budget, each.figures.firm, each.figures.soft, each.figures.unallocated)
        for each in offices
    ]
    heads = [_("Office"), _("Cost"), pgettext("amount", "Confirmed"), _("Proposed"), _("Unallocated")]
    return Table("offices", _("What it costs, by office (in US dollars)"), heads, rows, _summed(rows, 4))


def wanted_table(facts: Facts) -> Table:
    """What is bought, kind by kind, without extras."""
    rows = [(each.name, each.quantity, each.offices or None, each.amount) for each in facts.wanted]
    heads = [_("Kind of item"), _("Quantity"), _("For offices"), BASE_CURRENCY]
    sums = (_("In all"), None, None, sum((each.amount for each in facts.wanted), NOTHING))
    note = _("Without freight, taxes and contingency, which stand in the costs by kind.")
    return Table("wanted", _("What is missing and to be bought"), heads, rows, sums, note=note)


def lines_table(facts: Facts) -> Table:
    """The budget line by line."""
    rows = [
        (
            place_of(each),
            line.thing,
            _price_of(line),
            line.quantity,
            line_figures(line).budget,
            line_figures(line).firm,
            line_figures(line).unallocated,
        )
        for each, line in facts.lines()
    ]
    heads = [
        _("Office"),
        _("Equipment"),
        _("Price"),
        _("Quantity"),
        _("Cost"),
        pgettext("amount", "Confirmed"),
        _("Unallocated"),
    ]
    sums = (_("In all"), "", "", None, *(_total(rows, place) for place in (4, 5, 6)))
    note = (
        "" if facts.told_lines is None else _("The budget is being worked on: the lines are those of your own money.")
    )
    title = _("The budget, line by line (in US dollars)")
    return Table("lines", title, heads, rows, sums, figures=3, note="" if facts.told_lines is None else note)


def contributions_table(facts: Facts) -> Table:
    """Each contribution that this reader is told of, in US dollars."""
    names = [] if facts.funder else [_("Funder")]
    rows = []
    for each in facts.contributions:
        told, base = each.contribution, each.base
        funder = [] if facts.funder else [told.funder.name]
        what = [f"{told.title} ({told.agreement_number})", each.state_word]
        rows.append(
            (*funder, *what, base.pledge, base.commitment, base.received, base.expenditure, each.firm, each.free_firm)
        )
    heads = [*names, _("Contribution"), _("State"), _("Pledged"), _("Committed"), _("Received")]
    heads += [_("Spent"), pgettext("amount", "Confirmed"), _("Committed and free")]
    figures = len(heads) - 6
    sums = (_("In all"), *[""] * (figures - 1), *(_total(rows, figures + place) for place in range(6)))
    title = _("Your contributions (in US dollars)") if facts.funder else _("Contributions (in US dollars)")
    return Table("contributions", title, heads, rows, sums, figures=figures)


def agreed_table(facts: Facts) -> Table:
    """Those agreed in another currency, as they were agreed."""
    rows = [
        (
            each.contribution.agreement_number,
            each.contribution.currency,
            each.agreed.pledge,
            each.agreed.commitment,
            each.agreed.received,
        )
        for each in facts.contributions
        if each.contribution.currency != BASE_CURRENCY
    ]
    heads = [_("Agreement"), _("Currency"), _("Pledged"), _("Committed"), _("Received")]
    note = _("Each amount was turned into US dollars by the rate of its own day, which is kept with it.")
    return Table("agreed", _("As agreed, in other currencies"), heads, rows, figures=2, note=note)


def allocations_table(facts: Facts) -> Table:
    """What the money that this reader is told of is given to."""
    names = [] if facts.funder else [_("Funder")]
    rows = []
    for each in facts.allocations:
        funder = [] if facts.funder else [each.contribution.funder.name]
        place = each.line.place or _("The network as a whole")
        rows.append((*funder, place, each.line.thing, str(each.get_state_display()), each.amount - each.returned))
    heads = [*names, _("Office"), _("Equipment"), _("State"), BASE_CURRENCY]
    figures = len(heads) - 1
    sums = (_("In all"), *[""] * (figures - 1), _total(rows, figures))
    title = _("What your money is given to") if facts.funder else _("What the money is given to")
    return Table("allocations", title, heads, rows, sums, figures=figures)


def bought_table(facts: Facts) -> Table:
    """What stands and works, and in how many sessions it was used."""
    rows = [
        (
            each.name,
            each.place,
            _("given in kind") if each.is_gift else _("bought"),
            _begun(each.status),
            _("yes") if each.works else _("no"),
            each.quantity,
            each.sessions,
        )
        for each in facts.bought
    ]
    heads = [_("Kind of item"), _("Country"), _("How"), _("State"), _("Works"), _("Quantity"), _("Sessions")]
    sums = (_("In all"), *[""] * 4, sum(each.quantity for each in facts.bought), None)
    title = _("What your money bought, where it is and whether it works") if facts.funder else _("What was bought")
    note = _("Sessions of the network for which the room where it stands was taken or tried.")
    return Table("bought", title, heads, rows, sums, figures=5, note=note)


def closing_table(facts: Facts) -> Table:
    """What more would close the gap, the smallest amount first, with what they come to together."""
    rows, together = [], NOTHING
    for line, missing in facts.closing():
        together += missing
        rows.append((line.place or _("The network as a whole"), line.thing, _price_of(line), missing, together))
    heads = [_("Office"), _("Equipment"), _("Price"), _("Still wanted"), _("Together")]
    sums = (_("In all"), "", "", together, None)
    note = _("The smallest amount first. “Together” is what all lines down to this one still want.")
    return Table("closing", _("What more would close"), heads, rows, sums if rows else (), figures=3, note=note)


def place_of(each: OfficeFigures) -> str:
    """The country of an office, or the network as a whole."""
    return each.country.name if each.country else _("The network as a whole")


def label_of(facts: Facts) -> str:
    """What must be known of the prices: estimates are no quotations."""
    if not facts.is_estimate:
        return ""
    told = ngettext(
        "Estimates, not quotations: %(count)s of %(all)s line stands at a rough price.",
        "Estimates, not quotations: %(count)s of %(all)s lines stand at rough prices.",
        facts.line_count,
    )
    return told % {"count": facts.estimated_lines, "all": facts.line_count}


def _price_of(line: BudgetLine) -> str:
    return _("estimate") if line.state in ESTIMATES else _("quotation")


def _summed(rows: Sequence[Sequence[Value]], columns: int) -> tuple[Value, ...]:
    return (_("In all"), *(_total(rows, place) for place in range(1, columns + 1)))


def _total(rows: Sequence[Sequence[Value]], place: int) -> Decimal:
    return sum((row[place] for row in rows), NOTHING)  # type: ignore[misc]


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
