"""Who may do what: the permission matrix of the whole platform as data, proven by a test that walks every address.

``roles`` the ten roles, the deeds, how far they reach · ``table`` the rows · ``addresses`` every URL name and its row,
``libraries`` those of Wagtail and allauth · ``answers`` what follows for a role at an address. The page *Who can see
what* is made of the same rows.
"""

from training_platform.access.address import Address, Refusal
from training_platform.access.addresses import ALL_OURS, address_of
from training_platform.access.answers import Answer, expected_answer
from training_platform.access.libraries import LIBRARIES, UNNAMED, Library, library_of
from training_platform.access.resources import Difference, Resource, Topic
from training_platform.access.roles import Deed, Reach, Right, Role
from training_platform.access.table import RESOURCES, ROWS

__all__ = [
    "ALL_OURS",
    "LIBRARIES",
    "RESOURCES",
    "ROWS",
    "UNNAMED",
    "Address",
    "Answer",
    "Deed",
    "Difference",
    "Library",
    "Reach",
    "Refusal",
    "Resource",
    "Right",
    "Role",
    "Topic",
    "address_of",
    "expected_answer",
    "library_of",
]
