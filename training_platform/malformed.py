"""What Wagtail's own screens stumble over when a request was made by hand: answered 400 instead of a fault (500)."""

import logging

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage
from django.db import DataError, OperationalError
from django.http import HttpRequest
from django.urls import NoReverseMatch

from training_platform.middleware import ADMIN_PATH

logger = logging.getLogger(__name__)

# A key that is no number or past all measure, a page that is not there, a form without its fields, the syntax of a
# search: each is what a value of the request does to a line of Wagtail that did not expect it.
STUMBLES = (
    ValueError,
    OverflowError,
    KeyError,
    AttributeError,
    InvalidPage,
    NoReverseMatch,
    DataError,
)
SYNTAX_OF_SEARCH = "fts5"  # SQLite's full-text search; a database that is down is another matter


class MalformedRequests:
    """In Wagtail's own screens such a stumble is the request's fault; it is logged with its trace all the same.

    Screens of ours are not covered: theirs are faults to be mended.
    """

    def __init__(self, get_response):  # noqa: ANN001, ANN204 - Django's shape
        self.get_response = get_response

    def __call__(self, request: HttpRequest):  # noqa: ANN204
        """Nothing to do on the way in."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Say 400 where the request carried something to stumble over."""
        if is_wagtails_own(request) and carries_values(request) and is_stumble(exception):
            logger.warning("malformed request to %s", request.resolver_match.view_name, exc_info=exception)
            raise BadRequest("A screen of the administration could not read this request.") from exception


def is_stumble(exception: Exception) -> bool:
    """Whether a value can have caused it."""
    is_syntax = isinstance(exception, OperationalError) and SYNTAX_OF_SEARCH in str(exception)
    return is_syntax or isinstance(exception, STUMBLES)


def is_wagtails_own(request: HttpRequest) -> bool:
    """Whether a screen of Wagtail itself answers, no book of ours."""
    match = request.resolver_match
    return request.path.startswith(ADMIN_PATH) and match is not None and (match.view_name or "").startswith("wagtail")


def carries_values(request: HttpRequest) -> bool:
    """Whether there is anything in the request that a hand could have written."""
    return bool(request.GET or request.method == "POST" or request.resolver_match.kwargs or request.resolver_match.args)
