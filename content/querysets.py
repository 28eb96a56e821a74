"""Questions about pages and files: which of them is whose."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Collection, Page, PageViewRestriction
from wagtail.query import PageQuerySet

from content.rules import (
    PUBLIC,
    TIERS,
    Place,
    Trees,
    closed_paths,
    may_read,
    restricted_trees,
    tier_at,
    tier_of_group,
)
from network.querysets import standing_of

Files = TypeVar("Files", bound=QuerySet)
TIER_DEPTH = 2  # of the collections that bear the tiers' names


def trees_in_force() -> dict[str, str]:
    """The restricted trees of all pages. One query where nothing is restricted, else two."""
    columns = "page__path", "restriction_type", "groups__name"
    restrictions = [
        (path, tier_of_group(kind, group)) for path, kind, group in PageViewRestriction.objects.values_list(*columns)
    ]
    if not restrictions:
        return {}
    places = Page.objects.order_by().values_list("pk", "path", "translation_key", "alias_of")
    return restricted_trees(restrictions, [Place(*place) for place in places])


def trees_for(request: HttpRequest) -> Trees:
    """The same, asked once for a request, which sees one state of the world."""
    kept: dict[str, Trees] = vars(request)
    if "restricted_trees" not in kept:
        kept["restricted_trees"] = trees_in_force()
    return kept["restricted_trees"]


def readable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """``pages`` without those that are kept from whoever asks, so that no list tells what its page would not."""
    return visible_to(pages, getattr(request, "user", None), trees=trees_for(request))


def visible_to(pages: PageQuerySet, user, at: datetime | None = None, *, trees: Trees | None = None) -> PageQuerySet:
    """Those of ``pages`` that ``user`` may read at that instant, by their tier alone, published or not."""
    trees = trees_in_force() if trees is None else trees
    closed = Q()
    for path in closed_paths(trees, standing_of(user, at)) if trees else []:
        closed |= Q(path__startswith=path)
    return pages.exclude(closed) if closed else pages


def tier_of(page: Page, request: HttpRequest | None = None) -> str:
    """The tier of ``page`` as it is now."""
    return tier_at(page.path, trees_in_force() if request is None else trees_for(request))


def own_tier(page: Page) -> str:
    """The tier that was set on ``page`` itself, whatever holds above it; public when none was."""
    kept = PageViewRestriction.objects.filter(page=page).values_list("restriction_type", "groups__name").first()
    return tier_of_group(*kept) if kept else PUBLIC


def files_visible_to(files: Files, user, at: datetime | None = None) -> Files:
    """Those documents or pictures whose tier ``user`` may read. One query more."""
    standing = standing_of(user, at)
    tiers: dict[str, str] = {}
    open_to = []
    for pk, path, depth, name in Collection.objects.order_by("path").values_list("pk", "path", "depth", "name"):
        if depth == TIER_DEPTH:
            tiers[path] = name if name in TIERS else ""
        tier = tiers.get(path[: TIER_DEPTH * Collection.steplen], "")
        if may_read(tier, standing):
            open_to.append(pk)
    return files.filter(collection__in=open_to)
