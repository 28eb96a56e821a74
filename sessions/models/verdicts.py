"""The verdict on one person in one session, excuses before it, objections and corrections after it (C3, C4, R23)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Office, Person
from sessions.models.timetable import TrainingSession
from sessions.querysets import AttendanceQuerySet, ExcuseQuerySet
from sessions.rules import Weighed


class Attendance(Weighed, models.Model):
    """The verdict on one person in one session, with the evidence it rests on (C3, C4).

    ``present_seconds`` of ``counted_seconds``; ``evidence`` is ``{"source", "window", "threshold", "intervals",
    "incidents", "stays", "marks", "roster", "repairs"}`` with instants in UTC (ISO 8601): ``intervals`` are what was
    counted, ``stays`` what the video server told, each with whether its end was posted, inferred or open, ``marks``
    what people noted, ``repairs`` what had to be inferred. Written by settling, replaced by a correction, which keeps
    what stood before; the evidence is emptied when it has been kept long enough, the verdict stays.
    """

    class Verdict(models.TextChoices):
        PRESENT = "present", _("present")
        PARTIAL = "partial", _("partial")
        ABSENT = "absent", _("absent")
        EXCUSED = "excused", _("excused")

    session = models.ForeignKey(
        TrainingSession, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("session")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("person"))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("office"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    present_seconds = models.PositiveIntegerField(_("seconds present"))
    counted_seconds = models.PositiveIntegerField(_("seconds that count"))
    is_late = models.BooleanField(_("came late"), default=False)
    evidence = models.JSONField(_("evidence"), default=dict)
    settled_at = models.DateTimeField(_("settled at"))

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["session__starts_at", "person__family_names"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="sessions_attendance_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id} {self.verdict}"


class Excuse(models.Model):
    """That somebody could not take part, and whether whoever leads accepts it: then the session leaves the sum."""

    class State(models.TextChoices):
        ASKED = "asked", _("not decided yet")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("not accepted")

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="excuses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="excuses", verbose_name=_("person"))
    reason = models.TextField(_("reasons"), max_length=1000)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = ExcuseQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("excuse")
        verbose_name_plural = _("excuses")
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="sessions_excuse_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id} {self.state}"


class Contest(models.Model):
    """A participant's objection to the own verdict: one, with reasons, answered by who leads or the staff."""

    attendance = models.OneToOneField(Attendance, on_delete=models.PROTECT, related_name="contest")
    reason = models.TextField(_("reasons"), max_length=2000)
    contested_at = models.DateTimeField(_("contested at"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    is_upheld = models.BooleanField(_("led to a correction"), null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("objection to a verdict")
        verbose_name_plural = _("objections to verdicts")

    def __str__(self) -> str:
        return f"contest {self.attendance_id}"


class Correction(models.Model):
    """What a verdict was before it was corrected, why, and by whom: the row of the verdict holds what it is now."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="corrections")
    was_verdict = models.CharField(_("verdict"), max_length=10, choices=Attendance.Verdict.choices)
    was_present_seconds = models.PositiveIntegerField(_("seconds present"))
    was_counted_seconds = models.PositiveIntegerField(_("seconds that count"))
    reason = models.TextField(_("reasons"), max_length=2000)
    corrected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(_("corrected at"))

    class Meta:
        ordering = ["corrected_at", "id"]
        verbose_name = _("correction of a verdict")
        verbose_name_plural = _("corrections of verdicts")

    def __str__(self) -> str:
        return f"correction {self.attendance_id}"

    @property
    def was_minutes(self) -> int:
        """Whole minutes present before."""
        return self.was_present_seconds // 60
