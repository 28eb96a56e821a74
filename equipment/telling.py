"""The inventory in words: what an asset is, and what happened to it, told to somebody who may not read everything.

Names of rooms and of people are told where they are of the reader's own offices; of others, only that they are.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from equipment.models import Asset, AssetEvent, AssetFile, Maintenance
from equipment.querysets import offices_of
from equipment.specs import NO, YES, fields_of
from network.models import Institution, Office, OfficeRoom, Person, User
from network.querysets import standing_of

NOTHING = "—"
# What a history keeps beside the fields of an asset.
KINDS = {**dict(Maintenance.Kind.choices), **dict(AssetFile.Kind.choices)}


@dataclass(frozen=True)
class Told:
    """One fact with its name; ``before`` is empty where there was nothing to compare with."""

    label: str
    after: str
    before: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of a history."""

    event: AssetEvent
    who: str
    changes: list[Told]


def spec_of(asset: Asset) -> list[Told]:
    """The specification in the reader's language, in the order of its kind; what is not told is left out."""
    return [
        Told(each.label, _spec_words(asset.spec[each.key], each.unit))
        for each in fields_of(asset.item_type.spec_schema)
        if each.key in asset.spec
    ]


def _spec_words(value: object, unit: str = "") -> str:
    if isinstance(value, bool):
        return str(YES if value else NO)
    words = number_format(value, use_l10n=True) if isinstance(value, int) else str(value)
    return f"{words} {unit}".strip()


def history_of(asset: Asset, user: User, events: Iterable[AssetEvent] | None = None) -> list[Entry]:
    """What happened to an asset, the last first. Five questions, however long it is."""
    found = list(asset.events.all() if events is None else events)
    names = _Names(found, user)
    return [Entry(event, names.who(event.by), _changes(event, names, asset)) for event in found]


def _changes(event: AssetEvent, names: "_Names", asset: Asset) -> list[Told]:
    told = []
    for name in sorted(set(event.before) | set(event.after), key=_order):
        if name == "spec":
            told += _spec_changes(event, asset)
        elif name not in {"created_at", "verified_at"}:
            before, after = names.words(name, event.before.get(name)), names.words(name, event.after.get(name))
            if after != NOTHING or before != NOTHING:
                told.append(Told(_label(name), after, before))
    return told


def _spec_changes(event: AssetEvent, asset: Asset) -> list[Told]:
    before, after = event.before.get("spec") or {}, event.after.get("spec") or {}
    known = {each.key: each for each in fields_of(asset.item_type.spec_schema)}

    def words(spec: dict, key: str) -> str:
        return _spec_words(spec[key], known[key].unit if key in known else "") if key in spec else NOTHING

    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [Told(known[key].label if key in known else key, words(after, key), words(before, key)) for key in changed]


FIELDS = {field.name: field for field in Asset._meta.concrete_fields}
ORDER = {name: place for place, name in enumerate(FIELDS)}


def _order(name: str) -> int:
    return ORDER.get(name, len(ORDER))


def _label(name: str) -> str:
    if name in FIELDS:
        return capfirst(str(FIELDS[name].verbose_name))
    return capfirst({"kind": _("kind"), "started_on": _("begun on"), "completed_on": _("completed on")}.get(name, name))


class _Names:
    """The rows that a history names by their keys, fetched together; and what the reader may read of them."""

    def __init__(self, events: list[AssetEvent], user: User) -> None:
        self.offices = offices_of(standing_of(user))
        self.rows = {
            model: model._default_manager.in_bulk(self._keys(events, model))
            for model in (Person, OfficeRoom, Office, Institution)
        }
        self.rest: dict[tuple[str, Any], str] = {}

    @staticmethod
    def _keys(events: list[AssetEvent], model: type[models.Model]) -> set:
        fields = [name for name, field in FIELDS.items() if field.related_model is model]
        keys = {kept.get(name) for event in events for kept in (event.before, event.after) for name in fields}
        if model is Person:
            keys |= {event.by for event in events}
            return {key if isinstance(key, uuid.UUID) else uuid.UUID(key) for key in keys if key}
        return {key for key in keys if key}

    def _is_told(self, row: Person | OfficeRoom) -> bool:
        return self.offices is None or row.office_id in self.offices

    def who(self, key: uuid.UUID | None) -> str:
        """Who did it."""
        if key is None:
            return _("the platform")
        person = self.rows[Person].get(key)
        if person is None:
            return _("somebody whose record is gone")
        return person.full_name if self._is_told(person) else _("another office or the Secretariat")

    def words(self, name: str, value: Any) -> str:
        """A kept value as a person reads it."""
        field = FIELDS.get(name)
        if value in (None, ""):
            return str(dict(field.flatchoices).get(value, NOTHING)) if field is not None and value == "" else NOTHING
        if field is None:
            return str(KINDS.get(value, _plain(value)))
        if field.is_relation:
            return self._row_words(field.related_model, value)
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        return _plain(value)

    def _row_words(self, model: type[models.Model], key: Any) -> str:
        if model not in self.rows:  # a kind or a supplier, which seldom change: asked when they do
            if (model.__name__, key) not in self.rest:
                self.rest[model.__name__, key] = str(model._default_manager.filter(pk=key).first() or key)
            return self.rest[model.__name__, key]
        row = self.rows[model].get(uuid.UUID(key) if model is Person else key)
        if row is None:
            return str(key)
        if isinstance(row, Person | OfficeRoom) and not self._is_told(row):
            return _("of another office")
        return row.full_name if isinstance(row, Person) else str(row)


def _plain(value: Any) -> str:
    try:
        return date_format(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)
