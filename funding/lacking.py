"""What the rooms of offices lack of the kit that is due to them (R76). What was not reported is told apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, QuerySet

from equipment.models import Asset, ItemType, KitLine, KitVersion, RoomProfile
from funding.rules import lacking
from network.models import OfficeRoom


@dataclass(frozen=True)
class Lack:
    """So many of one kind that are due to a room, and how many there are that can be used."""

    item_type: ItemType
    wanted: int
    usable: int

    @property
    def quantity(self) -> int:
        return lacking(self.wanted, self.usable)


@dataclass(frozen=True)
class RoomLacks:
    """A room with the kit that is due to it. Of one whose inventory was never reported nothing is counted."""

    room: OfficeRoom
    kit_version: KitVersion
    is_reported: bool
    lacks: Sequence[Lack] = field(default=())


def lacks_of(rooms: QuerySet[OfficeRoom], *, at: datetime | None = None) -> list[RoomLacks]:
    """Each of ``rooms`` that a kit is due to, in their order: what it lacks of the version in force. Four questions."""
    profiles = {profile.room_id: profile for profile in RoomProfile.objects.filter(room__in=rooms, kit__isnull=False)}
    versions = {version.kit_id: version for version in KitVersion.objects.in_force(at).select_related("kit")}
    due: dict[int, list[KitLine]] = {}
    tracked = KitLine.objects.filter(version__in=versions.values(), item_type__is_tracked=True)
    for line in tracked.select_related("item_type"):
        due.setdefault(line.version_id, []).append(line)
    usable = Counter(
        {
            (row["room"], row["item_type"]): row["number"]
            for row in Asset.objects.usable()
            .filter(room__in=profiles)
            .order_by()
            .values("room", "item_type")
            .annotate(number=Count("pk"))
        }
    )
    found = []
    for room in rooms:
        profile = profiles.get(room.pk)
        version = versions.get(profile.kit_id) if profile else None
        if profile is None or version is None:
            continue
        is_reported = profile.reported_at is not None
        lacks = [
            Lack(line.item_type, line.quantity, usable[room.pk, line.item_type_id]) for line in due.get(version.pk, ())
        ]
        found.append(
            RoomLacks(room, version, is_reported, [lack for lack in lacks if lack.quantity] if is_reported else ())
        )
    return found
