"""What editors meet in the admin that is about words and pictures alone: no list there tells what a page would not."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page
from wagtail.query import PageQuerySet

from content.actions import keep_tier
from content.querysets import files_visible_to, readable, tier_of
from content.rules import PUBLIC

# A page that is kept in step or turned into an alias is published without its workflow (docs/decisions/0003).
AROUND_THE_WORKFLOW = ("localize-restart-translation", "localize-convert-to-alias")


@hooks.register("construct_page_action_menu")
def leave_out_shortcuts(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """No button that publishes a translation around its workflow."""
    menu_items[:] = [item for item in menu_items if item.name not in AROUND_THE_WORKFLOW]


@hooks.register("before_edit_page", order=-1)
def refuse_shortcuts(request: HttpRequest, page: Page) -> None:
    """Nor by a hand-made request."""
    if request.method == "POST" and any(name in request.POST for name in AROUND_THE_WORKFLOW):
        raise PermissionDenied


@hooks.register("construct_explorer_page_queryset")
def list_readable(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The children of a page."""
    return readable(pages, request)


@hooks.register("construct_page_chooser_queryset")
def choose_among_readable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Pages to link to."""
    return readable(pages, request)


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def choose_among_readable_files(files: QuerySet, request: HttpRequest) -> QuerySet:
    """Pictures and documents to put into a page."""
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
