"""Questions about letters."""

from datetime import datetime
from uuid import UUID

from django.db import models


class LetterQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "LetterQuerySet":
        """Queued letters whose hour has come."""
        return self.filter(state="queued", due_at__lte=at)

    def stranded(self, before: datetime) -> "LetterQuerySet":
        """Letters claimed before ``before`` by a worker that never reported back."""
        return self.filter(state="sending", claimed_at__lt=before)

    def not_overtaking(self) -> "LetterQuerySet":
        """Those of no series, and of each series the first that is still under way."""
        series = self.model._default_manager.filter(
            serial_key=models.OuterRef("serial_key"), state__in=["queued", "sending"]
        )
        earlier = series.filter(created_at__lt=models.OuterRef("created_at")).order_by()
        return self.filter(models.Q(serial_key="") | ~models.Exists(earlier))

    def came_back(self) -> "LetterQuerySet":
        """Letters that a mail server returned."""
        return self.filter(state="bounced")

    def bounced_for(self, recipient: UUID, address: str) -> "LetterQuerySet":
        """Letters to this person at this address that came back for good: while there are any, it is unreachable.

        A new address is a new beginning. For good means a status code of class 5 (RFC 3463 §2).
        """
        return self.came_back().filter(recipient=recipient, address=address, bounce_status__startswith="5.")
