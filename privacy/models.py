"""Requests to correct what the platform holds on somebody, and the log of breaches."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundations.audit.models import AuditEvent
from network.models import Office, Person
from privacy.querysets import BreachQuerySet, CorrectionQuerySet
from privacy.rules import authority_due_at, hours_left

LONGEST_WORDS = 1000


class Correction(models.Model):
    """Somebody asks to correct what the platform holds on them; the Secretariat answers.

    ``office`` is the one under which the request was made. ``wrong``, ``right`` and ``answer`` are emptied once they
    were kept long enough (``words_forgotten_at``); that there was a request, and its outcome, stays.
    """

    class Kind(models.TextChoices):
        NAME = "name", _("my name")
        OFFICE = "office", _("my office or unit")
        OTHER = "other", _("another record")

    class State(models.TextChoices):
        OPEN = "open", _("without an answer yet")
        DONE = "done", _("corrected")
        DECLINED = "declined", _("not corrected")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("person"))
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("office")
    )
    kind = models.CharField(_("what it is about"), max_length=10, choices=Kind.choices)
    wrong = models.TextField(_("what is wrong"), blank=True, max_length=LONGEST_WORDS)
    right = models.TextField(_("what is right"), blank=True, max_length=LONGEST_WORDS)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("answer due"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answer = models.TextField(_("reasons"), blank=True)
    words_forgotten_at = models.DateTimeField(_("words forgotten at"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("request to correct")
        verbose_name_plural = _("requests to correct")
        indexes = [models.Index(fields=["state", "due_at"], name="privacy_correction_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="privacy_correction_answered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.pk}"

    @property
    def is_unchanged(self) -> bool:
        """Whether a name was asked to be corrected and the audit book knows of no correction of it since."""
        if self.kind != self.Kind.NAME:
            return False
        events = AuditEvent.objects.about(self.person)
        return not events.filter(action="network.name_corrected", at__gte=self.asked_at).exists()

    def is_overdue(self, at: datetime) -> bool:
        """Whether its answer is late."""
        return self.state == self.State.OPEN and at > self.due_at


class Breach(models.Model):
    """Personal data got out, or was lost or altered: what is known of it, and until when the authority must be told.

    Written by actions, each of which adds a :class:`BreachEntry`. ``reminded_hours`` is the last reminder that the
    Secretariat was sent, in hours after the discovery.
    """

    title = models.CharField(_("title"), max_length=200, help_text=_("Without names of persons."))
    is_exercise = models.BooleanField(
        _("exercise"), default=False, help_text=_("A rehearsal: nothing happened, and everything here is fictional.")
    )
    discovered_at = models.DateTimeField(
        _("discovered at"),
        help_text=_("On your clock. From this instant the 72 hours run in which the authority must be told."),
    )
    happened = models.TextField(_("what happened"))
    data_kinds = models.TextField(_("kinds of personal data"), blank=True)
    people_about = models.PositiveIntegerField(_("people concerned, about"), null=True, blank=True)
    consequences = models.TextField(_("likely consequences"), blank=True)
    measures = models.TextField(_("measures taken"), blank=True)
    authority_told_at = models.DateTimeField(_("authority told at"), null=True, blank=True)
    people_told_at = models.DateTimeField(_("people told at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    reminded_hours = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ["-discovered_at", "-id"]
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")
        constraints = [
            models.CheckConstraint(
                condition=Q(authority_told_at__isnull=True) | Q(authority_told_at__gte=models.F("discovered_at")),
                name="privacy_breach_told_after_discovery",
                violation_error_message=_("The authority cannot have been told before the discovery."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.people_told_at and self.discovered_at and self.people_told_at < self.discovered_at:
            raise ValidationError({"people_told_at": _("The people cannot have been told before the discovery.")})

    @property
    def authority_due_at(self) -> datetime:
        """Until when the authority must be told."""
        return authority_due_at(self.discovered_at)

    @property
    def is_on_the_clock(self) -> bool:
        """Whether the authority must still be told."""
        return self.closed_at is None and self.authority_told_at is None

    def hours_left(self, at: datetime) -> int:
        """Whole hours until the authority must be told; negative once it is late."""
        return hours_left(self.discovered_at, at)


class BreachEntry(models.Model):
    """One line of a breach's history: who wrote what, when. Rows are only ever added; the database refuses the rest.

    ``changes`` holds the new value of each field that changed, as text; ``remark`` why the breach was closed.
    """

    append_only = True

    class Kind(models.TextChoices):
        RECORDED = "recorded", _("recorded")
        REVISED = "revised", _("revised")
        REMINDED = "reminded", _("Secretariat reminded")
        CLOSED = "closed", _("closed")

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="entries", verbose_name=_("breach"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    changes = models.JSONField(_("new values"), default=dict)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("entry of a breach")
        verbose_name_plural = _("entries of breaches")

    def __str__(self) -> str:
        return f"{self.breach_id} {self.kind}"
