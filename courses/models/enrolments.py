"""A person's place in a workshop and the way it came about; seats that became free and where they went (R4, R22)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.workshops import Workshop
from courses.querysets import EnrolmentQuerySet, FreedSeatQuerySet
from network.models import Office, Person


class Enrolment(models.Model):
    """One person's place in one workshop, self-enrolled or nominated; ``state`` is written by actions only.

    ``office`` is the office under which the place was taken and stays so when the person moves on. ``queued_at`` is the
    place on the waiting list; an office orders its own people by exchanging theirs. ``answer_by`` ends an offer,
    ``asked_again_at`` is when a confirmed holder was asked whether the new days suit, until the answer. An exception
    (``is_exception``) takes nobody's seat and leaves none. ``replaces`` is the place whose seat was inherited.
    """

    class State(models.TextChoices):
        NOMINATED = "nominated", _("nominated")
        CONFIRMED = "confirmed", _("confirmed")
        OFFERED = "offered", _("seat offered")
        WAITING = "waiting", _("on the waiting list")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("offer not answered")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPLACED = "replaced", _("replaced by a colleague")
        CANCELLED = "cancelled", _("workshop cancelled")

    HOLDING = (State.NOMINATED, State.OFFERED, State.CONFIRMED)
    TO_ACCEPT = (State.NOMINATED, State.OFFERED)
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
    queued_at = models.DateTimeField(_("on the waiting list since"), null=True, blank=True)
    answer_by = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    asked_again_at = models.DateTimeField(_("asked again at"), null=True, blank=True)
    is_exception = models.BooleanField(_("beyond the seats"), default=False)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("in place of"),
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [models.Index(fields=["workshop", "office", "state"], name="courses_enrolment_seats")]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=Q(state__in=["nominated", "offered", "confirmed", "waiting"]),
                name="courses_one_live_enrolment",
                violation_error_message=_("This person already has a place in this workshop."),
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(answer_by__isnull=False), name="courses_offer_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(queued_at__isnull=False), name="courses_waiting_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.person_id} {self.state}"

    @property
    def holds_seat(self) -> bool:
        return self.state in self.HOLDING


class Allotment(models.Model):
    """How many seats of a workshop an office has where that is not the number of every office."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="allotments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="allotments")
    seats = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        ordering = ["workshop", "office"]
        verbose_name = _("seats of an office")
        verbose_name_plural = _("seats of offices")
        constraints = [models.UniqueConstraint(fields=["workshop", "office"], name="courses_one_allotment_per_office")]

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.office_id} {self.seats}"


class FreedSeat(models.Model):
    """A seat of an office that became free: kept for the office until ``kept_until``, then anybody's, then taken.

    Rows are written by actions; they tell where each seat went.
    """

    class Cause(models.TextChoices):
        GIVEN_UP = "given_up", _("given up")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("offer not answered")
        RELEASED = "released", _("not named until nominations closed")

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="freed_seats")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="freed_seats", verbose_name=_("office"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    freed_at = models.DateTimeField(_("free since"))
    freed_by = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="left_seats", verbose_name=_("left by")
    )
    kept_until = models.DateTimeField(_("kept for the office until"), null=True, blank=True)
    pooled_at = models.DateTimeField(_("everybody's since"), null=True, blank=True)
    taken_by = models.ForeignKey(
        Enrolment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_seats",
        verbose_name=_("went to"),
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)

    objects = FreedSeatQuerySet.as_manager()

    class Meta:
        ordering = ["freed_at", "id"]
        verbose_name = _("freed seat")
        verbose_name_plural = _("freed seats")
        indexes = [models.Index(fields=["workshop", "taken_at"], name="courses_freed_seats_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_until__isnull=False) | Q(pooled_at__isnull=False),
                name="courses_freed_seat_is_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.office_id} {self.cause}"


class EnrolmentTransition(models.Model):
    """One step in the life of an enrolment. Rows are only added.

    ``cause`` is why, as a code of :class:`courses.rules.Cause` or ``Place``; ``reason`` what somebody said;
    ``on_behalf_of`` the office for which the Secretariat acted; ``seat`` the freed seat that was got.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="transitions")
    from_state = models.CharField(_("from"), max_length=10, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=Enrolment.State.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    cause = models.CharField(_("cause"), max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    on_behalf_of = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on behalf of")
    )
    seat = models.ForeignKey(
        FreedSeat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seat")
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
