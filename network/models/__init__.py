"""Facts about the network: countries, offices and their parts, people, accounts, and who stands where."""

from network.models.accounts import AccountDecision, FactorReset, SecretLink, User
from network.models.communications import Communication
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
from network.models.passing_on import MOST_REACHED, PassedOn
from network.models.people import Appointment, Person

__all__ = [
    "MOST_REACHED",
    "AccountDecision",
    "Appointment",
    "BilingualName",
    "Communication",
    "Country",
    "FactorReset",
    "FormerName",
    "Institution",
    "NamedInTime",
    "Office",
    "OfficeFormerName",
    "OfficeRoom",
    "PassedOn",
    "Person",
    "School",
    "SchoolFormerName",
    "SecretLink",
    "Unit",
    "User",
]
