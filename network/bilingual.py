"""Words kept in two columns, read in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language


class Bilingual:
    """Reads ``<name>_es`` or ``<name>_en`` by the active language; a missing one is stood in for by the other.

    ``label`` heads its column in lists of the admin.
    """

    def __init__(self, label: Promise | str = "") -> None:
        self.short_description = label

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return in_my_language(getattr(instance, f"{self.name}_es"), getattr(instance, f"{self.name}_en"))


def in_my_language(spanish: Any, english: Any) -> Any:
    """The one of two columns that the reader reads; where it is missing, the other."""
    return (english or spanish) if (get_language() or "es").startswith("en") else (spanish or english)


def language_of(instance: object, name: str) -> str:
    """The language in which the Bilingual ``name`` is read now: the page's, or that of the one filled column."""
    active, other = ("en", "es") if (get_language() or "es").startswith("en") else ("es", "en")
    return active if getattr(instance, f"{name}_{active}") or not getattr(instance, f"{name}_{other}") else other
