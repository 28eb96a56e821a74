"""What editors meet in the admin that is about words and pictures alone, and who is handed a file."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page

from content.models import PlatformDocument
from content.rules import may_read_file
from network.querysets import standing_of

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


@hooks.register("before_serve_document")
def keep_to_tier(document: PlatformDocument, request: HttpRequest) -> None:
    """A file is not there for whoever its tier is not for."""
    if not may_read_file(document.tier, standing_of(request.user)):
        raise Http404
