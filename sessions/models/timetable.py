"""Sessions of a workshop, who has a part in them, and what calendars were told of them (R20, R21, C1)."""

import uuid
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferencing.models import VideoRoom
from courses.models import Workshop
from network.bilingual import Bilingual
from network.models import Person
from sessions.querysets import SessionPartQuerySet, TrainingSessionQuerySet


def draw_uid() -> str:
    """A name for a new session among calendars (RFC 5545 §3.8.4.7), kept for ever."""
    return uid_of(uuid.uuid4())


def uid_of(key: uuid.UUID) -> str:
    """``session-<uuid>@<domain>``; the domain is a setting and not the platform's host, which may change."""
    return f"session-{key}@{settings.CALENDAR_DOMAIN}"


def uid_of_days(key: int) -> str:
    """``workshop-<key>@<domain>``: the name among calendars of the days of a workshop."""
    return f"workshop-{key}@{settings.CALENDAR_DOMAIN}"


class TrainingSession(models.Model):
    """One sitting of a workshop (*sesión*, *jornada*), with a video room of its own.

    ``state`` and the times are written by actions only, and so is what calendars go by: ``uid`` never changes,
    ``sequence`` counts changes of time, place or state (RFC 5545 §3.8.7.4), ``calendar_stamped_at`` is the instant of
    the last change that a calendar shows. ``ended_at`` is the real end where it came before the planned
    one: nobody loses minutes after it. ``counts`` tells whether its minutes count for the certificate; one that
    ``is_mandatory`` must be attended besides. ``present_percent`` makes *present* here; empty: the workshop's.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        SETTLED = "settled", _("attendance settled")
        CANCELLED = "cancelled", _("session cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("workshop")
    )
    title_es = models.CharField(_("title in Spanish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    title = Bilingual(_("title"))
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    ended_at = models.DateTimeField(_("really ended at"), null=True, blank=True)
    counts = models.BooleanField(_("counts for the certificate"), default=True)
    is_mandatory = models.BooleanField(
        _("mandatory"),
        default=False,
        help_text=_("Without it there is no certificate, however many minutes the others come to."),
    )
    present_percent = models.DecimalField(
        _("per cent that makes present"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Empty: as the workshop asks."),
    )
    room = models.OneToOneField(VideoRoom, on_delete=models.PROTECT, related_name="session", verbose_name=_("room"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SCHEDULED, editable=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)
    uid = models.CharField(_("name in calendars"), max_length=150, unique=True, default=draw_uid, editable=False)
    sequence = models.PositiveIntegerField(_("changes in calendars"), default=0, editable=False)
    calendar_stamped_at = models.DateTimeField(_("last change in calendars"), default=timezone.now, editable=False)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [models.Index(fields=["state", "ends_at"], name="sessions_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="sessions_ends_after_start",
                violation_error_message=_("The end must come after the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def threshold(self) -> Decimal:
        """The per cent from which somebody is present in it."""
        return self.workshop.attendance_threshold if self.present_percent is None else self.present_percent

    def rooms(self) -> "models.QuerySet[VideoRoom]":
        """Every room that it has had, the present one and those that were given up: stays in all of them count."""
        return VideoRoom.objects.filter(subject=self.pk)

    def is_running_at(self, at: datetime) -> bool:
        """Whether it is under way: begun, not over, neither cancelled nor settled."""
        return self.state == self.State.SCHEDULED and self.starts_at <= at < self.ends_at


class WorkshopInCalendars(models.Model):
    """How often, and when last, what calendars show of a workshop's days has changed since it was announced.

    No row: never. The workshop's own facts belong to the floor below, which knows no calendars.
    """

    workshop = models.OneToOneField(
        Workshop, on_delete=models.CASCADE, primary_key=True, related_name="in_calendars", verbose_name=_("workshop")
    )
    sequence = models.PositiveIntegerField(_("changes in calendars"))
    stamped_at = models.DateTimeField(_("last change in calendars"))

    class Meta:
        verbose_name = _("workshop in calendars")
        verbose_name_plural = _("workshops in calendars")

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.sequence}"


class Participation(models.Model):
    """What one person's calendar was told of one session by e-mail, and whether the person said to come.

    ``sequence`` is that of the last message (RFC 5545 §3.8.7.4), ``None`` before the first. Who does not come keeps the
    seat: the answer is for whoever prepares the session.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("no answer yet")
        ACCEPTED = "accepted", _("will come")
        DECLINED = "declined", _("will not come")

        @property
        def partstat(self) -> str:
            """In the words of RFC 5545 §3.2.12."""
            return "NEEDS-ACTION" if self is type(self).NONE else self.value.upper()

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, default=Answer.NONE)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("number of the last message"), null=True, blank=True)
    told_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    taken_back_at = models.DateTimeField(_("invitation taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="sessions_participation_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id} {self.answer}"

    @property
    def is_told(self) -> bool:
        """Whether the person's calendar holds the session by an invitation."""
        return self.told_at is not None and self.taken_back_at is None

    def knows(self, stamped_at: datetime) -> bool:
        """Whether it holds the session as it has been since ``stamped_at``."""
        return self.is_told and self.told_at is not None and self.told_at >= stamped_at


class SessionPart(models.Model):
    """Somebody with a part in a session other than taking it: moderator, trainer, interpreter, technician."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        TRAINER = "trainer", _("trainer")
        INTERPRETER = "interpreter", _("interpreter")
        TECHNICIAN = "technician", _("technician")

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="session_parts")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    objects = SessionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part in a session")
        verbose_name_plural = _("parts in sessions")
        constraints = [models.UniqueConstraint(fields=["session", "person", "role"], name="sessions_part_once")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person_id}"
