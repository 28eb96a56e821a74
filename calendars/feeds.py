"""What a subscription answers: what it asks of the sources, by what it is recognised as unchanged, its text."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import http_date

from calendars.ical import calendar_text
from calendars.models import Feed, FeedToken
from calendars.prepared import Place, Prepared
from calendars.querysets import FEED_READ, PERSON_READ, TOKEN_READ, USER_READ
from calendars.rules import Options, cancelled_since, feed_span
from calendars.sources import Ask, Entry, Window
from network.models import Office, Person, User
from network.rules import token_digest

token_row = Prepared(
    FeedToken.objects.read_for_a_feed, {"token_hash": Place(models.CharField(), ("example one", "example two"))}
)

office_zones = Prepared(lambda: Office.objects.order_by("time_zone").values_list("time_zone").distinct(), {})


def token_of(secret: str) -> FeedToken | None:
    """The token behind a secret address, with its feed, person and account as far as a feed asks for them."""
    rows = token_row.rows(token_hash=token_digest(secret))
    if not rows:
        return None
    values = iter(rows[0])
    told = [dict(zip(names, values, strict=False)) for names in (TOKEN_READ, FEED_READ, PERSON_READ, USER_READ)]
    token, feed, person = FeedToken(**told[0]), Feed(**told[1]), Person(**told[2])
    feed.person, token.feed = person, feed
    if told[3]["id"] is not None:
        person.user = User(**told[3], person=person)
    return token


EDITION = "1"
"""Raised whenever the same things are written otherwise than before: else programs are told that nothing changed."""


def ask_of(feed: Feed, *, at: datetime) -> Ask:
    """What a subscription of a person holds at that instant, by what the person may see then."""
    narrowed = {feed.content: feed.code} if feed.code else {}
    return Ask(
        Window(*feed_span(at)),
        user=feed.person.user,
        mine=feed.content == Feed.Content.MINE,
        with_deadlines=feed.with_deadlines,
        cancelled_since=cancelled_since(at) if feed.cancelled == Feed.Cancelled.MARKED else None,
        **narrowed,
    )


def public_ask(*, at: datetime, **narrowed: str) -> Ask:
    """What everybody may subscribe to: the days of workshops, narrowed by area, country or workshop."""
    return Ask(Window(*feed_span(at)), cancelled_since=cancelled_since(at), **narrowed)


def validator_of(marks: list[str], *, name: str, options: Options) -> str:
    """A strong entity tag (RFC 9110 §8.8.3) of what a calendar shows and how it is told.

    The same state of the database gives the same tag in every process and on every day.
    """
    told = [EDITION, settings.NETWORK_NAME, settings.BASE_URL, settings.CALENDAR_DOMAIN, name, options.language]
    told += [str(options.reminder_minutes), str(options.is_neutral), *sorted(marks)]
    digest = hashlib.sha256("\x1e".join(told).encode("utf-8", "replace"))
    return f'"{digest.hexdigest()[:40]}"'


def body_of(found: list[Entry], *, name: str, options: Options) -> tuple[str, str]:
    """The calendar, and when what it holds last changed, as an HTTP date (RFC 9110 §8.8.2); empty where nothing is.

    One question: in which zones the offices of the network are.
    """
    clocks = tuple(zone for (zone,) in office_zones.rows())
    text = calendar_text(found, name=name, options=options, clocks=clocks)
    return text, http_date(max(entry.stamped_at for entry in found).timestamp()) if found else ""


def name_of(name: str | Promise, language: str) -> str:
    """``REFCO: mis sesiones``: what a program shows in its list of calendars."""
    with translation.override(language):
        return f"{settings.NETWORK_NAME}: {name}"
