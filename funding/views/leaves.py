"""What grows without an end comes in leaves."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS_OF_A_LEAF = 50


def leaf_of(request: HttpRequest, rows: QuerySet | Sequence) -> Page:
    """The leaf that ``?page=`` asks for, the first where it asks for nonsense."""
    return Paginator(rows, ROWS_OF_A_LEAF).get_page(request.GET.get("page"))
