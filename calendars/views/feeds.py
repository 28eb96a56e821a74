"""What calendar programs fetch: no cookies, no sign-in, no redirects; the address is the key, or there is none."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from calendars import actions
from calendars.feeds import ask_of, body_of, name_of, public_ask, token_of
from calendars.ical import empty_calendar
from calendars.remembered import recognise
from calendars.rules import Options, program_of
from calendars.sources import Ask

MEDIA_TYPE = "text/calendar; charset=utf-8"
KEPT_FOR = "private, max-age=900"


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; 404 for one that never was, 410 for one revoked long ago.

    One that was revoked within 30 days, or whose person's account is closed, answers an empty calendar: programs keep
    what they have when they are told of an error.
    """
    now = timezone.now()
    found = token_of(token)
    if found is None:
        return _refusal(HTTPStatus.NOT_FOUND)
    if found.is_gone(now):
        return _refusal(HTTPStatus.GONE)
    if not found.opens:
        return _calendar(empty_calendar(name=settings.NETWORK_NAME, language=found.feed.language))
    name = name_of(found.feed.name, found.feed.language)
    actions.note_use(found, program=program_of(request.headers.get("User-Agent", "")), at=now)
    return _answer(request, ask_of(found.feed, at=now), name=name, options=found.feed.options)


@require_safe
def public_feed(request: HttpRequest, language: str, by: str = "", code: str = "") -> HttpResponse:
    """The days of workshops, for everybody: all of them, or those of one area, country or workshop.

    A code that names nothing holds nothing: nobody learns by it what is in preparation.
    """
    narrowed = {by: code} if by else {}
    name = name_of(code or _("workshops"), language)
    return _answer(request, public_ask(at=timezone.now(), **narrowed), name=name, options=Options(language=language))


def _answer(request: HttpRequest, ask: Ask, *, name: str, options: Options) -> HttpResponse:
    """That nothing changed (304), or the calendar.

    Only entity tags are compared. A date alone cannot tell: what left the calendar makes nothing in it newer.
    """
    said, told = recognise(ask, name=name, options=options)
    if "HTTP_IF_NONE_MATCH" in request.META and (unchanged := get_conditional_response(request, etag=said.tag)):
        unchanged["ETag"] = said.tag
        return _marked(unchanged)
    found = said.entries(ask, told)
    text, changed = body_of(found, name=name, options=options)
    response = _calendar(text)
    response["ETag"] = said.tag
    if changed:
        response["Last-Modified"] = changed
    return response


def _calendar(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return _marked(response)


def _refusal(status: HTTPStatus) -> HttpResponse:
    """In words, for whoever looks: a page of the platform would ask who is reading."""
    return _marked(HttpResponse(f"{status.phrase}\n", status=status, content_type="text/plain; charset=utf-8"))


def _marked(response: HttpResponse) -> HttpResponse:
    """For one program alone, to be asked for again in a quarter of an hour; not for lists of search engines."""
    response["Cache-Control"] = KEPT_FOR
    response["X-Robots-Tag"] = "noindex"
    return response
