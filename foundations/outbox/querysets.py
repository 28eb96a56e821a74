"""Questions about letters."""

from datetime import datetime

from django.db import models


class LetterQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "LetterQuerySet":
        """Queued letters whose hour has come."""
        return self.filter(state="queued", due_at__lte=at)

    def stranded(self, before: datetime) -> "LetterQuerySet":
        """Letters claimed before ``before`` by a worker that never reported back."""
        return self.filter(state="sending", claimed_at__lt=before)
