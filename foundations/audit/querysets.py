"""Questions to the book."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class AuditEventQuerySet(models.QuerySet):
    def about(self, subject: models.Model) -> Self:
        """Everything that ever happened to ``subject``, newest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))

    def by_person(self, person_uuid) -> Self:
        """Everything that one person did, newest first."""
        return self.filter(actor=person_uuid)

    def sign_ins_of(self, person: models.Model) -> Self:
        """The times that ``person`` got in, and the tries upon that account that were refused; newest first.

        By the names of their actions, whichever app recorded them: ``….signed_in``, and ``….sign_in_refused`` with the
        person as its record.
        """
        came_in = Q(actor=person.pk, action__endswith="signed_in")
        refused = Q(
            subject_type=person._meta.label_lower, subject_id=str(person.pk), action__endswith="sign_in_refused"
        )
        return self.filter(came_in | refused)

    def happened_since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)

    def before_key(self, key: int | None) -> Self:
        """The rows written before the one with this key, newest first: the next leaf of the book."""
        rows = self.order_by("-id")
        return rows if key is None else rows.filter(id__lt=key)


class AuditCheckQuerySet(models.QuerySet):
    def over(self) -> Self:
        """Those that came to their end, at the end of the chain or at a broken seal; the latest last."""
        return self.filter(is_over=True).order_by("id")

    def found_whole(self) -> Self:
        """Those that found every seal in order; the latest last."""
        return self.over().filter(broken_event__isnull=True)
