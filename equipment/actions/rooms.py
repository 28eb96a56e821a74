"""What is said of a room: kit and people, that its inventory is complete, what a fault cost."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from equipment.errors import EquipmentError
from equipment.locks import locked_profile
from equipment.models import AbsentKind, FaultMinutes, ItemType, Kit, LinkMeasure, RoomProfile
from equipment.querysets import offices_kept_by
from foundations.audit.actions import record_event
from network.models import OfficeRoom, Person, User
from network.querysets import standing_of


@dataclass(frozen=True)
class LineFigures:
    """What was measured of a line: kbit/s, loss in per cent, times in milliseconds; ``None``: not measured."""

    down_kbps: int | None = None
    up_kbps: int | None = None
    loss_percent: Decimal | None = None
    jitter_ms: int | None = None
    rtt_ms: int | None = None


NOT_MEASURED = LineFigures()


@transaction.atomic
def furnish_room(
    room: OfficeRoom, *, technical_contact: Person | None, by: User, at: datetime | None = None
) -> RoomProfile:
    """Say who helps when something fails in the room: somebody of its office. Raises :class:`EquipmentError`."""
    refuse_strangers(room, by=by, at=at)
    if technical_contact is not None and technical_contact.office_id != room.office_id:
        raise EquipmentError(_("The technical contact is of the office of the room."), field="technical_contact")
    profile = locked_profile(room)
    if profile.technical_contact == technical_contact:
        return profile
    profile.technical_contact = technical_contact
    profile.save(update_fields=["technical_contact"])
    record_event("equipment.room_contact_named", room, by=by, at=at)
    return profile


@transaction.atomic
def assign_kit(room: OfficeRoom, kit: Kit | None, *, by: User | None, at: datetime | None = None) -> RoomProfile:
    """Say which standard kit is due to the room, or none: the Secretariat's; ``by=None`` is the set-up."""
    if by is not None and not standing_of(by, at).is_secretariat:
        raise EquipmentError(_("The Secretariat decides which kit a room should have."))
    if kit is not None and kit.scope != Kit.Scope.ROOM:
        raise EquipmentError(_("This kit is not meant for a room."), field="kit")
    profile = locked_profile(room)
    if profile.kit == kit:
        return profile
    profile.kit = kit
    profile.save(update_fields=["kit"])
    record_event("equipment.room_kit_assigned", room, by=by, at=at, kit=kit.code if kit else "")
    return profile


@transaction.atomic
def report_inventory(room: OfficeRoom, *, by: User, at: datetime | None = None) -> RoomProfile:
    """The office says that all that stands in the room is entered: what is not, it does not have. Again it is newer."""
    refuse_strangers(room, by=by, at=at)
    profile = locked_profile(room)
    now = at or timezone.now()
    if profile.reported_at is not None and profile.reported_at >= now:
        return profile
    profile.reported_at, profile.reported_by = now, by.person
    profile.save(update_fields=["reported_at", "reported_by"])
    record_event("equipment.room_inventory_reported", room, by=by, at=at)
    return profile


@transaction.atomic
def tell_absent(
    room: OfficeRoom, kinds: Iterable[ItemType], *, by: User, at: datetime | None = None
) -> list[AbsentKind]:
    """The room has none of ``kinds``, and no other kind is said to be absent any more. Told twice it is once."""
    refuse_strangers(room, by=by, at=at)
    locked_profile(room)
    wanted = {kind.pk: kind for kind in kinds}
    held = {row.item_type_id for row in room.absent_kinds.all()}
    if held != set(wanted):
        room.absent_kinds.exclude(item_type__in=wanted).delete()
        now = at or timezone.now()
        AbsentKind.objects.bulk_create(
            AbsentKind(room=room, item_type=kind, told_at=now, told_by=by.person)
            for key, kind in wanted.items()
            if key not in held
        )
        codes = sorted(kind.code for kind in wanted.values())
        record_event("equipment.room_lacks_told", room, by=by, at=at, kinds=codes)
    return list(room.absent_kinds.select_related("item_type"))


@transaction.atomic
def keep_measure(
    room: OfficeRoom, *, line: LineFigures, source: str, by: User | None, at: datetime | None = None
) -> LinkMeasure | None:
    """Keep what a device check measured of the room's line, once by its ``source``; of a stranger's room nothing."""
    if by is not None and not _keeps(room, by=by, at=at):
        return None
    if line == NOT_MEASURED:
        return None
    measure, is_new = LinkMeasure.objects.get_or_create(
        source=source, defaults={"room": room, "at": at or timezone.now()} | asdict(line)
    )
    if is_new:
        record_event("equipment.line_measured", room, by=by, at=at)
    return measure


@transaction.atomic
def note_fault(
    room: OfficeRoom,
    *,
    session: uuid.UUID,
    incident: str,
    minutes: int,
    by: User | None,
    reason: str = "",
    at: datetime | None = None,
) -> FaultMinutes:
    """Minutes of a session that the room lost by a fault of its own. Told again, the same incident stays one."""
    fault, is_new = FaultMinutes.objects.get_or_create(
        room=room,
        incident=incident,
        defaults={"session": session, "minutes": minutes, "reason": reason.strip(), "at": at or timezone.now()},
    )
    if is_new:
        record_event("equipment.fault_noted", room, by=by, at=at, minutes=minutes)
    return fault


def _keeps(room: OfficeRoom, *, by: User, at: datetime | None) -> bool:
    offices = offices_kept_by(standing_of(by, at))
    return offices is None or room.office_id in offices


def refuse_strangers(room: OfficeRoom, *, by: User, at: datetime | None) -> None:
    """Raises :class:`EquipmentError` for whoever does not keep the room's office."""
    if not _keeps(room, by=by, at=at):
        raise EquipmentError(_("Only who keeps the rooms of the office, and the Secretariat, say what is in them."))
