"""The addresses of bookings: the week of an office, booking, one booking, the use of rooms."""

from training_platform.access.address import ASK_THEN_CHANGE, POST_CHANGES, Address

BOOKINGS: tuple[Address, ...] = (
    Address("bookings:offices", "room_week"),
    Address("bookings:week", "room_week", thing="booking_office"),
    Address("bookings:book", "room_booking", {"GET": "C", "POST": "C"}, "booking_office"),
    Address("bookings:booking", "booking", thing="booking"),
    Address("bookings:change", "booking", ASK_THEN_CHANGE, "booking"),
    Address("bookings:cancel", "booking", POST_CHANGES, "booking"),
    Address("bookings:use", "room_use"),
    Address("bookings:use_xlsx", "room_use", {"GET": "X"}),
)
