"""Work on an asset: begun, completed, with its cost; out of service while it lasts, where that is so."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.actions.assets import assess_asset
from equipment.actions.life import move_asset
from equipment.actions.recording import note_happening
from equipment.costs import known_rate
from equipment.errors import EquipmentError
from equipment.locks import locked_asset
from equipment.models import Asset, AssetEvent, Maintenance, Supplier
from equipment.rules import in_usd
from network.models import User

Status = Asset.Status
Deed = AssetEvent.Deed


@transaction.atomic
def begin_maintenance(
    asset: Asset,
    *,
    kind: str,
    title: str,
    started_on: date,
    completed_on: date | None = None,
    supplier: Supplier | None = None,
    under_warranty: bool = False,
    cost: Decimal | None = None,
    currency: str = "",
    out_of_service: bool = False,
    by: User | None,
    at: datetime | None = None,
) -> Maintenance:
    """Note work on an asset, done or begun; ``out_of_service``: it is under repair from now on.

    A cost is told in US dollars as well where a rate of its day is kept. Raises :class:`EquipmentError`,
    ``ValidationError`` by field.
    """
    now = at or timezone.now()
    locked = locked_asset(asset, by=by, at=at)
    work = Maintenance(asset=locked, kind=kind, title=title, supplier=supplier, under_warranty=under_warranty)
    work.started_on, work.completed_on, work.cost, work.currency = started_on, completed_on, cost, currency
    work.noted_by, work.noted_at = by.person if by else None, now
    _keep(work)
    told = {"kind": kind, "started_on": started_on.isoformat()}
    note_happening(locked, deed=Deed.MAINTAINED, by=by, at=now, now_is=told, note=title)
    if out_of_service and completed_on is None and locked.status == Status.IN_SERVICE:
        move_asset(locked, status=Status.UNDER_REPAIR, by=by, at=at, note=title)
    return work


@transaction.atomic
def complete_maintenance(
    maintenance: Maintenance,
    *,
    completed_on: date,
    cost: Decimal | None = None,
    currency: str = "",
    condition: str = "",
    back_in_service: bool = False,
    by: User | None,
    at: datetime | None = None,
) -> Maintenance:
    """Note that the work is done, what it cost and how well the asset is now; ``back_in_service`` where it was not.

    Completed before, nothing happens. Raises as :func:`begin_maintenance`.
    """
    asset = locked_asset(maintenance.asset, by=by, at=at)
    work = Maintenance.objects.select_for_update(of=("self",)).get(pk=maintenance.pk)
    if work.completed_on is not None:
        return work
    if completed_on > timezone.localdate(at):
        raise EquipmentError(_("This day has not come yet."), field="completed_on")
    work.asset, work.completed_on = asset, completed_on
    if cost is not None:
        work.cost, work.currency = cost, currency
    _keep(work)
    told = {"kind": work.kind, "completed_on": completed_on.isoformat()}
    note_happening(asset, deed=Deed.MAINTAINED, by=by, at=at, now_is=told, note=work.title)
    if condition:
        asset = assess_asset(asset, condition=condition, by=by, at=at, note=work.title)
    if back_in_service and asset.status == Status.UNDER_REPAIR:
        move_asset(asset, status=Status.IN_SERVICE, by=by, at=at, note=work.title)
    return work


def _keep(work: Maintenance) -> None:
    work.cost_usd = None
    if work.cost is None:
        work.currency = ""
    elif work.currency and (rate := known_rate(work.currency, work.completed_on or work.started_on)):
        work.cost_usd = in_usd(work.cost, rate.per_usd)
    work.full_clean(exclude=["noted_by"])  # the set-up is nobody
    work.save()
