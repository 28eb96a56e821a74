"""Every change of the inventory: what may be done to an asset and around it; bookings of rooms and single items."""

from equipment.actions.bookings import book_asset, book_room, cancel_booking, change_hours
from equipment.actions.session_bookings import (
    book_for_session,
    extend_session_bookings,
    free_session_rooms,
    move_session_bookings,
)

__all__ = [
    "book_asset",
    "book_for_session",
    "book_room",
    "cancel_booking",
    "change_hours",
    "extend_session_bookings",
    "free_session_rooms",
    "move_session_bookings",
]
