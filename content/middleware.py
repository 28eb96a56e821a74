"""The walls of the editor: who edits nothing finds no editor, and nobody meets there what they may not read.

Wagtail's own lists ask for rights to edit, not to read, and some of its screens ask for neither (choosers, the API
behind them, reports). Whoever writes for a country finds that country alone (:mod:`content.country_walls`). Roles
without anything to edit still come into the administration, for the books of the platform.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from content.country_walls import refuse_foreign
from content.models import PlatformDocument, PlatformImage
from content.querysets import files_visible_to, visible_to
from content.rules import SECRETARIAT, may_read
from network.querysets import standing_of

# Screens of Wagtail's for everybody who comes in: the front, one's own preferences, words and icons.
FOR_EVERYBODY = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
        "wagtail_localize:javascript_catalog",
    }
)
# For nobody: the editor does not use them, and they know no tiers.
FOR_NOBODY = ("wagtailadmin_api:images:", "wagtailadmin_api:documents:", "wagtailadmin_api:pages:action")
# For those who read everything: reports that name pages whoever may read them.
FOR_READERS_OF_ALL = ("wagtailadmin_reports:page_types_usage", "wagtail_localize:translations_report")
PAGE_WORDS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
IMAGE_SPACES = ("wagtailimages", "wagtailimages_chooser")
DOCUMENT_SPACES = ("wagtaildocs", "wagtaildocs_chooser")


class EditorsWalls:
    """Answers 404 where there is nothing for the reader, before the screen is asked anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do here: the address must be known first."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """Ask for the reader's standing on Wagtail's own screens alone."""
        name = request.resolver_match.view_name or ""
        if not name.startswith("wagtail") or not request.path.startswith("/admin/") or name in FOR_EVERYBODY:
            return
        if not request.user.is_authenticated:
            return
        standing = standing_of(request.user)
        is_staff = standing.is_staff or request.user.is_superuser
        if name.startswith(FOR_NOBODY) or not (is_staff or standing.writes_for_country):
            raise Http404(_("There is nothing to edit here for your role."))
        if not is_staff:
            refuse_foreign(request, name, args, kwargs)
        elif not may_read(SECRETARIAT, standing):
            if name.startswith(FOR_READERS_OF_ALL):
                raise Http404
            refuse_unreadable(request, args, kwargs)


def refuse_unreadable(request: HttpRequest, args: tuple, kwargs: dict) -> None:
    """404 where the address or its query names a page, a picture or a document that is not for the reader."""
    space = request.resolver_match.namespace or ""
    named = {name: value for name, value in kwargs.items() if str(value).isdecimal()}
    asked = [value for word in ("id", "parent_page_id") for value in request.GET.getlist(word) if value.isdecimal()]
    files = [named.get("pk"), named.get("image_id"), named.get("document_id"), *asked]
    if space in IMAGE_SPACES:
        _refuse(PlatformImage.objects.all(), files, lambda found: files_visible_to(found, request.user))
    elif space in DOCUMENT_SPACES:
        _refuse(PlatformDocument.objects.all(), files, lambda found: files_visible_to(found, request.user))
    else:
        pages = [*(named.get(word) for word in PAGE_WORDS), *asked, *(key for key in args if str(key).isdecimal())]
        _refuse(Page.objects.all(), pages, lambda found: visible_to(found, request.user))
        _refuse_translations(request, named)


def _refuse_translations(request: HttpRequest, named: dict) -> None:
    """The translator's screens name what is translated by keys of their own."""
    sources = TranslationSource.objects.filter(pk=named.get("translation_source_id", 0))
    sources |= TranslationSource.objects.filter(translations__pk=named.get("translation_id", 0))
    if "translation_source_id" in named or "translation_id" in named:
        keys = Page.objects.filter(translation_key__in=sources.values("object")).values_list("pk", flat=True)
        _refuse(Page.objects.all(), list(keys), lambda found: visible_to(found, request.user))


def _refuse(rows, keys: list, readable: Callable) -> None:
    wanted = {int(key) for key in keys if key is not None and len(str(key)) < 19}  # what a database key holds
    if not wanted:
        return
    found = rows.filter(pk__in=wanted)
    if found.count() != readable(found).count():
        raise Http404
