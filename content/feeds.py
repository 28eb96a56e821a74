"""The feed of news, one for each language: what everybody may read, the same for whoever asks (RFC 4287).

Addresses begin with our own, never with what a request calls our host; ids stay when a page moves.
"""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator, timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.addresses import full_address_of
from content.models import NewsIndexPage
from content.panels import card_of
from content.querysets import newest_first, visible_to

MOST_ENTRIES = 30
# Kept by whoever likes, and asked for again each time: what became restricted is gone at once.
FOR_EVERYBODY = "public, max-age=0, must-revalidate"


class NewsFeed(feedgenerator.Atom1Feed):
    """Atom, without the subtitle that Django would leave empty."""

    content_type = "application/atom+xml; charset=utf-8"


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The latest public news and national efforts; 304 to whoever has them already.

    Whoever is signed in gets the same, and no cache between keeps it: it asks no cookie, but its reader sent one.
    """
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    pages = list(_public_news(language))
    body = _written(pages, language)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed_at = max((page.last_published_at for page in pages), default=None)
    response = HttpResponse(body, content_type=NewsFeed.content_type)
    response = get_conditional_response(request, etag, changed_at and int(changed_at.timestamp()), response)
    response.headers["ETag"] = etag
    if changed_at:
        response.headers["Last-Modified"] = feedgenerator.rfc2822_date(changed_at.astimezone(UTC)).replace(
            "+0000", "GMT"
        )
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.headers["Cache-Control"] = FOR_EVERYBODY
    return response


def _public_news(language: str) -> Sequence[Page]:
    mine = Page.objects.live().filter(locale__language_code=language)
    return newest_first(visible_to(mine, AnonymousUser()))[:MOST_ENTRIES]


def _written(pages: Sequence[Page], language: str) -> bytes:
    index = NewsIndexPage.objects.live().filter(locale__language_code=language).first()
    feed = NewsFeed(
        title=_("News of %(network)s") % {"network": settings.NETWORK_NAME},
        link=full_address_of(index, language) if index else settings.BASE_URL,
        description="",
        language=language,
        feed_url=settings.BASE_URL + reverse("news_feed"),
        author_name=settings.NETWORK_NAME,
    )
    for page in pages:
        card = card_of(page)
        feed.add_item(
            title=card.title,
            link=settings.BASE_URL + card.address,
            description=card.summary,
            unique_id=uuid.uuid5(page.translation_key, language).urn,
            pubdate=timezone.make_aware(datetime.combine(card.dated_on, time(12)), UTC),
            updateddate=page.last_published_at,
            categories=[word for word in (card.kind, card.country) if word],
        )
    return feed.writeString("utf-8").encode()
