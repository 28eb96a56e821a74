"""Subscriptions to calendars and holidays for tests, written straight to the tables."""

import secrets
from datetime import date, timedelta

from django.utils import timezone

from calendars.models import Feed, Holiday
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


def make_holiday(**overrides) -> Holiday:
    """Of the whole network, in a week, unless told otherwise."""
    fields = {"day": timezone.localdate() + timedelta(days=7), "name_es": "Feriado", "name_en": "Holiday"}
    return Holiday.objects.create(**fields | overrides)


def calendar_file(*days: tuple[str, date, str], more: str = "") -> bytes:
    """A file of holidays: ``(UID, day, name)``, then ``more`` lines as they are."""
    events = [
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:{name}\r\nEND:VEVENT\r\n"
        for uid, day, name in days
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//ES\r\n{''.join(events)}{more}END:VCALENDAR\r\n".encode()
