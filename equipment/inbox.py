"""What is due about bookings: to find another room where one's own booking gave way."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from equipment.bookings.words import thing_said
from equipment.models import Booking
from network.inbox import Due, Kind
from network.models import User
from network.querysets import standing_of


def bookings_displaced(user: User, at: datetime) -> list[Due]:
    """Bookings of one's own that gave way, until one has booked those hours anew or they are over. One question."""
    if standing_of(user).office_id is None:
        return []
    return [
        Due(
            what=_("Find another room or hour: your booking of “%(thing)s” gave way to the network")
            % {"thing": thing_said(booking)},
            url=reverse("bookings:booking", args=[booking.pk]),
            kind=Kind.SESSION,
            due_at=booking.starts_at,
            why=_("The reason stands with it. It was booked from:"),
        )
        for booking in Booking.objects.displaced_from(user.person_id, at).with_things()
    ]
