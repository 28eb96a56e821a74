"""Questions about subscriptions to calendars and about official holidays."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, Q

from network.querysets import standing_of

READ_FOR_A_FEED = (
    *("revoked_at", "used_at", "feed__name", "feed__content", "feed__code", "feed__language", "feed__cancelled"),
    *("feed__reminder_minutes", "feed__with_deadlines", "feed__is_neutral", "feed__person__office"),
    *("feed__person__kind", "feed__person__user__person", "feed__person__user__is_active"),
    "feed__person__user__activated_at",
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
    def with_reader(self) -> Self:
        """Each with the feed and whose account it is, in one query and with no more than a feed asks of them."""
        return self.select_related("feed__person__user").only(*READ_FOR_A_FEED)


class HolidayQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> Self:
        """Observed, from one day to another, both included."""
        return self.filter(is_observed=True, day__gte=first, day__lte=last)

    def of_countries(self, codes: Collection[str]) -> Self:
        """Of these countries and of the whole network."""
        return self.filter(Q(country__in=codes) | Q(country=None))

    def of(self, code: str | None) -> Self:
        """Of this one country, or (``None``) those of the whole network, whether observed or not."""
        return self.filter(country=code) if code else self.filter(country=None)
