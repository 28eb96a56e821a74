"""The search over pages, curricula and workshops: only what the reader may open is found, and only that is counted.

Pages and curricula are asked of the database's full-text search (:mod:`content.search_backend`). Workshops are records,
some dozens in a year: their words are compared here, so that both databases answer alike, accents and case ignored.
What was searched for is written nowhere.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet
from wagtail.search.query import And, Or, PlainText

from content.querysets import readable
from content.search_backend import MOST_LETTERS, words_of
from courses.models import CoursePage, Workshop

SHOWN_OF_EACH, SHOWN_OF_ONE, MOST_LEAVES = 5, 10, 20
SHORTEST_INFLECTED = 4
WORKSHOP_WORDS = ("title_es", "title_en", "summary_es", "summary_en")


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how much in all (``leaf.paginator.count``), and the leaf of it that is shown."""

    code: str
    title: Promise
    leaf: Leaf

    @property
    def count(self) -> int:
        """Only what the reader may open."""
        return self.leaf.paginator.count


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``?q=`` finds in all kinds, the first of each; ``&in=`` in one kind, leaf by leaf (``&page=``)."""
    query = request.GET.get("q", "")[:MOST_LETTERS]
    words = words_of(query)
    chosen = request.GET.get("in", "")
    codes = [chosen] if chosen in KINDS else list(KINDS)
    groups = [group_of(code, request, words, is_alone=chosen in KINDS) for code in codes] if words else []
    context = {
        "query": query,
        "was_asked": bool(query.strip()),
        "groups": [group for group in groups if group.count],
        "count": sum(group.count for group in groups),
        "is_alone": chosen in KINDS,
        "shown_of_each": SHOWN_OF_EACH,
        "most_letters": MOST_LETTERS,
        "most_leaves": MOST_LEAVES,
    }
    return render(request, "training_platform/search.html", context)


def group_of(code: str, request: HttpRequest, words: list[str], *, is_alone: bool) -> Group:
    """One kind; beside others its first leaf alone."""
    title, find = KINDS[code]
    leaves = Paginator(find(request, words), SHOWN_OF_ONE if is_alone else SHOWN_OF_EACH)
    asked = request.GET.get("page", "") if is_alone else ""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    leaf = leaves.page(max(1, min(number, leaves.num_pages, MOST_LEAVES)))
    if code == "workshops":
        cards = Workshop.objects.for_lists().in_bulk(list(leaf.object_list))
        leaf.object_list = [cards[pk] for pk in leaf.object_list if pk in cards]
    return Group(code, title, leaf)


def find_pages(request: HttpRequest, words: list[str]) -> Sequence[Page]:
    """Published pages of the reader's language, but curricula."""
    return _found(Page.objects.not_type(CoursePage).filter(depth__gt=1), request, words)


def find_courses(request: HttpRequest, words: list[str]) -> Sequence[Page]:
    """Published curricula of the reader's language, by their modules as well."""
    return _found(Page.objects.type(CoursePage), request, words)


def _found(pages: PageQuerySet, request: HttpRequest, words: list[str]) -> Sequence[Page]:
    if not hasattr(request, "locale_of_search"):
        request.locale_of_search = Locale.objects.filter(language_code=(get_language() or "es")[:2]).first()
    mine = readable(pages.live().filter(locale=request.locale_of_search), request)
    asked = And([Or([PlainText(form) for form in forms_of(word)]) for word in words])
    return mine.defer_streamfields().specific().search(asked)


def forms_of(word: str) -> list[str]:
    """A word and how it may end in singular or plural (Spanish, mostly English as well).

    SQLite knows no word stems, and PostgreSQL's lose their hold on “-ción” once its accent is gone.
    """
    if len(word) < SHORTEST_INFLECTED or not word.isalpha():
        return [word]
    if plain(word).endswith("es"):
        return [word, word[:-1], word[:-2]]
    return [word, word[:-1]] if word.lower().endswith("s") else [word, f"{word}s", f"{word}es"]


def find_workshops(request: HttpRequest, words: list[str]) -> list[int]:
    """The keys of the workshops that the reader may see and that have every word, or one that begins with it."""
    rows = Workshop.objects.visible_to(request.user).order_by("-starts_on", "slug").values_list("pk", *WORKSHOP_WORDS)
    wanted = [plain(word) for word in words]
    return [pk for pk, *texts in rows if has_all(wanted, plain(" ".join(texts)))]


def plain(text: str) -> str:
    """Without accents and case, so that “Corrupción” is found by “corrupcion”."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def has_all(words: list[str], text: str) -> bool:
    """Whether each of ``words`` begins a word of ``text``; both plain."""
    there = words_in(text)
    return all(any(found.startswith(word) for found in there) for word in words)


def words_in(text: str) -> set[str]:
    """Every word of a text, however long it is."""
    return set("".join(letter if letter.isalnum() else " " for letter in text).split())


KINDS: dict[str, tuple[Promise, Callable[[HttpRequest, list[str]], Sequence]]] = {
    "pages": (_("Pages"), find_pages),
    "courses": (_("Curricula"), find_courses),
    "workshops": (_("Workshops"), find_workshops),
}
