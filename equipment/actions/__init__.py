"""Every change of the inventory: what may be done to an asset and around it; bookings of rooms and single items."""

from equipment.actions.assets import AT_ENTRY, EDITABLE, assess_asset, register_asset, revise_asset
from equipment.actions.booking_words import forget_bookings
from equipment.actions.bookings import book_asset, book_room, cancel_booking, change_hours
from equipment.actions.custody import file_signed_act, hand_over, place_asset
from equipment.actions.files import add_file, remove_file
from equipment.actions.kits import call_back_version, copy_version, put_in_force, set_lines
from equipment.actions.life import move_asset
from equipment.actions.maintenance import begin_maintenance, complete_maintenance
from equipment.actions.readings import keep_reading, take_readings
from equipment.actions.recording import keep_change, keep_sightings, note_happening
from equipment.actions.reminders import send_reminders
from equipment.actions.rooms import (
    LineFigures,
    assign_kit,
    furnish_room,
    keep_measure,
    note_fault,
    report_inventory,
    tell_absent,
)
from equipment.actions.rounds import close_round, note_seen, open_round, sign_round, take_back_sighting
from equipment.actions.session_bookings import (
    book_for_session,
    extend_session_bookings,
    free_session_rooms,
    move_session_bookings,
)
from equipment.actions.test_calls import correct_test_call, record_test_call, withdraw_test_call
from equipment.actions.transfers import accept_transfer, ask_transfer, end_transfer

__all__ = [
    "AT_ENTRY",
    "EDITABLE",
    "LineFigures",
    "accept_transfer",
    "add_file",
    "ask_transfer",
    "assess_asset",
    "assign_kit",
    "begin_maintenance",
    "book_asset",
    "book_for_session",
    "book_room",
    "call_back_version",
    "cancel_booking",
    "change_hours",
    "close_round",
    "complete_maintenance",
    "copy_version",
    "correct_test_call",
    "end_transfer",
    "extend_session_bookings",
    "file_signed_act",
    "forget_bookings",
    "free_session_rooms",
    "furnish_room",
    "hand_over",
    "keep_change",
    "keep_measure",
    "keep_reading",
    "keep_sightings",
    "move_asset",
    "move_session_bookings",
    "note_fault",
    "note_happening",
    "note_seen",
    "open_round",
    "place_asset",
    "put_in_force",
    "record_test_call",
    "register_asset",
    "remove_file",
    "report_inventory",
    "revise_asset",
    "send_reminders",
    "set_lines",
    "sign_round",
    "take_back_sighting",
    "take_readings",
    "tell_absent",
    "withdraw_test_call",
]
