"""Subscriptions to calendars for tests, written straight to the tables."""

import secrets

from django.utils import timezone

from calendars.models import Feed
from network.models import Person
from network.rules import token_digest
from tests.makers.network import make_user


def make_feed(person: Person | None = None, **overrides) -> Feed:
    """Everything of one's own, in Spanish; without an address yet."""
    now = timezone.now()
    fields = {"person": person or make_user().person, "name": "lo de siempre", "language": "es"}
    fields |= {"created_at": now, "changed_at": now}
    return Feed.objects.create(**fields | overrides)


def make_token(feed: Feed, **overrides) -> str:
    """A secret address of ``feed``: the token itself."""
    token = secrets.token_urlsafe(32)
    fields = {"token_hash": token_digest(token), "hint": token[:6], "made_at": timezone.now()}
    feed.tokens.create(**fields | overrides)
    return token
