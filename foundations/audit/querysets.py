"""Questions to the book."""

from django.db import models


class AuditEventQuerySet(models.QuerySet):
    def about(self, subject: models.Model) -> "AuditEventQuerySet":
        """Everything that ever happened to ``subject``, newest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))

    def by_person(self, person_uuid) -> "AuditEventQuerySet":
        """Everything that one person did, newest first."""
        return self.filter(actor=person_uuid)
