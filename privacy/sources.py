"""The contract of personal data: how each app tells what it holds on one person, and how that is gathered.

A source is a function in an app's ``personal.py`` that takes a person and gives sections of plain values, worded in the
active language. It says by :func:`covers` which fields of which models it speaks for, so that a test can find a model
nobody speaks for. ``training_platform/wiring.py`` lists the sources.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils.module_loading import import_string

from network.models import Person

Value = str | int | bool | Decimal | date | datetime | None


@dataclass(frozen=True)
class PersonalFile:
    """A document that goes into the download. ``read`` gives its bytes, asked for only then."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Section:
    """One part of what is held. Each row maps a label to a plain value, all rows the same labels in the same order."""

    title: str
    rows: list[dict[str, Value]]
    note: str = ""
    files: list[PersonalFile] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        """The head of the table."""
        return list(self.rows[0]) if self.rows else []


Source = Callable[[Person], list[Section]]


def covers(*fields: str) -> Callable[[Source], Source]:
    """Say that a source speaks for these fields that point to a person: ``courses.Enrolment.person``."""

    def mark(source: Source) -> Source:
        source.covers = fields  # type: ignore[attr-defined]
        return source

    return mark


def sources() -> list[Source]:
    """Every source, in the order in which a person reads them."""
    return import_string(settings.PERSONAL_DATA)


def sections_of(person: Person) -> list[Section]:
    """Everything that the platform holds on ``person``, in the active language."""
    return [section for source in sources() for section in source(person)]
