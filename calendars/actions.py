"""Every verb of calendars: subscriptions begun, changed, given another address, ended; holidays taken over (C7)."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.errors import CalendarError
from calendars.holidays import keeps_holidays, plan_holidays
from calendars.models import Feed, FeedToken, Holiday, Quiet
from calendars.rules import (
    HINT_LETTERS,
    MOST_FEEDS,
    TOKEN_BYTES,
    ReadDay,
    Step,
    is_to_be_noted,
)
from foundations.audit.actions import record_event
from network.models import Country, Person, User
from network.rules import token_digest


@transaction.atomic
def open_feed(*, by: User, at: datetime | None = None, **fields) -> tuple[Feed, str]:
    """Begin a subscription of the doer's own; gives it with its token, which is shown now and known to nobody after.

    Raises :class:`CalendarError` when somebody has :data:`MOST_FEEDS`, ``ValidationError`` with the faults by field.
    """
    now = at or timezone.now()
    person = Person.objects.select_for_update(of=("self",)).get(pk=by.person_id)
    if Feed.objects.filter(person=person).live().count() >= MOST_FEEDS:
        raise CalendarError(
            _("You have %(number)s subscriptions already. Revoke one that you no longer use.") % {"number": MOST_FEEDS}
        )
    feed = Feed(person=person, created_at=now, changed_at=now, **fields)
    feed.full_clean()
    feed.save(force_insert=True)
    record_event("calendars.feed_opened", feed, by=by, at=at, content=feed.content)
    return feed, _mint(feed, now=now)


@transaction.atomic
def revise_feed(feed: Feed, *, by: User, at: datetime | None = None, **changes) -> Feed:
    """Hold something else, or tell it otherwise; the address stays. The same again changes nothing.

    Raises :class:`CalendarError` once it is revoked, ``ValidationError`` with the faults by field.
    """
    locked = _locked(feed, by=by)
    if all(getattr(locked, name) == value for name, value in changes.items()):
        return locked
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.changed_at = at or timezone.now()
    locked.full_clean()
    locked.save()
    record_event("calendars.feed_revised", locked, by=by, at=at, fields=sorted(changes))
    return locked


@transaction.atomic
def renew_token(feed: Feed, *, by: User, at: datetime | None = None) -> str:
    """Give the subscription another address; the former one empties whatever was subscribed to at it.

    Raises :class:`CalendarError` once it is revoked.
    """
    now = at or timezone.now()
    locked = _locked(feed, by=by)
    locked.tokens.filter(revoked_at__isnull=True).update(revoked_at=now)
    record_event("calendars.token_renewed", locked, by=by, at=at)
    return _mint(locked, now=now)


@transaction.atomic
def revoke_feed(feed: Feed, *, by: User, at: datetime | None = None) -> Feed:
    """End a subscription: its address answers an empty calendar for 30 days, then that it is gone. Twice is once."""
    now = at or timezone.now()
    mine = Feed.objects.select_for_update(of=("self",)).visible_to(by)
    locked = mine.get(pk=feed.pk)
    if locked.revoked_at is not None:
        return locked
    locked.revoked_at = locked.changed_at = now
    locked.save(update_fields=["revoked_at", "changed_at"])
    locked.tokens.filter(revoked_at__isnull=True).update(revoked_at=now)
    record_event("calendars.feed_revoked", locked, by=by, at=at)
    return locked


@transaction.atomic
def want_invitations(wanted: bool, *, by: User, at: datetime | None = None) -> None:  # noqa: FBT001 - the wish itself
    """Have invitations sent along by e-mail, or not any more; the doer's own wish. The same again changes nothing."""
    rows = Quiet.objects.filter(person=by.person_id)
    if wanted == (not rows.exists()):
        return
    if wanted:
        rows.delete()
    else:
        Quiet.objects.create(person_id=by.person_id, since=at or timezone.now())
    record_event(
        "calendars.invitations_wanted" if wanted else "calendars.invitations_declined", by.person, by=by, at=at
    )


def note_use(token: FeedToken, *, program: str, at: datetime) -> None:
    """Note when an address was last fetched and by what kind of program; at most once an hour."""
    if is_to_be_noted(token.used_at, at):
        FeedToken.objects.filter(pk=token.pk).update(used_at=at, used_by=program)


def _locked(feed: Feed, *, by: User) -> Feed:
    """The row under its lock, of the doer's own; anybody else's is not there (``Feed.DoesNotExist``)."""
    locked = Feed.objects.select_for_update(of=("self",)).visible_to(by).get(pk=feed.pk)
    if locked.revoked_at is not None:
        raise CalendarError(_("This subscription was revoked. Begin another one."))
    return locked


def _mint(feed: Feed, *, now: datetime) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed.tokens.create(token_hash=token_digest(token), hint=token[:HINT_LETTERS], made_at=now)
    return token


@transaction.atomic
def import_holidays(
    read: Iterable[ReadDay], *, country: Country | None, language: str, by: User, at: datetime | None = None
) -> list[Step]:
    """Take over the days of a file, written in ``language``; gives what was done. Again it does nothing.

    Raises :class:`CalendarError` for whoever does not keep them: the Secretariat all, national editors their country's.
    """
    if not keeps_holidays(country, by=by):
        raise CalendarError(_("You keep the official holidays of your own country alone."))
    list(Country.objects.select_for_update().filter(pk=country.pk) if country else ())
    steps = plan_holidays(read, country=country, language=language)
    for step in steps:
        if step.deed == "add" and step.read.day:
            names = {"name_es": step.read.name, "name_en": step.read.name if language == "en" else ""}
            Holiday.objects.create(country=country, day=step.read.day, key=step.read.key, **names)
        elif step.deed == "change" and step.pk and step.read.day:
            Holiday.objects.filter(pk=step.pk).update(day=step.read.day, **{f"name_{language}": step.read.name})
    done = {deed: sum(step.deed == deed for step in steps) for deed in ("add", "change", "skip")}
    if done["add"] or done["change"]:
        record_event("calendars.holidays_imported", country, by=by, at=at, **done)
    return steps
