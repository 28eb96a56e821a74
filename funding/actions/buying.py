"""From a funded line to what it bought: ordered, received, paid, closed; and which asset came of which money (R78)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.models import Asset
from foundations.audit.actions import record_event
from funding.actions.lines import step_line
from funding.doors import refuse_others
from funding.errors import FundingError
from funding.locks import locked_line
from funding.models import Allocation, AssetOrigin, BudgetLine, LedgerEntry
from funding.rules import OUT_OF_BUDGET
from network.models import User

State = BudgetLine.State
ON_THE_WAY = ("planned", "ordered", "in_transit")


def order_line(line: BudgetLine, *, by: User, at: datetime | None = None) -> None:
    """The order is placed: from now on neither the line nor the money for it can be taken back. Twice is once."""
    _move(line, State.ORDERED, by=by, at=at)


def receive_line(line: BudgetLine, *, by: User, at: datetime | None = None) -> None:
    """Everything came. Assets that are on their way, by the inventory, are to be received there first."""
    with transaction.atomic():
        locked_line(line)
        waiting = Asset.objects.filter(origin__line=line, status__in=ON_THE_WAY).count()
        if waiting:
            raise FundingError(_("Assets of this line still to be received: %(number)s.") % {"number": waiting})
        _move(line, State.RECEIVED, by=by, at=at)


def pay_line(line: BudgetLine, *, by: User, at: datetime | None = None) -> None:
    """Everything is paid: every allocation of it is settled. Twice is once."""
    with transaction.atomic():
        locked_line(line)
        if Allocation.objects.filter(line=line, state__in=["proposed", "confirmed"]).exists():
            raise FundingError(_("Settle what was allocated to this line first."))
        _move(line, State.PAID, by=by, at=at)


def close_line(line: BudgetLine, *, by: User, at: datetime | None = None) -> None:
    """Nothing is left to be done for it. Twice is once."""
    _move(line, State.CLOSED, by=by, at=at)


@transaction.atomic
def link_asset(line: BudgetLine, asset: Asset, *, by: User, at: datetime | None = None) -> AssetOrigin:
    """Say that ``asset`` is, or will be, bought by ``line``: before this nobody can order it.

    It is of a kind that the line buys, of the line's office, and no more of them than the line has. Twice is once.
    """
    now = at or timezone.now()
    refuse_others(by, at)
    locked = locked_line(line)
    known = AssetOrigin.objects.filter(asset=asset).first()
    if known is not None:
        if known.line_id == locked.pk:
            return known
        raise FundingError(_("The origin of this asset is noted already."))
    if locked.state in OUT_OF_BUDGET:
        raise FundingError(_("This line is not in the budget any more."))
    part = locked.parts.filter(item_type=asset.item_type_id).first()
    if part is None or (locked.office_id is not None and locked.office_id != asset.office_id):
        raise FundingError(_("This line buys nothing of this kind for this office."))
    if AssetOrigin.objects.filter(line=locked, asset__item_type=asset.item_type_id).count() >= part.quantity:
        raise FundingError(_("All the assets of this kind that the line buys are linked already."))
    origin = AssetOrigin.objects.create(asset=asset, line=locked, noted_at=now, noted_by=by.actor_uuid)
    record_event("funding.asset_linked", asset, by=by, at=now, line=str(locked.pk))
    return origin


@transaction.atomic
def link_gift(entry: LedgerEntry, asset: Asset, *, by: User, at: datetime | None = None) -> AssetOrigin:
    """Say that ``asset`` came in kind by ``entry``, or was paid by it. Twice is once."""
    now = at or timezone.now()
    refuse_others(by, at)
    if entry.kind not in (LedgerEntry.Kind.DISBURSEMENT, LedgerEntry.Kind.EXPENDITURE) or entry.amount < 0:
        raise FundingError(_("Assets come of a disbursement in goods, or of an expenditure."))
    if entry.kind == LedgerEntry.Kind.DISBURSEMENT and entry.form != LedgerEntry.Form.GOODS:
        raise FundingError(_("Assets come of a disbursement in goods, or of an expenditure."))
    known = AssetOrigin.objects.select_for_update(of=("self",)).filter(asset=asset).first()
    if known is None:
        known = AssetOrigin(asset=asset, noted_at=now, noted_by=by.actor_uuid)
    elif known.entry_id == entry.pk:
        return known
    elif known.entry_id is not None or entry.form == LedgerEntry.Form.GOODS:
        raise FundingError(_("The origin of this asset is noted already."))
    known.entry = entry
    known.save()
    record_event("funding.asset_linked", asset, by=by, at=now, entry=entry.pk)
    return known


def _move(line: BudgetLine, state: str, *, by: User, at: datetime | None) -> None:
    refuse_others(by, at)
    with transaction.atomic():
        locked = locked_line(line)
        if locked.state != state:
            step_line(locked, state, by=by, at=at or timezone.now())
