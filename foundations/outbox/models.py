"""A letter and its fate."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundations.outbox.querysets import LetterQuerySet


class Letter(models.Model):
    """One letter to one person, already rendered in that person's language and time zone.

    ``once_key`` makes a cause write its letter once however often it is asked. A letter found in ``SENDING`` after a
    crash has an unknown fate: it is sent once more under the same Message-ID, and ``fate_unknown`` says so.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=100)
    once_key = models.CharField(_("once key"), max_length=200, unique=True, null=True, blank=True)
    recipient = models.UUIDField(_("recipient"), null=True, blank=True)
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fate_unknown = models.BooleanField(_("fate unknown"), default=False)
    created_at = models.DateTimeField(_("created at"))
    due_at = models.DateTimeField(_("due at"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
