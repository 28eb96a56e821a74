"""What an offer would change: the actions themselves, done in a savepoint and taken back. Nothing stays.

The offer is noted as a contribution, committed in full, given to the chosen lines one after the other until it is used
up, and confirmed; then the figures that follow are read, and everything is rolled back. How ready the offices would be
is asked of the rules of readiness themselves, with what the lines that are paid in full would bring.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.assessing import Assessed, assess_rooms, rooms_of
from equipment.models import Asset, ItemType
from equipment.readiness.delivered import assess_delivered
from equipment.readiness.values import Band, Item, Verdict
from funding.actions.allocations import confirm_allocation, propose_allocation
from funding.actions.buying import ON_THE_WAY
from funding.actions.contributions import note_contribution
from funding.actions.ledger import record_entry
from funding.asked import Agreement, Row
from funding.errors import FundingError
from funding.giving import left_of
from funding.models import BudgetLine, BudgetRound, Contribution, LinePart
from funding.rules import NOTHING, Figures, cents
from funding.totals import OfficeFigures, by_office, figures_of_one, round_figures
from network.models import Country, Institution, Office, User

MOST_LINES = 100
# What such a line bought was taken in: it is in the inventory, or nobody entered it.
ARRIVED = ("received", "paid", "closed")


@dataclass(frozen=True)
class Offer:
    """So much money of a funder, perhaps for one office, country or kind of item alone, over the chosen lines."""

    amount: Decimal
    currency: str
    lines: Sequence[BudgetLine]
    office: Office | None = None
    country: Country | None = None
    item: ItemType | None = None


@dataclass(frozen=True)
class Given:
    """What a chosen line would get of it; ``refused`` says why it would get nothing."""

    line: BudgetLine
    amount: Decimal = NOTHING
    left: Decimal = NOTHING
    refused: str = ""


@dataclass(frozen=True)
class OfficeOutcome:
    """An office before and after: what it still costs until it has everything, and how ready its best room is.

    ``None`` where it has no room. Before is with what is paid in full already; after, with what the offer pays besides.
    """

    place: str
    cost_before: Decimal
    cost_after: Decimal
    before: Verdict | None
    after: Verdict | None

    @property
    def becomes_able(self) -> bool:
        """Whether the gate opens: nothing that a room cannot do without is lacking any more."""
        return is_able(self.after) is True and is_able(self.before) is not True


def is_able(verdict: Verdict | None) -> bool | None:
    """Whether the gate of a room is open, whatever its points; ``None`` where nobody reported what it has."""
    if verdict is None or verdict.band is Band.NOT_REPORTED:
        return None
    return not verdict.lacks


@dataclass(frozen=True)
class Outcome:
    """Everything that would follow."""

    base_amount: Decimal
    before: Figures
    after: Figures
    given: Sequence[Given]
    left_over: Decimal
    offices: Sequence[OfficeOutcome] = field(default=())

    @property
    def newly_able(self) -> list[str]:
        """The places that could take part only then."""
        return [each.place for each in self.offices if each.becomes_able]


def rehearse(budget: BudgetRound, offer: Offer, *, by: User, at: datetime | None = None) -> Outcome:
    """Do it, look, and take it back. Raises :class:`FundingError` where the offer itself cannot be noted."""
    now = at or timezone.now()
    if len(offer.lines) > MOST_LINES:
        raise FundingError(_("Choose %(most)s lines at most.") % {"most": MOST_LINES})
    rooms = assess_rooms(rooms_of(None), at)
    with transaction.atomic():
        outcome = _done(budget, offer, rooms, by=by, now=now)
        transaction.set_rollback(True)
    return outcome


def _done(budget: BudgetRound, offer: Offer, rooms: Sequence[Assessed], *, by: User, now: datetime) -> Outcome:
    """The actions, one after the other, and what they lead to."""
    before, offices_before = round_figures(budget), _offices(budget)
    contribution = _committed(budget, offer, by=by, now=now)
    worth = figures_of_one(contribution, at=now).base.commitment
    given, left = [], worth
    for line in offer.lines:
        row = _give(contribution, line, left, by=by, now=now)
        given.append(row)
        left -= row.amount
    return Outcome(
        base_amount=worth,
        before=before,
        after=round_figures(budget),
        given=given,
        left_over=left,
        offices=_compared(offices_before, _offices(budget), rooms),
    )


def _committed(budget: BudgetRound, offer: Offer, *, by: User, now: datetime) -> Contribution:
    """The offer as a contribution of a funder that does not exist yet."""
    title = _("Offer")
    funder = Institution.objects.create(name_es=title, name_en=title, kind=Institution.Kind.FUNDER)
    agreement = Agreement(
        funder=funder,
        title_es=title,
        title_en=title,
        agreement_number="-",
        round=budget,
        currency=offer.currency,
        earmark_office=offer.office,
        earmark_country=offer.country,
        earmark_item=offer.item,
    )
    contribution = note_contribution(agreement, by=by, at=now)
    record_entry(contribution, Row("commitment", cents(offer.amount), timezone.localdate(now)), by=by, at=now)
    return contribution


def _give(contribution: Contribution, line: BudgetLine, free: Decimal, *, by: User, now: datetime) -> Given:
    """What is free of it to a line, up to what that line lacks; or why not."""
    lacks = cents(left_of(line))
    amount = min(lacks, free)
    if amount <= 0:
        why = _("Nothing of it is left.") if lacks > 0 else _("All of it is given already.")
        return Given(line, left=max(lacks, NOTHING), refused=why)
    try:
        with transaction.atomic():
            confirm_allocation(propose_allocation(contribution, line, amount, by=by, at=now), by=by, at=now)
    except FundingError as error:
        return Given(line, left=lacks, refused=str(error))
    return Given(line, amount, lacks - amount)


def _offices(budget: BudgetRound) -> list[OfficeFigures]:
    return by_office(BudgetLine.objects.filter(round=budget).in_budget().with_places().with_cover())


def _compared(
    before: Sequence[OfficeFigures], after: Sequence[OfficeFigures], rooms: Sequence[Assessed]
) -> list[OfficeOutcome]:
    """Office by office; the network's own lines make nobody ready."""
    by_office: dict[int, list[Assessed]] = defaultdict(list)
    for room in rooms:
        by_office[room.room.office_id].append(room)
    coming_before, coming_after = _coming(before), _coming(after)
    found = []
    for old, new in zip(before, after, strict=True):
        if old.office is None or old.country is None:
            continue
        own, key = by_office[old.office.pk], old.office.pk
        costs = (old.figures.unallocated, new.figures.unallocated)
        verdicts = (_best(own, coming.get(key, ())) for coming in (coming_before, coming_after))
        found.append(OfficeOutcome(old.country.name, *costs, *verdicts))
    return found


def _best(rooms: Sequence[Assessed], coming: Sequence[Item]) -> Verdict | None:
    """Of the rooms of an office, each tried with all that comes: it goes to one room, and the readiest is told."""
    verdicts = [assess_delivered(room.facts, coming, at=room.at) for room in rooms]
    return max(verdicts, key=lambda each: (not each.lacks, each.band.height, each.score), default=None)


def _coming(offices: Sequence[OfficeFigures]) -> Mapping[int, list[Item]]:
    """By office, what comes of lines for which all firm money is there. What came of them already stands in the rooms.

    What is no goods, and stands in an inventory, is paid by the month: each unit of the line brings one.
    """
    paid = {
        line.pk: (each.office.pk, line.quantity)
        for each in offices
        if each.office is not None
        for line in each.lines
        if line.state not in ARRIVED and cents(line.firm) >= cents(line.base_total)
    }
    came = Counter(
        Asset.objects.filter(origin__line__in=paid)
        .exclude(status__in=ON_THE_WAY)
        .values_list("origin__line", "item_type")
    )
    found: dict[int, list[Item]] = defaultdict(list)
    parts = LinePart.objects.filter(line__in=paid, item_type__is_tracked=True).select_related("item_type")
    for part in parts:
        office, units = paid[part.line_id]
        kind = part.item_type
        number = (part.quantity if kind.is_goods else units) - came[part.line_id, kind.pk]
        found[office].append(Item(kind.code, frozenset(kind.serves), count=number))
    return found
