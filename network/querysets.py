"""Questions about people and institutions."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.rules import NOBODY, Standing


def standing_of(user, at: datetime | None = None) -> Standing:
    """The standing of a signed-in or anonymous ``user``; of now unless ``at`` is given."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    return user.standing if at is None else user.standing_at(at)


class PersonalRecordQuerySet(models.QuerySet):
    """Records that speak of one ``person`` and were made under one ``office``: a place, a verdict, a certificate."""

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own; an office's to its contact points and national editors; all to School and Secretariat."""
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        return self.filter(
            Q(person=standing.person_id) | Q(office__in=standing.offices_as("contact_point", "national_editor"))
        )


class AppointmentQuerySet(models.QuerySet):
    def valid(self, at: datetime | None = None) -> "AppointmentQuerySet":
        """Begun and not ended at that instant."""
        at = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)

    def holding(self, role: str) -> "AppointmentQuerySet":
        return self.filter(role=role)


class OfficeQuerySet(models.QuerySet):
    def in_order(self) -> "OfficeQuerySet":
        """By the Spanish name of the country, as the network lists itself."""
        return self.select_related("country").order_by("country__name_es")


class PersonQuerySet(models.QuerySet):
    def current(self) -> "PersonQuerySet":
        """People who were not merged into another record."""
        return self.filter(merged_into__isnull=True)

    def in_order(self) -> "PersonQuerySet":
        return self.order_by("family_names", "given_names")

    def visible_to(self, user, at: datetime | None = None) -> "PersonQuerySet":
        """Oneself; the people of an office to its contact points; everyone to the School and the Secretariat."""
        standing = standing_of(user, at)
        if standing.is_staff:
            return self
        return self.filter(
            Q(pk=standing.person_id) | Q(office__in=standing.offices_as("contact_point", "national_editor"))
        )
