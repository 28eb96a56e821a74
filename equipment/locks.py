"""Locks: on an asset, whose changes come one after the other, asked again under it; on what is known of a room."""

from datetime import datetime

from django.utils.translation import gettext as _

from equipment.errors import EquipmentError
from equipment.models import Asset, RoomProfile
from network.models import OfficeRoom, User


def locked_asset(asset: Asset, *, by: User | None, at: datetime | None = None, version: int | None = None) -> Asset:
    """The row under its lock, within the caller's transaction, for who keeps its office; ``None`` is the set-up.

    ``version`` is the ``row_version`` of the page or the spreadsheet that is acted from: another one has changed since.
    Raises :class:`EquipmentError` for who may not change it, and for an older version.
    """
    locked = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
    if by is not None and not Asset.objects.kept_by(by, at).filter(pk=asset.pk).exists():
        raise EquipmentError(_("Only who keeps the equipment of its office, and the Secretariat, change an asset."))
    if version is not None and version != locked.row_version:
        raise EquipmentError(
            _("Somebody has changed this asset since you opened the page. Nothing of yours is saved yet: compare."),
            field="row_version",
        )
    return locked


def locked_profile(room: OfficeRoom) -> RoomProfile:
    """What is known of a room, under its lock; made where there is nothing yet."""
    RoomProfile.objects.get_or_create(room=room)
    return RoomProfile.objects.select_for_update(of=("self",)).get(room=room)
