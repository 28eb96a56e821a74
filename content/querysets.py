"""Questions about pages and files: which of them is whose."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Collection, Page, PageViewRestriction, WorkflowState
from wagtail.query import PageQuerySet

from content.rules import (
    PUBLIC,
    STEP,
    TIERS,
    Place,
    Trees,
    closed_paths,
    may_read,
    restricted_trees,
    tier_at,
    tier_of_group,
)
from network.models import Country
from network.querysets import standing_of
from network.rules import group_of_country

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


# --- What countries write --------------------------------------------------------------------------------------------


def newest_first(pages: PageQuerySet) -> PageQuerySet:
    """Of ``pages`` the news and the national efforts, the newest first, with all that a list shows of them.

    Each has ``dated_on``, ``summary``, ``is_effort``, and ``country_es`` and ``country_en``, empty where it stands
    below no country. One query, whatever their number.
    """
    above = Page.objects.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP))
    return (
        pages.filter(Q(newspage__isnull=False) | Q(nationaleffortpage__isnull=False))
        .annotate(
            dated_on=Coalesce("newspage__date", "nationaleffortpage__date"),
            summary=Coalesce("newspage__introduction", "nationaleffortpage__introduction"),
            is_effort=Case(When(nationaleffortpage__isnull=False, then=Value(True)), default=Value(False)),
            country_es=Subquery(above.values("countrypage__country__name_es")[:1]),
            country_en=Subquery(above.values("countrypage__country__name_en")[:1]),
        )
        .order_by(F("dated_on").desc(), "-pk")
    )


def stale(pages: PageQuerySet, at: datetime | None = None) -> PageQuerySet:
    """Published pages, not published anew for so long that somebody should read them again, the oldest first."""
    limit = (at or timezone.now()) - timedelta(days=settings.PAGES_REVIEWED_DAYS)
    return pages.live().filter(last_published_at__lt=limit).order_by("last_published_at", "pk")


def country_trees(user, at: datetime | None = None) -> list[Page]:
    """The country pages, in every language, below which ``user`` drafts at that instant."""
    return list(Page.objects.filter(countrypage__country__in=Country.objects.written_by(user, at)).order_by("path"))


def own_country_pages(user, at: datetime | None = None) -> PageQuerySet:
    """Of these the ones in the language of ``user``."""
    return Page.objects.filter(
        countrypage__country__in=Country.objects.written_by(user, at), locale__language_code=user.language
    ).order_by("title")


def awaiting_review(user, at: datetime | None = None) -> int:
    """How many pages that ``user`` drafts for a country wait for the word of the Secretariat. Two queries."""
    in_review = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return written_by(Page.objects.filter(_workflow_states__in=in_review), user, at).distinct().count()


def written_by(pages: PageQuerySet, user, at: datetime | None = None) -> PageQuerySet:
    """Those of ``pages`` that ``user`` drafts for a country, published or not."""
    return pages.filter(_below(country_trees(user, at)))


def on_the_way_of(pages: PageQuerySet, user, at: datetime | None = None) -> PageQuerySet:
    """The same, and the pages above them, by which one gets there in the editor."""
    trees = country_trees(user, at)
    above = {tree.path[:end] for tree in trees for end in range(STEP, len(tree.path), STEP)}
    return pages.filter(_below(trees) | Q(path__in=above))


def linkable_by(pages: PageQuerySet, user, at: datetime | None = None) -> PageQuerySet:
    """What ``user`` links to from a country's page: one's own, and what is published but not in other countries."""
    trees = country_trees(user, at)
    others = Page.objects.filter(countrypage__isnull=False).exclude(pk__in=[tree.pk for tree in trees])
    published = Q(live=True) & ~_below(list(others))
    above = {tree.path[:end] for tree in trees for end in range(STEP, len(tree.path), STEP)}
    return pages.filter(_below(trees) | published | Q(path__in=above))


def files_written_by(files: Files, user, at: datetime | None = None) -> Files:
    """Those documents or pictures that lie in the place of a country that ``user`` drafts for. By key, for searches."""
    names = [group_of_country(code) for code in Country.objects.written_by(user, at).values_list("code", flat=True)]
    return files.filter(collection__in=list(Collection.objects.filter(name__in=names).values_list("pk", flat=True)))


def _below(trees: list[Page]) -> Q:
    """At or below one of ``trees``; nothing when there is none."""
    found = Q(pk__in=[])
    for tree in trees:
        found |= Q(path__startswith=tree.path)
    return found
