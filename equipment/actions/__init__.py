"""Every change of the inventory: what may be done to an asset and around it."""

from equipment.actions.readings import keep_reading, take_readings
from equipment.actions.recording import keep_change, note_happening
from equipment.actions.rooms import (
    LineFigures,
    assign_kit,
    furnish_room,
    keep_measure,
    note_fault,
    record_test_call,
    report_inventory,
    tell_absent,
)

__all__ = [
    "LineFigures",
    "assign_kit",
    "furnish_room",
    "keep_change",
    "keep_measure",
    "keep_reading",
    "note_fault",
    "note_happening",
    "record_test_call",
    "report_inventory",
    "take_readings",
    "tell_absent",
]
