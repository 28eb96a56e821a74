"""What no honest browser sends: characters that no database holds, bodies past all measure (OWASP ASVS 2.2.1, 4.1.5).

PostgreSQL takes no NUL and no encoding takes half a surrogate pair; either would end in an error 500 deep inside a
form, a search or a cookie. So would a charset that the request names itself: Django reads query and fields in any
codec that Python has, some of those are none for text ("zlib"), and it does so before any middleware is asked. Such
a request is refused at the door (400), before anything was read or changed.
"""

import json
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.http import parse_header_parameters

ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
CHARSETS = {"utf-8", "utf8"}  # every page of ours is in UTF-8, so browsers answer in it
NUL_IN_JSON = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def is_sound(text: str) -> bool:
    """Whether a database can hold this text, and also what it says when it is JSON, as an editor's fields are."""
    if "\x00" in text or not _is_encodable(text):
        return False
    if text[:1] not in '{["' or not ESCAPED.search(text):
        return True
    try:
        told = json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return True  # no JSON after all: plain text that speaks of such characters
    return _is_encodable(told) and not NUL_IN_JSON.search(told)


def _is_encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class PlainRequest(WSGIRequest):
    """Read as UTF-8 whatever charset its Content-Type names, so that it comes as far as its refusal."""

    def _set_content_type_params(self, meta: dict) -> None:
        """What the header says, without taking its word for it."""
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:  # a parameter in a charset that nobody knows (RFC 2231)
            self.content_type, self.content_params = "", {"charset": "unknown"}


class FrontDoor(WSGIHandler):
    """What the web server calls: Django's, with our own reading of requests."""

    request_class = PlainRequest


class SoundRequests:
    """Refuses (400) a mount point, another charset, and what is not sound in path, query, cookies or fields.

    A mount point would be a header's word: see :mod:`training_platform.web_server`. Bodies past the limit get 413.
    """

    def __init__(self, get_response):  # noqa: ANN001, ANN204 - Django's shape
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask before any other middleware reads the request."""
        if _length(request) > settings.LARGEST_BODY:
            most = settings.LARGEST_BODY // 1024**2
            return render(request, "413.html", {"most": most}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if request.META.get("SCRIPT_NAME"):
            raise BadRequest("The platform is mounted at the root of its host.")
        if not _is_in_utf8(request):
            raise BadRequest("A charset that is not UTF-8.")
        if not all(map(is_sound, _texts(request))):
            raise BadRequest("Characters that no database holds.")
        return self.get_response(request)


def _is_in_utf8(request: HttpRequest) -> bool:
    return (request.content_params or {}).get("charset", "utf-8").lower() in CHARSETS


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdecimal() else 0


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    yield from _pairs(request.COOKIES.items())
    yield from _flat(request.GET.lists())
    if request.method == "POST":
        try:
            yield from _flat(request.POST.lists())
        except UnreadablePostError:  # the browser went away; nobody waits for an answer
            return


def _pairs(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in items:
        yield name
        yield value


def _flat(lists: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    for name, values in lists:
        yield name
        yield from values
