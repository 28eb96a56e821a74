"""The life of an asset: from planned to disposed of, one step after the other, each with what it requires."""

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.actions.custody import close_custody, open_custody
from equipment.actions.recording import keep_change
from equipment.errors import EquipmentError
from equipment.events import ordering_asked
from equipment.facts import facts_of
from equipment.locks import locked_asset
from equipment.models import Asset, AssetEvent
from equipment.places import give_end_of_life, refuse_foreign_place
from equipment.rules import ASKED, LOSSES, REQUIRED, missing_for, next_statuses
from network.models import User

PLACE = ("room_id", "custodian_id")
Status = Asset.Status


@transaction.atomic
def move_asset(
    asset: Asset,
    *,
    status: str,
    by: User | None,
    at: datetime | None = None,
    version: int | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
    **facts,
) -> Asset:
    """Bring an asset to its next ``status``; ``facts`` are what :data:`equipment.rules.ASKED` names for it.

    To be in service it needs a room and a custodian; received, the day and the act of delivery; on loan, a day of
    return; lost or stolen, the number of a report; disposed of, a way and an act. What was lost and is found is stored.
    Before it is ordered, whoever keeps the budget is asked (``ordering_asked``) and may refuse. Already there: nothing
    happens. Raises :class:`EquipmentError` for a step that cannot follow, ``ValidationError`` by field.
    """
    now = at or timezone.now()
    locked = locked_asset(asset, by=by, at=at, version=version)
    if locked.status == status:
        return locked
    if status not in next_statuses(locked.status):
        words = {"now": locked.get_status_display(), "then": Status(status).label}
        raise EquipmentError(_("What is %(now)s cannot become %(then)s.") % words, field="status")
    before, place = facts_of(locked), [getattr(locked, name) for name in PLACE]
    _tell(locked, status, facts, now)
    refuse_foreign_place(locked)
    if status == Status.ORDERED:
        ordering_asked.send(sender=Asset, asset=locked, at=now)
    keep_change(locked, before, deed=AssetEvent.Deed.MOVED_ON, by=by, at=now, note=note, batch=batch)
    if status == Status.DISPOSED:
        close_custody(locked, by=by, at=now)
    elif place != [getattr(locked, name) for name in PLACE]:
        open_custody(locked, by=by, at=now)
    return locked


def _tell(asset: Asset, status: str, facts: dict, now: datetime) -> None:
    """Write the step and what is told with it; clear what ends with it."""
    today = timezone.localdate(now)
    if unknown := sorted(set(facts) - set(ASKED.get(status, ()))):
        raise TypeError(f"An asset that becomes {status} is not told {', '.join(unknown)}.")
    for name, value in facts.items():
        if value or name not in REQUIRED.get(status, ()):
            setattr(asset, name, value)
    if status in LOSSES:
        asset.loss_report = facts.get("loss_report") or ""  # of this loss, not of an earlier one
    _refuse_untold(asset, status, today)
    bring_along(asset, status, today)
    asset.status = status


def bring_along(asset: Asset, status: str, today: date) -> None:
    """What a step brings and takes without being told."""
    if asset.status == Status.ON_LOAN:
        asset.returns_on, asset.lent_to = None, ""
    if status == Status.ORDERED:
        asset.ordered_on = asset.ordered_on or today
    if status == Status.IN_SERVICE:
        asset.in_service_on = asset.in_service_on or today
        give_end_of_life(asset)
    if status == Status.DISPOSED:
        asset.room = asset.custodian = None


def _refuse_untold(asset: Asset, status: str, today: date) -> None:
    """What the status requires, and days that cannot be."""
    if missing := missing_for(status, {name: getattr(asset, name) for name in REQUIRED.get(status, ())}):
        raise ValidationError({name: _("This must be told.") for name in missing})
    if asset.delivered_on and asset.delivered_on > today:
        raise ValidationError({"delivered_on": _("This day has not come yet.")})
    if status == Status.ON_LOAN and asset.returns_on and asset.returns_on < today:
        raise ValidationError({"returns_on": _("This day is past.")})
