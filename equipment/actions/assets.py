"""Assets entered into the inventory, corrected, and their condition noted."""

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.actions.custody import open_custody
from equipment.actions.recording import keep_change
from equipment.costs import FROZEN, freeze_cost
from equipment.errors import EquipmentError
from equipment.events import ordering_asked
from equipment.facts import facts_of
from equipment.locks import locked_asset
from equipment.models import Asset, AssetEvent, ItemType
from equipment.places import give_end_of_life, next_tag, refuse_foreign_place
from equipment.querysets import offices_entered_by
from equipment.rules import FIRST_STATUSES, REQUIRED, missing_for
from equipment.specs import clean_spec
from network.models import Office, User
from network.querysets import standing_of

# What is corrected by hand. Status, place, custody and verification change by what happens to an asset.
EDITABLE = frozenset(
    {
        *("item_type", "manufacturer", "model_name", "serial", "spec", "notes"),
        *("ordered_on", "order_number", "delivered_on", "delivery_act", "in_service_on"),
        *("supplier", "funder", *FROZEN, "warranty_until", "end_of_life_on"),
    }
)
AT_ENTRY = EDITABLE | {"condition", "room", "custodian", "returns_on", "lent_to"}
Deed = AssetEvent.Deed


@transaction.atomic
def register_asset(
    *,
    office: Office,
    item_type: ItemType,
    tag: str = "",
    status: str = Asset.Status.PLANNED,
    by: User | None,
    at: datetime | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
    **facts,
) -> Asset:
    """Enter an asset into an office's inventory; without a ``tag`` it gets the office's next one.

    By the office's custodians and the Secretariat; ``None`` is the set-up. ``facts`` are fields of :data:`AT_ENTRY`. A
    room or a custodian begins its custody; a cost is frozen in US dollars; the end of life is the kind's, unless told.
    Raises :class:`EquipmentError`, ``ValidationError`` with the faults by field (those of the specification as
    ``spec_<key>``).
    """
    now = at or timezone.now()
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)  # its next tag is given once
    _refuse_entry(office, item_type, status, by=by, at=at)
    asset = Asset(office=office, item_type=item_type, status=status, created_at=now)
    asset.tag = tag.strip().upper() or next_tag(office)
    _set(asset, facts, AT_ENTRY, today=timezone.localdate(now))
    if missing := missing_for(status, {name: getattr(asset, name) for name in REQUIRED.get(status, ())}):
        raise ValidationError({name: _("This must be told.") for name in missing})
    give_end_of_life(asset)
    if status == Asset.Status.ORDERED:
        ordering_asked.send(sender=Asset, asset=asset, at=now)
    try:
        with transaction.atomic():
            keep_change(asset, {}, deed=Deed.REGISTERED, by=by, at=now, note=note, batch=batch)
    except IntegrityError:  # an import, or another office, that wrote while this was asked
        told = _("Somebody entered the same tag or serial number in this very moment.")
        raise ValidationError({"tag": told}) from None
    if asset.room_id or asset.custodian_id:
        open_custody(asset, by=by, at=now)
    return asset


@transaction.atomic
def revise_asset(
    asset: Asset,
    *,
    by: User | None,
    at: datetime | None = None,
    version: int | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
    **changes,
) -> Asset:
    """Correct fields of :data:`EDITABLE`; what is not named stays. The same again changes nothing.

    A change of money, currency, day or rate freezes the cost anew. Raises as :func:`register_asset`, and
    :class:`EquipmentError` with ``field="row_version"`` for an older ``version``.
    """
    now = at or timezone.now()
    locked = locked_asset(asset, by=by, at=at, version=version)
    if locked.status == Asset.Status.DISPOSED:
        raise EquipmentError(_("What was disposed of stays as it was."))
    before = facts_of(locked)
    _set(locked, changes, EDITABLE, today=timezone.localdate(now))
    keep_change(locked, before, deed=Deed.REVISED, by=by, at=now, note=note, batch=batch)
    return locked


@transaction.atomic
def assess_asset(
    asset: Asset,
    *,
    condition: str,
    by: User | None,
    at: datetime | None = None,
    version: int | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
) -> Asset:
    """Note how well it is. The same condition again changes nothing."""
    locked = locked_asset(asset, by=by, at=at, version=version)
    before = facts_of(locked)
    locked.condition = condition
    keep_change(locked, before, deed=Deed.ASSESSED, by=by, at=at, note=note, batch=batch)
    return locked


def _refuse_entry(office: Office, item_type: ItemType, status: str, *, by: User | None, at: datetime | None) -> None:
    offices = None if by is None else offices_entered_by(standing_of(by, at))
    if offices is not None and office.pk not in offices:
        raise EquipmentError(_("Only the custodians of an office, and the Secretariat, enter its equipment."))
    if not item_type.is_tracked:
        raise EquipmentError(_("This is bought, but stands in no inventory."), field="item_type")
    if status not in FIRST_STATUSES:
        raise EquipmentError(_("Nothing enters the inventory in this status."), field="status")


def _set(asset: Asset, facts: dict, allowed: frozenset[str], *, today: date) -> None:
    """Write ``facts`` onto the asset: specification cleaned by its kind, cost frozen, place of its own office."""
    if unknown := sorted(set(facts) - allowed):
        raise TypeError(f"An asset is not given {', '.join(unknown)} here.")
    was = {name: getattr(asset, name) for name in FROZEN}
    for name, value in facts.items():
        setattr(asset, name, value)
    if asset.delivered_on and asset.delivered_on > today:
        raise ValidationError({"delivered_on": _("This day has not come yet.")})
    if {"spec", "item_type"} & set(facts) or asset._state.adding:
        asset.spec = _cleaned_spec(asset)
    if any(was[name] != getattr(asset, name) for name in FROZEN):
        freeze_cost(asset, typed=has_own_rate(asset, was), today=today)
    refuse_foreign_place(asset)


def has_own_rate(asset: Asset, was: dict) -> bool:
    """Whether the rate on it holds: somebody typed another one, or it was frozen for this very currency and day."""
    if asset.rate_per_usd is None:
        return False
    is_same_day = all(was[name] == getattr(asset, name) for name in ("currency", "value_date"))
    return is_same_day or was["rate_per_usd"] != asset.rate_per_usd


def _cleaned_spec(asset: Asset) -> dict:
    try:
        return clean_spec(asset.item_type.spec_schema, asset.spec)
    except ValidationError as faults:
        by_key = faults.message_dict
        raise ValidationError({f"spec_{key}": sentences for key, sentences in by_key.items()}) from faults
