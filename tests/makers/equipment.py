"""Equipment for tests: kinds of items, rooms, assets, kits. Whatever is not said is made up and unique."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from equipment.models import Asset, ItemType, Kit, KitLine, KitVersion, RoomProfile, TestCall
from network.models import Office, OfficeRoom
from tests.makers.network import make_office, make_person

_number = count(1)


def make_item_type(code: str = "", **overrides) -> ItemType:
    """A camera, unless told otherwise."""
    code = code or f"kind-{next(_number)}"
    fields = {
        "category": ItemType.Category.CAMERA,
        "serves": ["camera"],
        "name_es": f"Cámara {code}",
        "name_en": f"Camera {code}",
    }
    return ItemType.objects.create(code=code, **fields | overrides)


def make_office_room(office: Office | None = None, **overrides) -> OfficeRoom:
    """A room for twelve people of ``office``, or of an office of its own."""
    fields = {"name": f"Sala {next(_number)}", "capacity": 12}
    return OfficeRoom.objects.create(office=office or make_office(), **fields | overrides)


def make_asset(room: OfficeRoom | None = None, **overrides) -> Asset:
    """A good camera in service in ``room`` (or in a room of its own), in the hands of somebody of the office."""
    room = room or make_office_room(overrides.get("office"))
    number = next(_number)
    fields = {
        "tag": f"{room.office.code.upper()}-{number:04}",
        "office": room.office,
        "room": room,
        "status": Asset.Status.IN_SERVICE,
        "condition": Asset.Condition.GOOD,
        "manufacturer": "Fabricante",
        "serial": f"S{number}",
        "created_at": timezone.now(),
    }
    if "item_type" not in overrides:
        fields["item_type"] = ItemType.objects.filter(code="camera").first() or make_item_type("camera")
    if "custodian" not in overrides:
        fields["custodian"] = make_person(office=room.office)
    return Asset.objects.create(**fields | overrides)


def make_kit_version(*lines: tuple[ItemType, int], kit: Kit | None = None, **overrides) -> KitVersion:
    """A version in force since yesterday, with so many of each kind."""
    number = next(_number)
    kit = kit or Kit.objects.create(code=f"kit-{number}", name_es=f"Dotación {number}", name_en=f"Kit {number}")
    fields = {"number": kit.versions.count() + 1, "in_force_from": timezone.localdate() - timedelta(days=1)}
    version = KitVersion.objects.create(kit=kit, **fields | overrides)
    KitLine.objects.bulk_create(KitLine(version=version, item_type=kind, quantity=amount) for kind, amount in lines)
    return version


def make_whole_room(office: Office | None = None, name: str = "", **profile) -> OfficeRoom:
    """A room with all that Kit A asks for, good and in service, and a link; its inventory reported yesterday."""
    room = make_office_room(office, **({"name": name} if name else {}))
    custodian = make_person(office=room.office)
    room.custodian = custodian
    room.save()
    for code, quantity in {"codec": 1, "ptz-camera": 1, "mic-array": 2, "display": 2, "ups": 1, "link": 1}.items():
        for _each in range(quantity):
            make_asset(room, item_type=ItemType.objects.get(code=code), custodian=custodian)
    fields = {"kit": Kit.objects.get(code="A"), "technical_contact": custodian}
    RoomProfile.objects.create(room=room, **fields | {"reported_at": timezone.now() - timedelta(days=1)} | profile)
    return room


def make_test_call(room: OfficeRoom, **overrides) -> TestCall:
    """A call that went well in every respect, on a good line, a minute ago."""
    at = overrides.get("at") or timezone.now() - timedelta(minutes=1)
    fields = {"video": True, "audio": True, "sharing": True, "down_kbps": 25_000, "up_kbps": 12_000, "noted_at": at}
    line = {"loss_percent": Decimal("0.5"), "jitter_ms": 12, "rtt_ms": 90}
    return TestCall.objects.create(room=room, **fields | line | {"at": at} | overrides)
