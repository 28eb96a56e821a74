"""Facts about equipment: kinds of items, assets and their history, kits, rooms, test calls, bookings, rounds."""

from equipment.models.assets import Asset, AssetEvent, AssetFile, Custody, Maintenance
from equipment.models.bookings import Booking
from equipment.models.catalogue import ExchangeRate, ItemType, Supplier
from equipment.models.kits import Kit, KitLine, KitVersion
from equipment.models.rooms import AbsentKind, FaultMinutes, LinkMeasure, ReadinessReading, RoomProfile, TestCall
from equipment.models.rounds import VerificationRound, VerificationRow
from equipment.models.transfers import AssetReminder, Transfer

__all__ = [
    "AbsentKind",
    "Asset",
    "AssetEvent",
    "AssetFile",
    "AssetReminder",
    "Booking",
    "Custody",
    "ExchangeRate",
    "FaultMinutes",
    "ItemType",
    "Kit",
    "KitLine",
    "KitVersion",
    "LinkMeasure",
    "Maintenance",
    "ReadinessReading",
    "RoomProfile",
    "Supplier",
    "TestCall",
    "Transfer",
    "VerificationRound",
    "VerificationRow",
]
