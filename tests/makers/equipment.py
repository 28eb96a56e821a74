"""Equipment for tests: kinds of items, rooms, assets, kits. Whatever is not said is made up and unique."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from equipment.models import Asset, ItemType, Kit, KitLine, KitVersion
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
