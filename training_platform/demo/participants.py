"""Who took part in the virtual workshops of 2011: the network's own table, and people enough to fill it.

Dates and counts are those of the network's record; the people are invented.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, pairwise

from django.db import transaction

from network.actions import register_person
from network.models import Office, Person
from training_platform.demo.names import combined_names
from training_platform.demo.people import prosecutors_of

SINCE = datetime(2011, 5, 16, 15, tzinfo=UTC)

# Prosecutors and police of each office in the first, the second and the third workshop: 69, 75 and 80 people.
TABLE = {
    "BZ": ((2, 0), (2, 1), (2, 1)),
    "CO": ((5, 1), (5, 1), (6, 1)),
    "CR": ((7, 1), (7, 2), (7, 2)),
    "DO": ((6, 2), (7, 1), (7, 1)),
    "GT": ((8, 2), (9, 2), (8, 2)),
    "HN": ((7, 1), (7, 2), (8, 2)),
    "MX": ((4, 0), (4, 0), (5, 1)),
    "NI": ((5, 1), (5, 1), (6, 1)),
    "PA": ((6, 1), (7, 2), (7, 2)),
    "SV": ((8, 2), (8, 2), (9, 2)),
}
# Prosecutors who took part in two of the three: two of these offices, one of each other; thirteen in all.
TWICE = {"GT": 2, "HN": 2, "SV": 2}


@dataclass(frozen=True)
class Delegation:
    """Whom an office sent: to each of the three workshops its prosecutors, then its police."""

    office: Office
    workshops: tuple[list[Person], list[Person], list[Person]]


@transaction.atomic
def gather_delegations() -> list[Delegation]:
    """Everybody of the table by office, registered where missing; those past the eight with accounts have none."""
    return [_delegation_of(office) for office in Office.objects.in_order()]


def _delegation_of(office: Office) -> Delegation:
    prosecutors, police = zip(*TABLE[office.code], strict=True)
    twice = TWICE.get(office.code, 1)
    needed = sum(prosecutors) - twice
    known = prosecutors_of(office)[:needed]
    names = combined_names(office.code, needed - len(known) + sum(police))
    others = [_registered(office, *name, kind="prosecutor") for name in names[: needed - len(known)]]
    officers = [_registered(office, *name, kind="investigator") for name in names[needed - len(known) :]]
    people = [*known, *others]
    # Those who came twice were at the first workshop and came again to the third.
    called = _shared_out([*people, *people[:twice]], prosecutors)
    return Delegation(
        office, tuple(sent + seen for sent, seen in zip(called, _shared_out(officers, police), strict=True))
    )


def _shared_out(people: list[Person], counts: tuple[int, ...]) -> list[list[Person]]:
    """The first so many, the next so many, and so on."""
    return [people[start:end] for start, end in pairwise([0, *accumulate(counts)])]


def _registered(office: Office, given_names: str, family_names: str, *, kind: str) -> Person:
    known = office.people.filter(given_names=given_names, family_names=family_names, kind=kind, user__isnull=True)
    return known.first() or register_person(
        given_names=given_names, family_names=family_names, kind=kind, office=office, by=None, at=SINCE
    )
