"""Thousands of rows put into a table by one statement.

``bulk_create`` makes an object of each row and a parameter of each value, which takes several times as long as the
database takes to store them. Here the rows go over as one JSON text, and PostgreSQL reads it as rows of the table.
SQLite, which is for the demonstration, gets them by ``bulk_create``.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connections, models, router


def write_rows(model: type[models.Model], rows: Sequence[Mapping[str, Any]], *, replacing: Sequence[str] = ()) -> None:
    """Insert ``rows``: values as the model has them, by the names of its attributes (``office_id``), alike in each.

    What a row does not name is the field's default; a key that the database does not give itself must be named. With
    ``replacing``, a row whose key is there already has these fields written anew instead. Signals are not sent, and
    nothing is validated but by the constraints of the database.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_statement(model, replacing), [_as_json(model, rows)])
        return
    how = {"update_conflicts": True, "unique_fields": [model._meta.pk.name], "update_fields": list(replacing)}
    model._base_manager.bulk_create([model(**row) for row in rows], **(how if replacing else {}))


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _statement(model: type[models.Model], replacing: Sequence[str]) -> str:
    """Of our own models' names alone; the rows are its one parameter."""
    table, key = model._meta.db_table, model._meta.pk.column
    columns = ", ".join(f'"{field.column}"' for field in _columns(model))
    told = f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::"{table}", %s::json)'  # noqa: S608
    if not replacing:
        return told
    anew = [model._meta.get_field(name).column for name in replacing]
    written = ", ".join(f'"{column}" = EXCLUDED."{column}"' for column in anew)
    return f'{told} ON CONFLICT ("{key}") DO UPDATE SET {written}'


def _as_json(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> str:
    first, fields = rows[0], _columns(model)
    defaults = {field.column: field.get_default() for field in fields if field.attname not in first}
    named = [(field.column, field.attname) for field in fields if field.attname in first]
    told = [{**defaults, **{column: row[name] for column, name in named}} for row in rows]
    return json.dumps(told, default=_plain, separators=(",", ":"))


def _plain(value: object) -> str:
    """Days and instants as ISO has them; keys, decimals and names of files as text."""
    return value.isoformat() if isinstance(value, date) else str(value)
