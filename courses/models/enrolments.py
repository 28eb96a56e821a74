"""A person's place in a workshop and the way it came about (R4, R22)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.workshops import Workshop
from courses.querysets import EnrolmentQuerySet
from network.models import Office, Person


class Enrolment(models.Model):
    """One person's place in one workshop, self-enrolled or nominated; ``state`` is written by actions only.

    ``office`` is the office under which the place was taken and stays so when the person moves on.
    """

    class State(models.TextChoices):
        NOMINATED = "nominated", _("nominated")
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CANCELLED = "cancelled", _("workshop cancelled")

    HOLDING = (State.NOMINATED, State.CONFIRMED)
    LIVE = (*HOLDING, State.WAITING)

    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("workshop")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("person"))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("office"))
    nominated_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("nominated by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    asked_at = models.DateTimeField(_("asked at"))

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [models.Index(fields=["workshop", "office", "state"], name="courses_enrolment_seats")]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=Q(state__in=["nominated", "confirmed", "waiting"]),
                name="courses_one_live_enrolment",
                violation_error_message=_("This person already has a place in this workshop."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.person_id} {self.state}"

    @property
    def holds_seat(self) -> bool:
        return self.state in self.HOLDING


class EnrolmentTransition(models.Model):
    """One step in the life of an enrolment. Rows are only added."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="transitions")
    from_state = models.CharField(_("from"), max_length=10, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=Enrolment.State.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
