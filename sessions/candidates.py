"""Whom a part in a session can be given to: found by name, and whether they are taken at that hour."""

import uuid
from dataclasses import dataclass

from calendars.sources import Busy, Window, busy
from network.models import Person
from network.querysets import PersonQuerySet
from network.rules import full_name, plain_name
from sessions.models import TrainingSession

MOST_FOUND = 20


def people_called(words: str) -> list[Person]:
    """People in whose name every one of ``words`` stands, whatever accents and capitals; at most twenty.

    Two questions: the names alone are compared, for neither database folds accents alike.
    """
    asked = plain_name(words).split()
    if not asked:
        return []
    names = Person.objects.current().without_closed_account().values_list("pk", "given_names", "family_names")
    found = [key for key, *name in names.in_order() if _holds(plain_name(full_name(*name)), asked)]
    return list(_with_places().filter(pk__in=found[:MOST_FOUND]).in_order())


def candidate(key: str) -> Person | None:
    """The person of that UUID; ``None`` for anything else."""
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    return _with_places().without_closed_account().filter(pk=wanted).first()


@dataclass(frozen=True)
class Occupation:
    """What else one person does while a session lasts, and which parts they have in it already."""

    conflicts: list[Busy]
    roles: list[str]


def occupation_of(person: Person, session: TrainingSession) -> Occupation:
    """Asked of every calendar source; the session itself is no conflict."""
    taken = busy(person, Window(session.starts_at, session.ends_at))
    parts = session.parts.filter(person=person)
    return Occupation(
        [span for span in taken if span.uid != session.uid], [part.get_role_display() for part in parts.in_order()]
    )


def _with_places() -> PersonQuerySet:
    return Person.objects.current().select_related("office__country", "user")


def _holds(name: str, asked: list[str]) -> bool:
    return all(word in name for word in asked)
