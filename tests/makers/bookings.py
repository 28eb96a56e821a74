"""Bookings for tests, written straight to the table."""

from datetime import timedelta

from django.utils import timezone

from equipment.models import Asset, Booking
from network.models import OfficeRoom
from tests.makers.equipment import make_office_room


def make_booking(thing: OfficeRoom | Asset | None = None, **overrides) -> Booking:
    """An hour of tomorrow of a room (of one of its own) for national use, by nobody unless told."""
    thing = thing or make_office_room()
    starts_at = overrides.pop("starts_at", None) or (timezone.now() + timedelta(days=1)).replace(microsecond=0)
    fields = {
        "office": thing.office,
        "use": Booking.Use.NATIONAL,
        "purpose": "Reunión de la unidad",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "booked_at": timezone.now(),
        "asset" if isinstance(thing, Asset) else "room": thing,
    }
    return Booking.objects.create(**fields | overrides)
