"""Which answers are compressed on the way out, and which may not be (docs/decisions/0034-what-is-compressed.md).

Length tells of content: where a page holds a secret beside words that a stranger chose, its compressed length lets the
stranger guess the secret letter by letter (BREACH). Here no page that is compressed as it is made holds words of the
request: it answers a plain GET, without a query, that was found. A random number of bytes, which Django adds, blurs the
length of what remains. Pages kept for everybody hold no secret and come compressed from the shelf; static files were
compressed when they were gathered.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from training_platform.zones import ADMIN_PATH

PACKED_TYPES = ("text/html", "text/plain", "application/xml", "text/calendar")
SHORTEST = 1000  # shorter than a packet: nothing to gain
# Pages that show a key, a code or a link's token, whatever else stands on them.
SHOWING_SECRETS = ("account_", "mfa_", "network:activation", "network:new_password", "network:password")


class Compression(GZipMiddleware):
    """Django's, for answers that hold nothing of the request's own words."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pass on what may not be compressed as it is."""
        return super().process_response(request, response) if may_be_compressed(request, response) else response


def may_be_compressed(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nobody but the platform has a word in the answer, and it is worth the work."""
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and response.status_code == HTTPStatus.OK
        and not response.streaming
        and response.headers.get("Content-Type", "").partition(";")[0] in PACKED_TYPES
        and len(response.content) >= SHORTEST
        and not _shows_secrets(request)
    )


def _shows_secrets(request: HttpRequest) -> bool:
    """By the name of the address; Wagtail's screens, which show what other people wrote, are left alone too."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return request.path.startswith(ADMIN_PATH) or name.startswith(SHOWING_SECRETS)
