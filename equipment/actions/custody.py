"""Who answers for an asset: handed over with a numbered act, brought to another office, the signed act filed."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.actions.recording import keep_change, note_happening
from equipment.errors import EquipmentError
from equipment.facts import facts_of
from equipment.locks import locked_asset
from equipment.models import Asset, AssetEvent, Custody
from equipment.places import next_act, refuse_foreign_place
from network.models import Office, OfficeRoom, Person, User

MOST_TOGETHER = 100
GONE = frozenset({Asset.Status.LOST, Asset.Status.STOLEN, Asset.Status.DISPOSED})
Deed = AssetEvent.Deed


def open_custody(
    asset: Asset, *, by: User | None, at: datetime, act_number: str = "", from_person: Person | None = None
) -> Custody:
    """Begin the custody that the asset's row tells, and end the one that ran. Within the caller's transaction."""
    asset.custodies.filter(ends_at__isnull=True).update(ends_at=at)
    told = {"custodian": asset.custodian, "office": asset.office, "room": asset.room}
    giver = from_person or (by.person if by else None)
    return Custody.objects.create(asset=asset, **told, starts_at=at, act_number=act_number, handed_over_by=giver)


def close_custody(asset: Asset, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - whose change it is part of
    """Nobody answers for it any more. Within the caller's transaction."""
    asset.custodies.filter(ends_at__isnull=True).update(ends_at=at)


@transaction.atomic
def hand_over(
    assets: Sequence[Asset],
    *,
    custodian: Person,
    room: OfficeRoom | None = None,
    by: User | None,
    at: datetime | None = None,
    versions: Mapping[uuid.UUID, int] | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
) -> str:
    """Give assets of one office into somebody's hands, all under one act, whose number is given back.

    Without a ``room`` each stays where it is. What is there and his already is passed by; empty when all of it is.
    ``versions`` are those of the page that is acted from. Raises :class:`EquipmentError` and ``ValidationError``.
    """
    now = at or timezone.now()
    if not 0 < len(assets) <= MOST_TOGETHER:
        raise EquipmentError(_("Choose at least one asset, and at most %(most)s.") % {"most": MOST_TOGETHER})
    if len({asset.office_id for asset in assets}) > 1:
        raise EquipmentError(_("An act is about the assets of one office."))
    office = Office.objects.select_for_update(no_key=True).get(pk=assets[0].office_id)  # its next act is given once
    number = ""
    for asset in sorted(assets, key=lambda each: each.pk):
        locked = locked_asset(asset, by=by, at=at, version=(versions or {}).get(asset.pk))
        if locked.status in GONE:
            raise EquipmentError(_("%(tag)s is not there to be handed over.") % {"tag": locked.tag})
        before, giver = facts_of(locked), locked.custodian
        locked.custodian, locked.room = custodian, room or locked.room
        if facts_of(locked) == before:
            continue
        refuse_foreign_place(locked)
        number = number or next_act(office, now)
        keep_change(locked, before, deed=Deed.HANDED_OVER, by=by, at=now, note=note or number, batch=batch)
        open_custody(locked, by=by, at=now, act_number=number, from_person=giver)
    return number


@transaction.atomic
def place_asset(
    asset: Asset,
    *,
    custodian: Person | None,
    room: OfficeRoom | None,
    by: User | None,
    at: datetime | None = None,
    version: int | None = None,
    note: str = "",
    batch: uuid.UUID | None = None,
) -> Asset:
    """Say where an asset is and who answers for it, without an act: a sheet tells it, or a round saw it.

    The same again changes nothing.
    """
    now = at or timezone.now()
    locked = locked_asset(asset, by=by, at=at, version=version)
    before = facts_of(locked)
    locked.custodian, locked.room = custodian, room
    refuse_foreign_place(locked)
    if keep_change(locked, before, deed=Deed.HANDED_OVER, by=by, at=now, note=note, batch=batch):
        open_custody(locked, by=by, at=now)
    return locked


@transaction.atomic
def file_signed_act(custody: Custody, *, content: bytes, by: User | None, at: datetime | None = None) -> None:
    """Keep the signed paper of a hand-over with every custody under the same act; another one takes its place.

    ``content`` is a PDF made clean by :mod:`content.uploads`. Raises :class:`EquipmentError` for a custody without act.
    """
    if not custody.act_number:
        raise EquipmentError(_("There was no act of this hand-over."))
    rows = Custody.objects.select_for_update().filter(act_number=custody.act_number, office=custody.office_id)
    name = storages["private"].save(f"equipment/acts/{uuid.uuid4().hex}.pdf", ContentFile(content))
    for row in rows.select_related("asset"):
        locked = locked_asset(row.asset, by=by, at=at)
        row.signed_act = name
        row.save(update_fields=["signed_act"])
        note_happening(locked, deed=Deed.ACT_SIGNED, by=by, at=at, note=row.act_number)
