"""The book's pages: one row per event, and seals that chain ranges of rows by their hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundations.audit.querysets import AuditEventQuerySet


class AuditEvent(models.Model):
    """One thing that happened. Rows are only ever added; triggers in the database refuse change and removal.

    ``actor`` is the UUID of the person who acted, empty when the clock or the set-up did. ``details`` holds keys,
    states and figures, never names or addresses.
    """

    at = models.DateTimeField(_("at"))
    action = models.CharField(_("action"), max_length=100)
    actor = models.UUIDField(_("actor"), null=True, blank=True)
    subject_type = models.CharField(_("kind of record"), max_length=100, blank=True)
    subject_id = models.CharField(_("record"), max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["actor", "at"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}:{self.subject_id}"


class AuditSeal(models.Model):
    """A hash over a range of events and over the seal before it: whoever alters a row breaks every later seal."""

    sealed_at = models.DateTimeField(_("sealed at"))
    first_event = models.BigIntegerField(_("first event"))
    last_event = models.BigIntegerField(_("last event"), unique=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        ordering = ["last_event"]
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")

    def __str__(self) -> str:
        return f"{self.first_event}–{self.last_event}"
