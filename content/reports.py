"""A report of the admin: published pages that somebody should read again (R59)."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from content.querysets import stale
from network.querysets import standing_of

SHOWN_ON_ONE_LEAF = 50


def is_reviewer(request: HttpRequest) -> bool:
    """The Secretariat maintains the pages, so it alone is told which grow old."""
    return standing_of(request.user).is_secretariat


class StalePagesEntry(MenuItem):
    """The way to the report, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_reviewer(request)


@require_safe
def stale_pages(request: HttpRequest) -> HttpResponse:
    """The oldest first, each with its way to the editor; publishing a page anew takes it off."""
    if not is_reviewer(request):
        raise Http404
    pages = stale(Page.objects.filter(depth__gt=1)).select_related("locale", "content_type")
    context = {
        "leaf": Paginator(pages, SHOWN_ON_ONE_LEAF).get_page(request.GET.get("p")),
        "days": settings.PAGES_REVIEWED_DAYS,
        "page_title": _("Pages to review"),
        "header_title": _("Pages to review"),
        "header_icon": "history",
        "breadcrumbs_items": [{"url": "", "label": _("Pages to review")}],
    }
    return render(request, "content/staff/stale_pages.html", context)
