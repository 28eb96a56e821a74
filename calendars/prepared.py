"""Questions that are asked all day and whose SQL is written once.

Django writes the SQL of a queryset anew at each asking, which costs several times what the database takes to answer. A
:class:`Prepared` question has it written once for each connection, from a queryset like any other, and puts the values
of each asking in their places.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True)
class Place:
    """What stands in for a value while the SQL is written: two examples, unlike any other value of the question."""

    field: models.Field
    examples: tuple[object, object]

    def adapted(self, value: object, connection: BaseDatabaseWrapper) -> object:
        """As the database takes it."""
        return self.field.get_db_prep_value(value, connection)


@dataclass(frozen=True)
class _Written:
    compiler: SQLCompiler
    sql: str
    params: tuple
    names: Mapping[int, str]


class Prepared:
    """``build(**values)`` gives the queryset (of ``values_list``); ``places`` the values that change, by name."""

    def __init__(self, build: Callable[..., models.QuerySet], places: Mapping[str, Place]) -> None:
        self.build, self.places = build, places
        self.written: WeakKeyDictionary[BaseDatabaseWrapper, _Written] = WeakKeyDictionary()

    def rows(self, **values: object) -> list[tuple]:
        """The answer, as the queryset itself would give it; one question."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = self.written.get(connection) or self._write(connection)
        adapted = {name: self.places[name].adapted(values[name], connection) for name in set(written.names.values())}
        params = [
            adapted[written.names[number]] if number in written.names else param
            for number, param in enumerate(written.params)
        ]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            found = cursor.fetchall()
        return list(written.compiler.results_iter(results=[found], tuple_expected=True))

    def _write(self, connection: BaseDatabaseWrapper) -> _Written:
        """Once for a connection. Raises ``RuntimeError`` where a value is not found in its place: none is ever kept."""
        (compiler, sql, params), (_other, same, others) = (self._compiled(connection, turn) for turn in (0, 1))
        examples = {
            name: tuple(place.adapted(example, connection) for example in place.examples)
            for name, place in self.places.items()
        }
        names = {}
        for number, pair in enumerate(zip(params, others, strict=True)):
            if pair[0] != pair[1]:
                names[number] = next((name for name, example in examples.items() if example == pair), "")
        if sql != same or "" in names.values():
            raise RuntimeError("This question cannot be prepared: its values are not found in their places.")
        written = self.written[connection] = _Written(compiler, sql, params, names)
        return written

    def _compiled(self, connection: BaseDatabaseWrapper, turn: int) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
        found = self.build(**{name: place.examples[turn] for name, place in self.places.items()})
        compiler = found.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return compiler, sql, tuple(params)
