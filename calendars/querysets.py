"""Questions about subscriptions to calendars and about official holidays."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, Q

from network.querysets import standing_of

TOKEN_READ = ("id", "revoked_at", "used_at")
FEED_READ = (
    *("id", "name", "content", "code", "language", "cancelled", "reminder_minutes", "with_deadlines", "is_neutral"),
    "person_id",
)
PERSON_READ = ("id", "kind", "office_id")
USER_READ = ("id", "is_active", "activated_at")
READ_FOR_A_FEED = (
    *TOKEN_READ,
    *(f"feed__{name}" for name in FEED_READ),
    *(f"feed__person__{name}" for name in PERSON_READ),
    *(f"feed__person__user__{name}" for name in USER_READ),
)


class FeedQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """One's own, whoever one is: what a program shows on somebody's telephone is nobody else's business."""
        return self.filter(person=standing_of(user).person_id)

    def live(self) -> Self:
        """Not revoked."""
        return self.filter(revoked_at__isnull=True)

    def with_tokens(self) -> Self:
        """Each with ``live_tokens``, its address that opens; at most one."""
        tokens = apps.get_model("calendars", "FeedToken").objects.filter(revoked_at__isnull=True)
        live = Prefetch("tokens", tokens, to_attr="live_tokens")
        return self.prefetch_related(live)


class FeedTokenQuerySet(models.QuerySet):
    def read_for_a_feed(self, token_hash: str) -> models.QuerySet:
        """The token with the feed and whose account it is, in one row and with no more than a feed asks of them."""
        return self.filter(token_hash=token_hash).values_list(*READ_FOR_A_FEED)


class HolidayQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those of the own country to its national editors, also to be kept; all to School and Secretariat."""
        standing = standing_of(user)
        return self if standing.is_staff else self.filter(country__in=countries_kept_by(user))

    def between(self, first: date, last: date) -> Self:
        """Observed, from one day to another, both included."""
        return self.filter(is_observed=True, day__gte=first, day__lte=last)

    def of_countries(self, codes: Collection[str] | models.QuerySet) -> Self:
        """Of these countries and of the whole network."""
        return self.filter(Q(country__in=codes) | Q(country=None))

    def of(self, code: str | None) -> Self:
        """Of this one country, or (``None``) those of the whole network, whether observed or not."""
        return self.filter(country=code) if code else self.filter(country=None)


def countries_kept_by(user) -> models.QuerySet:
    """The countries whose holidays ``user`` keeps: all to the Secretariat, the own to national editors."""
    countries, standing = apps.get_model("network", "Country").objects.of_network(), standing_of(user)
    if standing.is_secretariat:
        return countries
    return countries.filter(offices__in=standing.offices_as("national_editor"))
