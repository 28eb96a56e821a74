"""Questions about corrections and breaches."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from network.querysets import standing_of
from privacy.rules import REMINDED_AFTER_HOURS


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own; those about a name or an office to that office's contact points; all to the Secretariat."""
        standing = standing_of(user, at)
        if standing.is_secretariat:
            return self
        of_office = Q(office__in=standing.offices_as("contact_point"), kind__in=("name", "office"))
        return self.filter(Q(person=standing.person_id) | of_office)

    def of_person(self, person) -> Self:
        """The latest first."""
        return self.filter(person=person).order_by("-asked_at", "-pk")

    def open(self) -> Self:
        """Without an answer, the earliest due first."""
        return self.filter(state="open").order_by("due_at", "pk")

    def overdue(self, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at)

    def answered_before(self, before: datetime) -> Self:
        """Answered before ``before`` and still with the words of both sides."""
        return self.filter(answered_at__lt=before, words_forgotten_at__isnull=True).exclude(state="open")


class BreachQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """To the Secretariat, and to nobody else: not to technical administrators either."""
        return self if standing_of(user, at).is_secretariat else self.none()

    def on_the_clock(self) -> Self:
        """Open, and the authority was not told yet."""
        return self.filter(closed_at__isnull=True, authority_told_at__isnull=True)

    def owing_reminder(self, at: datetime) -> Self:
        """On the clock, with a reminder whose hour has come and that was not sent."""
        owed = Q()
        for hours in REMINDED_AFTER_HOURS:
            owed |= Q(discovered_at__lte=at - timedelta(hours=hours), reminded_hours__lt=hours)
        return self.on_the_clock().filter(owed).order_by("discovered_at")
