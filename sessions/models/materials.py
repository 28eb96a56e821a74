"""Materials of a session or of its whole workshop, and what is kept of the leave to record."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment, Workshop
from network.models import Person, User
from network.querysets import standing_of

if TYPE_CHECKING:
    from sessions.models import TrainingSession


class MaterialQuerySet(models.QuerySet):
    """Questions about materials."""

    def standing(self) -> "MaterialQuerySet":
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: User, at: datetime | None = None) -> "MaterialQuerySet":
        """By its tier: to all who take part in the workshop, to them once it is over, or to those who lead alone.

        School and Secretariat read everything; whoever leads one session of a workshop, all of that workshop's.
        """
        standing, now = standing_of(user, at), at or timezone.now()
        rows = self.standing()
        if standing.is_staff:
            return rows
        if not standing.person_id:
            return rows.none()
        seats = Enrolment.objects.holding().filter(person=standing.person_id).order_by()
        taking_part = Q(workshop__in=seats.values("workshop")) | Q(workshop__in=_with_part(standing.person_id))
        is_over = Q(session__ends_at__lte=now) | Q(session__ended_at__lte=now)
        is_over |= Q(session__isnull=True, workshop__ends_on__lt=timezone.localdate(now))
        everybodys = Q(tier=Material.Tier.EVERYBODY) | Q(tier=Material.Tier.AFTER) & is_over
        leading = Q(workshop__in=_with_part(standing.person_id, "moderator", "trainer"))
        return rows.filter(leading | taking_part & everybodys)

    def of_session(self, session: "TrainingSession") -> "MaterialQuerySet":
        """Its own and those of its whole workshop, the newest last."""
        own = Q(session=session) | Q(session__isnull=True, workshop=session.workshop_id)
        return self.filter(own).order_by("added_at", "pk")


def _with_part(person_id: uuid.UUID, *roles: str) -> models.QuerySet:
    """Workshops in one of whose sessions that person has a part."""
    asked = Q(sessions__parts__person=person_id)
    return (
        Workshop.objects.filter(asked & Q(sessions__parts__role__in=roles) if roles else asked).order_by().values("pk")
    )


class Material(models.Model):
    """A file for a session, or for every session of its workshop where ``session`` is empty.

    ``file`` is a name in the private storage, empty once it was withdrawn. ``source`` tells where a recording came
    from, so that the same one is taken in once.
    """

    class Tier(models.TextChoices):
        EVERYBODY = "everybody", _("everybody who takes part")
        AFTER = "after", _("everybody who takes part, once it is over")
        LEADERS = "leaders", _("only those who lead")

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        RECORDING = "recording", _("recording")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="materials")
    session = models.ForeignKey(
        "training_sessions.TrainingSession", on_delete=models.PROTECT, null=True, blank=True, related_name="materials"
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DOCUMENT)
    tier = models.CharField(_("for"), max_length=10, choices=Tier.choices, default=Tier.EVERYBODY)
    file = models.CharField(_("file"), max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"))
    digest = models.CharField(_("digest of the file"), max_length=64, editable=False)
    source = models.CharField(_("came from"), max_length=200, unique=True, null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="materials_added"
    )
    added_at = models.DateTimeField(_("added at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self) -> str:
        return self.title

    @property
    def ending(self) -> str:
        """Of the file, without a dot."""
        return "mp4" if self.kind == self.Kind.RECORDING else "pdf"


class RecordingLeave(models.Model):
    """That the Secretariat let a session be recorded, why, and until when that held. No row: it is not recorded."""

    session = models.OneToOneField(
        "training_sessions.TrainingSession", on_delete=models.PROTECT, primary_key=True, related_name="recording_leave"
    )
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given at"))
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("leave to record")
        verbose_name_plural = _("leaves to record")

    def __str__(self) -> str:
        return f"{self.session_id}"


class RecordingConsent(models.Model):
    """That somebody read that a session is recorded, and agreed, before entering it."""

    session = models.ForeignKey("training_sessions.TrainingSession", on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recording_consents")
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("consent to be recorded")
        verbose_name_plural = _("consents to be recorded")
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="sessions_consent_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id}"
