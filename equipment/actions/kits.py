"""Standard kits: a version in force stays as it is; a change is a copy that is put in force another day.

Before that day comes it may be called back.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.errors import EquipmentError
from equipment.models import ItemType, Kit, KitLine, KitVersion
from foundations.audit.actions import record_event
from network.models import User
from network.querysets import standing_of

MOST_OF_A_KIND = 999


@transaction.atomic
def copy_version(kit: Kit, *, by: User | None, at: datetime | None = None) -> KitVersion:
    """A new version of a kit to work on: the lines of the latest that stands. A draft that is there is given again."""
    _refuse_stranger(by, at)
    locked = Kit.objects.select_for_update().get(pk=kit.pk)
    latest = locked.versions.order_by("-number").first()
    if latest is not None and latest.in_force_from is None:
        return latest
    draft = KitVersion.objects.create(kit=locked, number=(latest.number if latest else 0) + 1)
    model = locked.versions.standing().exclude(pk=draft.pk).order_by("-number").first()
    lines = list(model.lines.all()) if model else []
    KitLine.objects.bulk_create(
        KitLine(
            version=draft, item_type=line.item_type, quantity=line.quantity, least_spec=line.least_spec, note=line.note
        )
        for line in lines
    )
    record_event("equipment.kit_drafted", locked, by=by, at=at, number=draft.number)
    return draft


@transaction.atomic
def set_lines(
    version: KitVersion, quantities: Mapping[ItemType, int], *, by: User | None, at: datetime | None = None
) -> None:
    """So many of each kind on a draft; none takes its line away. What is not named stays.

    Raises :class:`EquipmentError` for a version that is in force.
    """
    draft = _draft(version, by=by, at=at)
    if not all(0 <= quantity <= MOST_OF_A_KIND for quantity in quantities.values()):
        raise EquipmentError(_("At most %(most)s.") % {"most": MOST_OF_A_KIND}, field="quantity")
    named = draft.lines.filter(item_type__in=quantities)
    told = {line.item_type_id: {"least_spec": line.least_spec, "note": line.note} for line in named}
    named.delete()
    KitLine.objects.bulk_create(
        KitLine(version=draft, item_type=kind, quantity=quantity, **told.get(kind.pk, {}))
        for kind, quantity in quantities.items()
        if quantity
    )
    counted = {kind.code: quantity for kind, quantity in quantities.items()}
    record_event("equipment.kit_revised", draft.kit, by=by, at=at, number=draft.number, quantities=counted)


@transaction.atomic
def put_in_force(
    version: KitVersion, *, on: date, reason: str, by: User | None, at: datetime | None = None
) -> KitVersion:
    """From that day on the kit is as the draft says; the version before it stays for what was counted by it.

    Raises :class:`EquipmentError` for an empty draft, without a reason, and for a day before the last version's.
    """
    draft = _draft(version, by=by, at=at)
    before = draft.kit.versions.standing().filter(number__lt=draft.number).order_by("-number").first()
    if not draft.lines.exists():
        raise EquipmentError(_("A kit has at least one line."))
    if not reason.strip():
        raise EquipmentError(_("Say why the kit changes."), field="reason")
    if on < timezone.localdate(at):
        raise EquipmentError(_("A version is put in force from today on, or later."), field="on")
    if before is not None and before.in_force_from and on <= before.in_force_from:
        raise EquipmentError(_("It begins after the version before it."), field="on")
    draft.in_force_from, draft.reason = on, reason.strip()[:300]
    draft.put_in_force_by = by.person if by else None
    draft.save(update_fields=["in_force_from", "reason", "put_in_force_by"])
    record_event("equipment.kit_put_in_force", draft.kit, by=by, at=at, number=draft.number, day=on.isoformat())
    return draft


@transaction.atomic
def call_back_version(version: KitVersion, *, reason: str, by: User | None, at: datetime | None = None) -> KitVersion:
    """A version whose day has not come never counts: the one before it stays in force.

    It keeps its number, its lines and its day, for whatever refers to it. Called back twice is once. Raises
    :class:`EquipmentError` without a reason, for a draft and from its day on.
    """
    _refuse_stranger(by, at)
    locked = _locked(version)
    if locked.called_back_at is not None:
        return locked
    if not reason.strip():
        raise EquipmentError(_("Say why the version is called back."), field="reason")
    if not locked.is_to_come(at):
        raise EquipmentError(_("Only a version whose day has not come is called back."))
    locked.called_back_at, locked.called_back_reason = at or timezone.now(), reason.strip()[:300]
    locked.called_back_by = by.person if by else None
    locked.save(update_fields=["called_back_at", "called_back_reason", "called_back_by"])
    record_event(
        "equipment.kit_called_back", locked.kit, by=by, at=at, number=locked.number, day=str(locked.in_force_from)
    )
    return locked


def _locked(version: KitVersion) -> KitVersion:
    return KitVersion.objects.select_for_update(of=("self",)).select_related("kit").get(pk=version.pk)


def _draft(version: KitVersion, *, by: User | None, at: datetime | None) -> KitVersion:
    _refuse_stranger(by, at)
    locked = _locked(version)
    if locked.in_force_from is not None:
        raise EquipmentError(_("A version in force stays as it is: make a copy of it."))
    return locked


def _refuse_stranger(by: User | None, at: datetime | None) -> None:
    if by is not None and not standing_of(by, at).is_secretariat:
        raise EquipmentError(_("Only the Secretariat changes standard kits."))
