"""The lock on a workshop: whoever changes it or its seats comes one after the other (docs/decisions/0002)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from courses.models import Workshop


def locked_workshop(workshop: Workshop) -> Workshop:
    """The row under its lock, within the caller's transaction."""
    return Workshop.objects.select_for_update().get(pk=workshop.pk)


@contextmanager
def seats_locked(workshop: Workshop) -> Iterator[Workshop]:
    """One at a time: the workshop's row is locked while its seats are counted and taken.

    PostgreSQL holds the row by ``FOR UPDATE``; SQLite holds the whole database by ``BEGIN IMMEDIATE``.
    """
    with transaction.atomic():
        yield locked_workshop(workshop)
