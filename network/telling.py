"""How the administration tells a value: in the reader's words, never as the database holds it.

Instants are not worded here: the templates put them on the clocks (``{% clock %}``).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from network.models import Office, OfficeRoom, Person, School, Unit, User

# What a list of records fetches along with each row, so that whoever is told with a country costs no further question.
FETCHED_WITH: dict[type[models.Model], tuple[str, ...]] = {
    Office: ("country",),
    Unit: ("office__country",),
    School: ("office__country",),
    OfficeRoom: ("office__country",),
    Person: ("office__country", "institution"),
    User: ("person__office__country", "person__institution"),
}


def words_of(value: object) -> str:
    """Any value of a record, in words; nothing where there is none.

    Yes and no, days of the calendar, numbers as they are written here; people and whatever belongs to an office with
    their country; several of them one after the other.
    """
    if isinstance(value, models.Manager):
        value = fetched_with(value.all())
    if isinstance(value, (list, tuple, models.QuerySet)):
        return ", ".join(words_of(each) for each in value)
    return record_words(value) if isinstance(value, models.Model) else _plain_words(value)


def _plain_words(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value % 1 else int(value))
    return "" if value is None else str(value)


def record_words(record: models.Model) -> str:
    """A record as it is chosen from a list or named in a sentence."""
    if isinstance(record, User):
        return person_words(record.person)
    if isinstance(record, Person):
        return person_words(record)
    if isinstance(record, Office):
        return f"{record.country.name}: {record.name}"
    if isinstance(record, (Unit, School, OfficeRoom)):
        return f"{record.office.country.name}: {record.name}"
    return str(record)


def person_words(person: Person) -> str:
    """``Lucía Andino (Honduras, Ministerio Público)``; of whoever is of no office, the institution."""
    if person.office:
        return f"{person.full_name} ({person.office.country.name}, {person.office.name})"
    return f"{person.full_name} ({person.institution.name})" if person.institution else person.full_name


def choice_words(record: models.Model) -> str:
    """A record in a list to choose from: people stand in it by their family names, as the list is ordered."""
    if not isinstance(record, Person) or not record.family_names:
        return record_words(record)
    words = person_words(record)
    return f"{record.family_names}, {record.given_names}{words.removeprefix(record.full_name)}"


def brief_words(value: object) -> str:
    """The same where room is short, as in a cell: of an office its country, of a person the name."""
    if isinstance(value, Office):
        return value.country.name
    if isinstance(value, (Person, User)):
        return str(value)
    return words_of(value)


def fetched_with(records: models.QuerySet) -> models.QuerySet:
    """``records`` with what :func:`record_words` needs of each."""
    paths = FETCHED_WITH.get(records.model)
    return records.select_related(*paths) if paths else records


def relations_told(model: type[models.Model], names: Iterable[object]) -> list[str]:
    """Which relations to fetch with rows of ``model`` whose fields of these ``names`` are told in cells."""
    own = {field.name: field for field in model._meta.fields if isinstance(field, models.ForeignKey)}
    paths: list[str] = []
    for name in names:
        if isinstance(name, str) and name in own:
            further = FETCHED_WITH.get(own[name].related_model, ()) if own[name].related_model is not Person else ()
            paths += [f"{name}__{path}" for path in further] or [name]
    return paths
