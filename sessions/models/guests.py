"""Guests of a session: people without an account, invited one by one, each by a link that one browser can use."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Person
from network.rules import initials


class GuestInvitationQuerySet(models.QuerySet):
    """Questions about invitations of guests."""

    def standing(self) -> "GuestInvitationQuerySet":
        """Not revoked."""
        return self.filter(revoked_at__isnull=True)

    def to_write_to(self) -> "GuestInvitationQuerySet":
        """Not revoked, and with an address."""
        return self.standing().exclude(email="")

    def to_forget(self, before: datetime) -> "GuestInvitationQuerySet":
        """Of sessions that ended before then, and still with an address."""
        return self.filter(session__ends_at__lt=before).exclude(email="")


class GuestInvitation(models.Model):
    """One guest of one session. The key is the guest's identity in the video room.

    ``browser_hash`` (SHA-256, hex) is of a secret in the session of the one browser that took the invitation into use.
    Name and address are emptied once the session is long over; that a guest was there stays.
    """

    class Kind(models.TextChoices):
        EXPERT = "expert", _("expert")
        POLICE = "police", _("police")
        JUDGE = "judge", _("judge")
        INTERPRETER = "interpreter", _("interpreter")
        TECHNICIAN = "technician", _("technician")
        OTHER = "other", _("other guest")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("training_sessions.TrainingSession", on_delete=models.PROTECT, related_name="guests")
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    kind = models.CharField(_("kind of guest"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=2, choices=[("es", _("Spanish")), ("en", _("English"))])
    shows_title = models.BooleanField(_("reads what the session is about"), default=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by"))
    invited_at = models.DateTimeField(_("invited at"))
    browser_hash = models.CharField(_("hash"), max_length=64, blank=True, editable=False)
    taken_at = models.DateTimeField(_("taken into use at"), null=True, blank=True)
    consented_at = models.DateTimeField(_("agreed to be recorded at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = GuestInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "id"]
        verbose_name = _("invitation of a guest")
        verbose_name_plural = _("invitations of guests")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "email"],
                condition=models.Q(revoked_at__isnull=True) & ~models.Q(email=""),
                name="sessions_guest_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {initials(self.name)}"


class GuestLink(models.Model):
    """The link of one delivery of one invitation's letter, kept as a hash (SHA-256, hex, of 256 random bits).

    A letter delivered twice, after a crash, brings two: either copy works.
    """

    invitation = models.ForeignKey(GuestInvitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(_("hash"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("link of a guest")
        verbose_name_plural = _("links of guests")

    def __str__(self) -> str:
        return f"guest link {self.pk}"
