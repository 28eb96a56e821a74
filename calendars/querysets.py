"""Questions about subscriptions to calendars."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Prefetch

from network.querysets import standing_of


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
        """Each with the feed and whose it is, in one query."""
        return self.select_related("feed__person__user", "feed__person__office")
