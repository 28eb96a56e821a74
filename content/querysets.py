"""Questions about pages."""

from django.http import HttpRequest
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


def readable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """``pages`` without those that are kept from this reader, so that no list tells what its page would not. One query.

    What is kept from whom is set in the editor (*Privacy*) and holds for all that lies below.
    """
    for restriction in PageViewRestriction.objects.select_related("page"):
        if not restriction.accept_request(request):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages
