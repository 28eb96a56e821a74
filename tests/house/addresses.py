"""Every address that the URL resolver knows, by name and route."""

from collections.abc import Iterator

from django.urls import URLResolver, get_resolver
from django.utils import translation


def walk(patterns, spaces: tuple[str, ...] = (), before: str = "") -> Iterator[tuple[str, str]]:
    """The full name (empty for none) and the route of every address."""
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, (*spaces, each.namespace) if each.namespace else spaces, route)
        else:
            yield ":".join((*spaces, each.name)) if each.name else "", route


def names_and_routes() -> list[tuple[str, str]]:
    with translation.override("en"):
        return list(walk(get_resolver().url_patterns))
