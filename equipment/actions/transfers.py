"""Assets brought to another office: asked by one side and accepted by the other, or decided by the Secretariat."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment import mails
from equipment.actions.custody import open_custody
from equipment.actions.recording import keep_change
from equipment.errors import EquipmentError
from equipment.facts import facts_of
from equipment.locks import locked_asset
from equipment.models import Asset, AssetEvent, Transfer
from equipment.rules import TRANSFERABLE
from foundations.audit.actions import record_event
from network.models import Office, User
from network.querysets import standing_of


@transaction.atomic
def ask_transfer(
    asset: Asset, *, to_office: Office, reason: str, by: User | None, at: datetime | None = None
) -> Transfer:
    """Offer an asset to another office, whose keepers are told by letter; the Secretariat's own word is enough.

    Asked already for the same office, nothing more happens. Raises :class:`EquipmentError`.
    """
    now = at or timezone.now()
    locked = locked_asset(asset, by=by, at=at)
    pending = locked.transfers.pending().first()
    if pending is not None and pending.to_office_id == to_office.pk:
        return pending
    _refuse(locked, to_office, reason, is_asked=pending is not None)
    transfer = Transfer.objects.create(
        asset=locked,
        from_office=locked.office,
        to_office=to_office,
        reason=reason.strip()[:200],
        asked_at=now,
        asked_by=by.person if by else None,
    )
    record_event("equipment.transfer_asked", locked, by=by, at=now, to=to_office.code)
    if by is None or standing_of(by, at).is_secretariat:
        return accept_transfer(transfer, by=by, at=at)
    mails.tell_of_transfer(transfer, at=now)
    return transfer


@transaction.atomic
def accept_transfer(transfer: Transfer, *, by: User | None, at: datetime | None = None) -> Transfer:
    """The other office takes it: from now on it is theirs, without room and custodian. What served there is stored.

    Twice is once. Raises :class:`EquipmentError` for who may not, and for what cannot be brought any more.
    """
    now = at or timezone.now()
    locked = _decided(transfer, by=by, at=at, is_accepted=True)
    if locked is None:
        return transfer
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=locked.asset_id)
    _refuse(asset, locked.to_office, locked.reason, is_asked=False)
    before = facts_of(asset)
    asset.office, asset.room, asset.custodian = locked.to_office, None, None
    if asset.status == Asset.Status.IN_SERVICE:
        asset.status = Asset.Status.STORED
    keep_change(asset, before, deed=AssetEvent.Deed.TRANSFERRED, by=by, at=now, note=locked.reason)
    open_custody(asset, by=by, at=now)
    return locked


@transaction.atomic
def end_transfer(transfer: Transfer, *, by: User | None, at: datetime | None = None) -> Transfer:
    """Decline what was offered, or take the offer back; the asset stays where it is. Twice is once."""
    locked = _decided(transfer, by=by, at=at, is_accepted=False)
    if locked is not None:
        record_event("equipment.transfer_ended", locked.asset, by=by, at=at)
    return locked or transfer


def _decided(transfer: Transfer, *, by: User | None, at: datetime | None, is_accepted: bool) -> Transfer | None:
    """The offer under its lock, decided; ``None`` when it was before."""
    locked = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if locked.decided_at is not None:
        return None
    rows = Transfer.objects.accepted_by(by, at) if is_accepted else Transfer.objects.ended_by(by, at)
    if by is not None and not rows.filter(pk=locked.pk).exists():
        raise EquipmentError(_("Only the office that it is offered to, and the Secretariat, accept a transfer."))
    locked.decided_at, locked.is_accepted = at or timezone.now(), is_accepted
    locked.decided_by = by.person if by else None
    locked.save(update_fields=["decided_at", "is_accepted", "decided_by"])
    return locked


def _refuse(asset: Asset, to_office: Office, reason: str, *, is_asked: bool) -> None:
    if is_asked:
        raise EquipmentError(_("A transfer of this asset is asked for already."))
    if asset.office_id == to_office.pk:
        raise EquipmentError(_("A transfer is to another office."), field="to_office")
    if asset.status not in TRANSFERABLE:
        words = {"now": asset.get_status_display()}
        raise EquipmentError(_("What is %(now)s cannot be brought to another office.") % words)
    if not reason.strip():
        raise EquipmentError(_("Say why it goes to another office."), field="reason")
