"""What those who write for a country find in Wagtail's admin: the screens for drafting, and on them their own country.

A list of what is open, so that a new screen of Wagtail's is closed until somebody opens it. Each address is then asked
for the pages and files that it names: one's own, and where it only leads on, the pages on the way there.
"""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.models import Page

from content.models import PlatformDocument, PlatformImage
from content.querysets import files_written_by, linkable_by, on_the_way_of, visible_to, written_by

# By these one gets to one's own pages.
LEADING = frozenset(
    {
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_pages:search",
        "wagtailadmin_pages:search_results",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:pages:detail",
        "wagtailadmin_api:pages:find",
    }
)
# Here one looks for a page to link to.
LINKING = frozenset(
    {
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
    }
)
# Here one drafts. Whether a draft may be deleted, or a review called back, Wagtail asks further.
DRAFTING = frozenset(
    {
        *(f"wagtailadmin_pages:{name}" for name in ("add_subpage", "add", "edit", "delete", "view_draft")),
        *(f"wagtailadmin_pages:{name}" for name in ("preview_on_add", "preview_on_edit", "history", "history_results")),
        *(f"wagtailadmin_pages:revisions_{name}" for name in ("index", "view", "revert", "compare")),
        *(f"wagtailadmin_pages:{name}" for name in ("workflow_history", "workflow_history_detail")),
        "wagtailadmin_pages:confirm_workflow_cancellation",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_block_preview",
        "wagtail_localize:submit_page_translation",
    }
)
CHOOSER_OF_FILES = ("choose", "choose_results", "chosen", "chosen_multiple", "create", "select_format")
FILING = (
    "index",
    "index_results",
    "add",
    "edit",
    "delete",
    "preview",
    "add_multiple",
    "edit_multiple",
    "delete_multiple",
)
IMAGES = frozenset(
    {
        *(f"wagtailimages_chooser:{name}" for name in CHOOSER_OF_FILES),
        *(
            f"wagtailimages:{name}"
            for name in (*FILING, "create_multiple_from_uploaded_image", "delete_upload_multiple")
        ),
    }
)
DOCUMENTS = frozenset(
    {
        *(f"wagtaildocs_chooser:{name}" for name in CHOOSER_OF_FILES),
        *(
            f"wagtaildocs:{name}"
            for name in (*FILING, "create_multiple_from_uploaded_document", "delete_upload_multiple")
        ),
    }
)
PAGE_KEYS = ("page_id", "parent_page_id", "object_id")
FILE_KEYS = ("pk", "image_id", "document_id", "doc_id")
LONGEST_KEY = 18  # digits of what a database key holds


def refuse_foreign(request: HttpRequest, name: str, args: tuple, kwargs: dict) -> None:
    """404 where the screen is not for those who write for a country, or what it names is not theirs."""
    user, pages = request.user, Page.objects.all()
    if name in IMAGES:
        _refuse(files_written_by(PlatformImage.objects.all(), user), _keys(request, FILE_KEYS, (), kwargs))
    elif name in DOCUMENTS:
        _refuse(files_written_by(PlatformDocument.objects.all(), user), _keys(request, FILE_KEYS, (), kwargs))
    elif name in LEADING:
        _refuse(visible_to(on_the_way_of(pages, user), user), _keys(request, (*PAGE_KEYS, "pk"), args, kwargs))
    elif name in LINKING:
        _refuse(visible_to(linkable_by(pages, user), user), _keys(request, PAGE_KEYS, args, kwargs))
    elif name in DRAFTING:
        _refuse(visible_to(written_by(pages, user), user), _keys(request, PAGE_KEYS, args[:1], kwargs))
    else:
        raise Http404


def _keys(request: HttpRequest, words: tuple[str, ...], args: tuple, kwargs: dict) -> set[str]:
    """Every key that the address or its query names."""
    named = [kwargs[word] for word in words if word in kwargs]
    asked = [value for word in ("id", "parent_page_id") for value in request.GET.getlist(word)]
    return {str(key) for key in (*named, *asked, *args) if str(key)}


def _refuse(own: QuerySet, keys: set[str]) -> None:
    """What is no key, or not among ``own``, is not there."""
    if any(not key.isascii() or not key.isdecimal() or len(key) > LONGEST_KEY for key in keys):
        raise Http404
    if keys and own.filter(pk__in=keys).count() != len({int(key) for key in keys}):
        raise Http404
