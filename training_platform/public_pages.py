"""Public pages kept ready by each process, for readers without a session (docs/decisions/0033-public-pages-kept.md).

A page is kept as long as its version is the one that all processes share (:mod:`training_platform.public_version`) and
the minute in which it was made has not passed: the clock in the frame shows minutes, and days begin with one. What is
kept was marked by :mod:`training_platform.zones` as being for everybody, and made for a request without any cookie.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from training_platform.public_version import PUBLIC_PAGES, settle
from training_platform.zones import FOR_EVERYBODY

MOST_PAGES = 512  # of one process in one minute; each weighs about 25 kB
LARGEST_PAGE = 256 * 1024
# The only query that is part of an address: a leaf of a list. Any other is answered, and not kept.
LEAF = re.compile(r"page=[1-9][0-9]?")

# Where public pages are at all: a static file, a picture, a post of the video server needs no look at the version.
PLACES = (*(f"/{code}/" for code, _name in settings.LANGUAGES), "/robots.txt", "/sitemap.xml")

Key = tuple[str, str, str, str]
Moment = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """One page as it is answered, plain and compressed, each under a validator of its own (RFC 9110, 8.8.3)."""

    headers: dict[str, str]
    plain: bytes
    packed: bytes
    digest: str

    @classmethod
    def of(cls, response: HttpResponse) -> "Kept":
        """What to keep of an answer. Nothing in it is secret, so its length may tell of its content (no BREACH)."""
        patch_vary_headers(response, ("Accept-Encoding",))
        headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        return cls(headers, response.content, gzip.compress(response.content, 9, mtime=0), digest)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or that it has not changed (304); a HEAD has everything but the body."""
        zipped = takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.packed if zipped else self.plain
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=self.headers)
        response["Content-Length"] = str(len(body))
        response["ETag"] = etag = f'"{self.digest}{"-gzip" if zipped else ""}"'
        if zipped:
            response["Content-Encoding"] = "gzip"
        if "HTTP_IF_NONE_MATCH" in request.META:
            return get_conditional_response(request, etag=etag, response=response)
        return response


class PublicPages:
    """Answers with a page that is ready, before anything else is asked; else keeps what comes out, if it may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Of this chain of middleware alone: Wagtail makes others, for previews.
        self.shelf: tuple[Moment | None, dict[Key, Kept]] = (None, {})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask the shelf, then the platform."""
        settle(connections[DEFAULT_DB_ALIAS])
        key = key_of(request)
        moment = _now() if key else None
        if key is None or moment is None:
            response = self.get_response(request)
            settle(connections[DEFAULT_DB_ALIAS])  # whoever changed something finds it in the next page
            return response
        pages = self._pages_of(moment)
        if page := pages.get(key):
            return page.answer(request)
        vars(request)["public_version"] = moment[0]
        response = self.get_response(request)
        if not may_be_kept(request, response) or len(pages) >= MOST_PAGES:
            return response
        # Onto the shelf of the moment when the making began: a change since then has put up another one.
        page = pages[key] = Kept.of(response)
        return page.answer(request)

    def _pages_of(self, moment: Moment) -> dict[Key, Kept]:
        """The shelf, emptied when another moment has come. Never more than one moment's pages are held."""
        shelved_at, pages = self.shelf
        if shelved_at != moment:
            pages = {}
            self.shelf = moment, pages
        return pages


def _now() -> Moment | None:
    """The version and the minute; ``None`` while there is no version to go by."""
    try:
        version = PUBLIC_PAGES.current()
    except DatabaseError:
        return None  # the page itself will say so
    return (version, int(timezone.now().timestamp() // 60)) if version else None


def key_of(request: HttpRequest) -> Key | None:
    """What the page is kept under: scheme, host, path (which carries the language) and leaf.

    ``None`` for a request that the shelf has nothing to do with. Within a transaction one sees what others do not, so
    nothing is kept then; a request as such never begins in one.
    """
    meta = request.META
    host, query = meta.get("HTTP_HOST", ""), meta.get("QUERY_STRING", "")
    if request.method not in {"GET", "HEAD"} or not request.path.startswith(PLACES):
        return None
    if not _is_ours(host) or (query and not LEAF.fullmatch(query)):
        return None
    if meta.get("HTTP_COOKIE") and not request.COOKIES.keys().isdisjoint(_personal_cookies()):
        return None
    return None if connection.in_atomic_block else (request.scheme, host, request.path, query)


def _personal_cookies() -> tuple[str, str]:
    """A session, and a message that waits for one reader."""
    return settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name


def _is_ours(host: str) -> bool:
    """Whether the host is written as in the settings: capitals or a foreign port would make new keys without end."""
    return host in settings.ALLOWED_HOSTS or host == settings.BASE_URL.partition("://")[2]


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is for everybody, was made for nobody in particular, and is no refusal."""
    return (
        request.method == "GET"
        and response.status_code == HTTPStatus.OK
        and response.headers.get("Cache-Control") == FOR_EVERYBODY
        and not request.META.get("HTTP_COOKIE")
        and not response.cookies
        and not response.streaming
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")
        and len(response.content) <= LARGEST_PAGE
    )


def takes_gzip(accepted: str) -> bool:
    """Whether ``Accept-Encoding`` lets gzip in (RFC 9110, 12.5.3): named, and not with a weight of nothing."""
    for part in accepted.lower().split(","):
        coding, _semicolon, weight = part.partition(";")
        if coding.strip() in {"gzip", "x-gzip"}:
            return weight.replace(" ", "").rstrip("0.") != "q="
    return False
