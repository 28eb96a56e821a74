"""What the inventory holds on a person."""

from django.utils.translation import gettext as _

from equipment.models import Custody, RoomProfile
from network.models import Person
from privacy.sources import Section, covers


@covers("equipment.Asset.custodian", "equipment.Custody.custodian", "equipment.RoomProfile.technical_contact")
def equipment_kept(person: Person) -> list[Section]:
    """What one answers for or answered for, and the rooms in which one helps."""
    kept = Custody.objects.filter(custodian=person).select_related("asset__item_type")
    helped = RoomProfile.objects.filter(technical_contact=person).select_related("room")
    return [
        Section(
            _("Equipment in your custody"),
            [
                {
                    _("Asset tag"): row.asset.tag,
                    _("Kind of item"): row.asset.item_type.name,
                    _("From"): row.starts_at,
                    _("Until"): row.ends_at,
                }
                for row in kept
            ],
        ),
        Section(_("Rooms in which you are the technical contact"), [{_("Room"): row.room.name} for row in helped]),
    ]
