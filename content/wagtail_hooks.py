"""What editors meet in the admin that is about words and pictures alone: no list there tells what a page would not."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.query import PageQuerySet

from content.actions import keep_tier
from content.middleware import FOR_READERS_OF_ALL
from content.querysets import (
    files_visible_to,
    files_written_by,
    linkable_by,
    on_the_way_of,
    readable,
    tier_of,
)
from content.reports import StalePagesEntry, stale_pages
from content.rules import PUBLIC, SECRETARIAT, may_read
from content.step_words import tell_steps
from network.querysets import standing_of

# A page that is kept in step or turned into an alias is published without its workflow (docs/decisions/0003).
AROUND_THE_WORKFLOW = ("localize-restart-translation", "localize-convert-to-alias")


@hooks.register("construct_page_action_menu")
def leave_out_shortcuts(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """No button that publishes a translation around its workflow."""
    menu_items[:] = [item for item in menu_items if item.name not in AROUND_THE_WORKFLOW]


class SubmitForReview(SubmitForModerationMenuItem):
    """What it does, not by which workflow."""

    def get_context_data(self, parent_context: dict) -> dict:
        return super().get_context_data(parent_context) | {"label": _("Submit for review")}


@hooks.register("construct_page_action_menu")
def submit_first(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Whoever may not publish finds first, in sight, the button that sends the page to those who may."""
    if any(isinstance(item, PublishMenuItem) for item in menu_items):
        return
    others = [item for item in menu_items if not isinstance(item, SubmitForModerationMenuItem)]
    if len(others) < len(menu_items):
        menu_items[:] = [SubmitForReview(), *others]


@hooks.register("before_edit_page", order=-1)
def refuse_shortcuts(request: HttpRequest, page: Page) -> None:
    """Nor by a hand-made request."""
    if request.method == "POST" and any(name in request.POST for name in AROUND_THE_WORKFLOW):
        raise PermissionDenied


@hooks.register("before_edit_page")
def name_the_steps(request: HttpRequest, page: Page) -> None:
    """Whoever opens the editor reads workflow and steps in the own language."""
    if request.method == "GET":
        tell_steps(page)


def _writes_for_country_alone(request: HttpRequest) -> bool:
    standing = standing_of(request.user)
    return standing.writes_for_country and not (standing.is_staff or request.user.is_superuser)


@hooks.register("construct_reports_menu")
def leave_out_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Reports go across the countries: those who write for one find none, and nobody what would be 404 to them."""
    if _writes_for_country_alone(request):
        menu_items.clear()
    elif not may_read(SECRETARIAT, standing_of(request.user)):
        closed = {reverse(name) for name in FOR_READERS_OF_ALL}
        menu_items[:] = [item for item in menu_items if getattr(item, "url", "") not in closed]


@hooks.register("register_reports_menu_item")
def register_stale_pages_entry() -> StalePagesEntry:
    return StalePagesEntry(_("Pages to review"), reverse("stale_pages"), icon_name="history", order=50)


@hooks.register("register_admin_urls")
def register_stale_pages() -> list[URLPattern]:
    return [path("reports/stale-pages/", stale_pages, name="stale_pages")]


@hooks.register("construct_explorer_page_queryset")
def list_readable(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The children of a page; to those who write for a country, the way to its pages."""
    if _writes_for_country_alone(request):
        pages = on_the_way_of(pages, request.user)
    return readable(pages, request)


@hooks.register("construct_page_chooser_queryset")
def choose_among_readable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Pages to link to; no drafts of others to those who write for a country."""
    if _writes_for_country_alone(request):
        pages = linkable_by(pages, request.user)
    return readable(pages, request)


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def choose_among_readable_files(files: QuerySet, request: HttpRequest) -> QuerySet:
    """Pictures and documents to put into a page; to those who write for a country, the files of its own."""
    if _writes_for_country_alone(request):
        return files_written_by(files, request.user)
    return files_visible_to(files, request.user)


@hooks.register("before_move_page")
def keep_tier_when_moved(request: HttpRequest, page: Page, destination: Page) -> None:
    """What a page inherits from above it goes with it."""
    if request.method == "POST":
        keep_tier(page, tier=tier_of(page), among=tier_of(destination), by=request.user)


@hooks.register("before_bulk_action")
def keep_tiers_when_moved(request: HttpRequest, action_type: str, objects: list, action: object) -> None:
    """The same for many at once."""
    if action_type == "move":
        for page in objects:
            keep_tier(page.specific, tier=tier_of(page), among=PUBLIC, by=request.user)


@hooks.register("after_copy_page")
def keep_tier_of_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A copy has the readers that its original has, and so has each page copied with it."""
    originals = page.get_descendants(inclusive=True).order_by("path")
    copies = list(new_page.get_descendants(inclusive=True).order_by("path").specific())
    for original, copy in zip(originals, copies, strict=False):
        keep_tier(copy, tier=tier_of(original), among=tier_of(copy), by=request.user)
