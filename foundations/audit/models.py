"""The book's pages: one row per event, seals that chain ranges of rows by their hash, and the checks of that chain.

``append_only`` on a model has triggers laid on its table that refuse every change and removal
(:mod:`foundations.audit.triggers`); any app may write it on a model of its own.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundations.audit.querysets import AuditCheckQuerySet, AuditEventQuerySet


class AuditEvent(models.Model):
    """One thing that happened. Rows are only ever added; triggers in the database refuse change and removal.

    ``actor`` is the UUID of the person who acted, empty when the clock or the set-up did. ``details`` holds keys,
    states and figures, never names or addresses.
    """

    append_only = True

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
            models.Index(fields=["action", "id"], name="audit_by_action"),
            models.Index(fields=["at"], name="audit_by_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}:{self.subject_id}"


class AuditSeal(models.Model):
    """A hash over a range of events and over the seal before it: whoever alters a row breaks every later seal."""

    append_only = True

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


class AuditCheck(models.Model):
    """One piece of a check of the chain: every seal up to ``last_event`` was found to fit, or one was found broken.

    A check goes from the first seal to the last in pieces short enough for the queue; ``is_over`` marks the piece that
    ended it. ``digest`` is that of the seal at ``last_event``: a later check that does not meet it again knows that the
    chain was cut or written anew. ``broken_event`` is the last event of the first seal that does not fit.
    """

    append_only = True

    started_at = models.DateTimeField(_("started at"))
    checked_at = models.DateTimeField(_("checked at"))
    last_event = models.BigIntegerField(_("whole up to event"), default=0)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    broken_event = models.BigIntegerField(_("broken at the seal up to event"), null=True, blank=True)
    is_over = models.BooleanField(_("came to its end"), default=False)

    objects = AuditCheckQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("check of the seals")
        verbose_name_plural = _("checks of the seals")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} –{self.last_event}"

    @property
    def is_whole(self) -> bool:
        """Whether this check found every seal in order."""
        return self.is_over and self.broken_event is None
