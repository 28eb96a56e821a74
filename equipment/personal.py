"""What the inventory holds on a person."""

from django.utils.translation import gettext as _

from equipment.bookings.words import thing_said
from equipment.models import Booking, Custody, RoomProfile
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


@covers("equipment.Booking.booked_by")
def bookings_made(person: Person) -> list[Section]:
    """What one booked, when and what for; and what became of it."""
    made = Booking.objects.filter(booked_by=person).with_things()
    return [
        Section(
            _("Bookings of rooms and equipment"),
            [
                {
                    _("What"): thing_said(row),
                    _("Use"): row.get_use_display(),
                    _("Purpose"): row.purpose,
                    _("From"): row.starts_at,
                    _("Until"): row.ends_at,
                    _("Booked at"): row.booked_at,
                    _("Called off at"): row.cancelled_at,
                    _("Reasons"): row.cancel_reason,
                }
                for row in made
            ],
        )
    ]
