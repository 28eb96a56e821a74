"""What an offer would change: the actions themselves, done in a savepoint and taken back. Nothing stays.

The offer is noted as a contribution, committed in full, given to the chosen lines one after the other until it is used
up, and confirmed; then the figures and the readiness that follow are read, and everything is rolled back.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.models import ItemType
from equipment.readiness.rules import CRITICAL
from funding.actions.allocations import confirm_allocation, propose_allocation
from funding.actions.contributions import note_contribution
from funding.actions.ledger import record_entry
from funding.asked import Agreement, Row
from funding.errors import FundingError
from funding.giving import left_of
from funding.lacking import RoomLacks, lacks_of
from funding.models import BudgetLine, BudgetRound, Contribution, LinePart
from funding.rules import NOTHING, Figures, cents
from funding.totals import OfficeFigures, by_office, figures_of_one, round_figures
from network.models import Country, Institution, Office, OfficeRoom, User

MOST_LINES = 100


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
    """An office before and after: what it still costs until it has everything, and whether it could take part.

    ``able`` is ``None`` where nobody reported what its rooms have.
    """

    place: str
    cost_before: Decimal
    cost_after: Decimal
    able_before: bool | None
    able_after: bool | None

    @property
    def becomes_able(self) -> bool:
        return bool(self.able_after) and not self.able_before


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
    rooms = lacks_of(OfficeRoom.objects.select_related("office__country"), at=at)
    with transaction.atomic():
        outcome = _done(budget, offer, rooms, by=by, now=now)
        transaction.set_rollback(True)
    return outcome


def _done(budget: BudgetRound, offer: Offer, rooms: Sequence[RoomLacks], *, by: User, now: datetime) -> Outcome:
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
    before: Sequence[OfficeFigures], after: Sequence[OfficeFigures], rooms: Sequence[RoomLacks]
) -> list[OfficeOutcome]:
    """Office by office; the network's own lines make nobody able."""
    by_key: dict[int, list[RoomLacks]] = {}
    for room in rooms:
        by_key.setdefault(room.room.office_id, []).append(room)
    coming_before, coming_after = _coming(before), _coming(after)
    found = []
    for old, new in zip(before, after, strict=True):
        if old.office is None or old.country is None:
            continue
        lacks = by_key.get(old.office.pk, [])
        able = (_able(lacks, coming.get(old.office.pk, Counter())) for coming in (coming_before, coming_after))
        costs = (old.figures.unallocated, new.figures.unallocated)
        found.append(OfficeOutcome(old.country.name, *costs, *able))
    return found


def _coming(offices: Sequence[OfficeFigures]) -> dict[int, Counter[int]]:
    """What each office will have once the lines that all firm money is there for are bought: kinds and how many."""
    paid = {
        line.pk: each.office.pk
        for each in offices
        if each.office is not None
        for line in each.lines
        if cents(line.firm) >= cents(line.base_total)
    }
    found: dict[int, Counter[int]] = {}
    for line, kind, number in LinePart.objects.filter(line__in=paid).values_list("line", "item_type", "quantity"):
        found.setdefault(paid[line], Counter())[kind] += number
    return found


def _able(rooms: Sequence[RoomLacks], coming: Counter[int]) -> bool | None:
    """Whether one room at least would lack nothing that it cannot do without. What comes goes to one room first."""
    reported = [room for room in rooms if room.is_reported]
    if not reported:
        return None
    return any(
        all(
            lack.quantity <= coming[lack.item_type.pk]
            for lack in room.lacks
            if not set(CRITICAL).isdisjoint(lack.item_type.serves)
        )
        for room in reported
    )
