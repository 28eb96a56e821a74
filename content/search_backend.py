"""The search of the database, with every query made harmless first: on our pages, in the admin, in its choosers.

SQLite's full-text search takes a quotation mark, a bracket or ``NEAR(`` for its own syntax and fails; PostgreSQL takes
no NUL. So a query is its words and nothing else: letters and figures, a limited number of them.
"""

import re
from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery
from wagtail.search.backends import database

WORD = re.compile(r"[^\W_]+")
MOST_WORDS, MOST_LETTERS = 12, 200
AUTOCOMPLETE_CONFIG = "simple_unaccent"


def words_of(text: str) -> list[str]:
    """The words of a query, as they were typed; no more than :data:`MOST_WORDS` and :data:`MOST_LETTERS` letters."""
    return WORD.findall(text[:MOST_LETTERS])[:MOST_WORDS]


def cleaned(query: Any) -> Any:
    """The same query with words only; ``""``, which finds nothing, where none is left."""
    if isinstance(query, str):
        return " ".join(words_of(query))
    if isinstance(query, PlainText | Phrase | Fuzzy):
        query.query_string = " ".join(words_of(query.query_string))
        return query if query.query_string else ""
    if isinstance(query, And | Or):
        parts = [part for part in map(cleaned, query.subqueries) if part != ""]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), "")
    if isinstance(query, Not | Boost):
        inner = cleaned(query.subquery)
        return "" if inner == "" else _around(query, inner)
    return query


def _around(query: Not | Boost, inner: SearchQuery) -> SearchQuery:
    return Not(inner) if isinstance(query, Not) else Boost(inner, query.boost)


class CleanQueries:
    """Before any of the database's own backends."""

    def _search(self, compiler: type, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        return super()._search(compiler, cleaned(query), model_or_queryset, **options)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - the name that Wagtail looks for
    """The backend of the database in use; on PostgreSQL what is being typed is compared without accents as well."""
    backend = database.SearchBackend(params)
    backend.__class__ = type("CleanSearchBackend", (CleanQueries, type(backend)), {})
    if getattr(backend, "autocomplete_config", None):
        backend.autocomplete_config = AUTOCOMPLETE_CONFIG
    return backend
