"""Rooms of offices and single items, booked for some hours."""

from django.utils.translation import gettext_lazy as _

from training_platform.access.resources import Resource, Topic, columns, differs
from training_platform.access.rows.reasons import LEAST_RIGHT

BOOKINGS: tuple[Resource, ...] = (
    Resource(
        "room_week",
        _("The week of an office: when its rooms are taken"),
        Topic.NETWORK,
        columns(PR="R:office", CP="R:office", NS="R:office", EC="R:office", RS="R:all", SE="R:all"),
        notes=(_("Prosecutors see that a room is taken; by whom and what for, its keepers alone."),),
        differences=(differs(LEAST_RIGHT, AD="R:all"),),
    ),
    Resource(
        "room_booking",
        _("Booking a room of an office"),
        Topic.NETWORK,
        columns(PR="C:office", CP="C:office", NS="C:office", EC="C:office", SE="C:all"),
        notes=(
            _("People of an office book for national use, its contact points and custodians also for the network."),
            _("The Secretariat books for the network alone. Single items are booked by who keeps them."),
        ),
    ),
    Resource(
        "booking",
        _("Bookings: their hours, their office, what became of them"),
        Topic.NETWORK,
        columns(PR="RU:own", CP="RU:office RU:own", NS="RU:own", EC="RU:office RU:own", RS="R:all", SE="R:all U:own"),
        notes=(_("National use gives way to the network alone, with a reason and an e-mail to whoever booked."),),
        differences=(
            differs(_("What an office does in its rooms is its own business."), NS="R:country", AD="R:all"),
            differs(
                _("The Secretariat takes hours for the network with a reason; it moves no booking of an office."),
                SE="RCUD:all",
            ),
        ),
    ),
    Resource(
        "booking_purpose",
        _("What a room is booked for, and by whom"),
        Topic.NETWORK,
        columns(PR="R:own", CP="R:office R:own", NS="R:own", EC="R:office R:own", RS="R:own", SE="R:own"),
        notes=(_("It stands in no calendar, no e-mail and no log."),),
    ),
    Resource(
        "room_use",
        _("Hours of network and national use, by room and month"),
        Topic.NETWORK,
        columns(CP="RX:office", EC="RX:office", SE="RX:all"),
    ),
)
