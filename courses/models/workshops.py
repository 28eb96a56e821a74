"""The workshop (*taller*): the unit in which people enrol, and the two approvals that it needs (R16–R22)."""

from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.topics import CrimeTopic, TrainingArea
from courses.querysets import WorkshopQuerySet
from courses.rules import HoursByKind, hours_by_kind
from network.bilingual import Bilingual
from network.models import Office, Person, School, Unit
from network.validators import validate_time_zone


class Workshop(models.Model):
    """A dated edition of training, hosted by an office, with seats per office or open to all.

    ``state``, ``syllabus`` and the instants at the end are written by actions only; ``attendance_threshold``, the rule
    of its certificate, is frozen at announcement with everything else that people were told. ``syllabus`` is then
    ``{"revisions": {"es": id, "en": id}, "modules": [{"key", "kind", "hours", "title_es", "title_en"}]}``.
    """

    class Modality(models.TextChoices):
        VIRTUAL = "virtual", _("virtual")
        IN_PERSON = "in_person", _("in person")
        BLENDED = "blended", _("blended")

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        ANNOUNCED = "announced", _("announced")
        CANCELLED = "cancelled", _("cancelled")

    class NamesInRoom(models.TextChoices):
        """Under what name people stand in the video rooms of the workshop, where everybody present reads it."""

        FULL = "full", _("full name")
        INITIALS = "initials", _("initials")
        OFFICE = "office", _("country only")
        INITIALS_OFFICE = "initials_office", _("initials and country")

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    title_es = models.CharField(_("title in Spanish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    title = Bilingual(_("title"))
    summary_es = models.TextField(_("summary in Spanish"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary = Bilingual()
    area = models.ForeignKey(
        TrainingArea, on_delete=models.PROTECT, related_name="workshops", verbose_name=_("training area")
    )
    topics = models.ManyToManyField(CrimeTopic, blank=True, related_name="workshops", verbose_name=_("crime topics"))
    course_key = models.UUIDField(
        _("curriculum"), null=True, blank=True, help_text=_("The curriculum that this workshop follows.")
    )
    requires_course = models.UUIDField(
        _("curriculum required before"),
        null=True,
        blank=True,
        help_text=_(
            "Only people with a certificate of this curriculum take part; the Secretariat may make exceptions."
        ),
    )
    host_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="hosted_workshops", verbose_name=_("host office")
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="workshops", verbose_name=_("coordinating units"))
    schools = models.ManyToManyField(School, blank=True, related_name="workshops", verbose_name=_("training schools"))
    modality = models.CharField(_("modality"), max_length=10, choices=Modality.choices, default=Modality.VIRTUAL)
    city = models.CharField(_("city"), max_length=100, blank=True)
    language = models.CharField(
        _("working language"), max_length=5, choices=[("es", _("Spanish")), ("en", _("English"))], default="es"
    )
    time_zone = models.CharField(_("time zone"), max_length=50, validators=[validate_time_zone])
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    seats_per_office = models.PositiveSmallIntegerField(
        _("seats per office"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: open to every prosecutor, without a quota."),
    )
    seats_total = models.PositiveSmallIntegerField(
        _("seats in all"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    stated_hours = models.DecimalField(
        _("hours, without a curriculum"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5"))],
        help_text=_("Of 60 minutes; with a curriculum its modules are summed instead."),
    )
    nominations_close_at = models.DateTimeField(_("enrolment closes at"))
    attendance_threshold = models.DecimalField(
        _("attendance for a certificate, %"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(80),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(100))],
    )
    names_in_room = models.CharField(
        _("names shown in the video room"),
        max_length=15,
        choices=NamesInRoom.choices,
        default=NamesInRoom.FULL,
        help_text=_(
            "Everybody in the room reads them, and whoever photographs a screen. Attendance goes by the person."
        ),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    syllabus = models.JSONField(_("syllabus"), default=dict, blank=True, editable=False)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True, editable=False)
    first_session_at = models.DateTimeField(_("first session begins at"), null=True, blank=True, editable=False)
    seats_released_at = models.DateTimeField(_("unnamed seats released at"), null=True, blank=True, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "slug"]
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        indexes = [models.Index(fields=["state", "starts_on"], name="courses_workshop_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="courses_workshop_ends_after_start",
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        faults = {}
        if self.modality != self.Modality.VIRTUAL and not self.city:
            faults["city"] = _("Say in which city people meet.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = _("The last day must not come before the first.")
        if faults:
            raise ValidationError(faults)

    @property
    def is_open(self) -> bool:
        """Open to every prosecutor by self-enrolment; otherwise offices nominate within their seats."""
        return self.seats_per_office is None

    @property
    def beginning(self) -> datetime:
        """The instant until which seats change hands: its first session, else its first day in its own zone."""
        return self.first_session_at or datetime.combine(self.starts_on, time(), ZoneInfo(self.time_zone))

    def has_begun(self, at: datetime | None = None) -> bool:
        """Whether its first session has begun; without sessions, whether its first day has come."""
        return (at or timezone.now()) >= self.beginning

    def has_come(self, at: datetime | None = None) -> bool:
        """Whether its first day has come in its own zone."""
        return timezone.localdate(at, ZoneInfo(self.time_zone)) >= self.starts_on

    def entry(self, at: datetime | None = None) -> str:
        """How one comes in now: ``open``, by ``offices``, or ``closed``; empty where nobody can ask any more."""
        if self.state != self.State.ANNOUNCED or timezone.localdate(at) > self.ends_on:
            return ""
        if self.nominations_close_at <= (at or timezone.now()):
            return "closed"
        return "open" if self.is_open else "offices"

    def is_past(self, at: datetime | None = None) -> bool:
        """Whether its last day has passed in its own zone."""
        return timezone.localdate(at, ZoneInfo(self.time_zone)) > self.ends_on

    @property
    def syllabus_hours(self) -> HoursByKind:
        """Hours of the frozen syllabus, of theory and of practice."""
        return hours_by_kind((module["kind"], Decimal(module["hours"])) for module in self.syllabus.get("modules", []))

    @property
    def hours(self) -> Decimal:
        """Hours of the frozen syllabus, else those stated (1 h = 60 min)."""
        return self.syllabus_hours.total or self.stated_hours or Decimal(0)


class Approval(models.Model):
    """One side's word on a workshop. Only the latest of each side counts, and only while the workshop is unchanged."""

    class Side(models.TextChoices):
        SCHOOL = "school", _("Prosecutors' School")
        SECRETARIAT = "secretariat", _("Secretariat")

    class Decision(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned with reasons")

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="approvals")
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reason = models.TextField(_("reasons"), blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="approvals")
    decided_at = models.DateTimeField(_("decided at"))
    stands = models.BooleanField(_("stands"), default=True)

    class Meta:
        ordering = ["decided_at"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "side"], condition=Q(stands=True), name="courses_one_standing_word_per_side"
            ),
            models.CheckConstraint(
                condition=~Q(decision="returned") | ~Q(reason=""), name="courses_return_gives_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.get_decision_display()}"
