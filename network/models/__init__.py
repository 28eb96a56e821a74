"""Facts about the network: countries, offices and their parts, people, accounts, and who stands where."""

from network.models.accounts import User
from network.models.institutions import (
    Country,
    Institution,
    Office,
    OfficeFormerName,
    OfficeRoom,
    School,
    SchoolFormerName,
    Unit,
)
from network.models.names import BilingualName, FormerName, NamedInTime
from network.models.people import Appointment, Person

__all__ = [
    "Appointment",
    "BilingualName",
    "Country",
    "FormerName",
    "Institution",
    "NamedInTime",
    "Office",
    "OfficeFormerName",
    "OfficeRoom",
    "Person",
    "School",
    "SchoolFormerName",
    "Unit",
    "User",
]
