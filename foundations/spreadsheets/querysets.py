"""Questions about batches of rows that came in."""

from datetime import datetime
from typing import Self

from django.db import models

OPEN = ("uploaded", "read", "mapped", "checked", "queued")


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """One's own alone: a file is never shown to anybody but whoever sent it."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self.filter(author=user.actor_uuid)

    def of(self, contract: str, about: str) -> Self:
        return self.filter(contract=contract, about=about)

    def open(self) -> Self:
        """Begun and not come to an end."""
        return self.filter(state__in=OPEN)

    def latest_first(self) -> Self:
        return self.order_by("-begun_at")

    def abandoned(self, before: datetime) -> Self:
        """Begun before that instant, and nobody waits for them: neither applied nor given up."""
        return self.filter(begun_at__lt=before).open().exclude(state="queued")

    def past_undoing(self, before: datetime) -> Self:
        """Ended before that instant, and still holding what undoing would need."""
        return self.filter(begun_at__lt=before, is_emptied=False).exclude(state__in=[*OPEN, "undoing"])
