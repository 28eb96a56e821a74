"""Changes to the people of the network."""

from datetime import datetime

from django.db import transaction

from foundations.audit.actions import record_event
from network.models import Person, User


@transaction.atomic
def register_person(*, by: User | None, at: datetime | None = None, **fields) -> Person:
    """Add somebody whom records will speak of; ``fields`` are those of :class:`network.models.Person`.

    Raises ``ValidationError`` on a name that cannot be printed.
    """
    person = Person(**fields)
    person.full_clean()
    person.save(force_insert=True)
    record_event("network.person_registered", person, by=by, at=at)
    return person
