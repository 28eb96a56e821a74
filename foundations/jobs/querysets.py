"""Questions about jobs."""

from datetime import datetime

from django.db import models


class JobQuerySet(models.QuerySet):
    def unfinished(self) -> "JobQuerySet":
        """Waiting or running: work that is still owed."""
        return self.filter(state__in=("queued", "running"))

    def dead(self) -> "JobQuerySet":
        """Given up after their last attempt; they wait for a person."""
        return self.filter(state="dead")

    def finished_before(self, at: datetime) -> "JobQuerySet":
        """Done, and done before ``at``."""
        return self.filter(state="done", finished_at__lt=at)

    def turns_of(self, chore: str) -> "JobQuerySet":
        """The jobs that a line of the clock has put on the queue under the name ``chore``."""
        return self.filter(name=chore, arguments=[[], {}])


class TroubleQuerySet(models.QuerySet):
    def open(self) -> "TroubleQuerySet":
        """Not over yet; at most one for each part."""
        return self.filter(ended_at__isnull=True)
