"""What is known of a room: the kit it should have, how its line is, how test calls went, how ready it was."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipment.models.catalogue import ItemType
from equipment.models.kits import Kit, KitVersion
from equipment.querysets import RoomRecordQuerySet, TestCallQuerySet
from network.models import OfficeRoom, Person


class RoomProfile(models.Model):
    """What a room should be able to do: the kit due to it and who helps when something fails.

    ``reported_at`` is when its office last said that the inventory holds all that stands in it: from then on what is
    not entered is lacking, and before that it is unknown.
    """

    room = models.OneToOneField(OfficeRoom, on_delete=models.CASCADE, primary_key=True, related_name="profile")
    kit = models.ForeignKey(
        Kit, on_delete=models.PROTECT, null=True, blank=True, related_name="rooms", verbose_name=_("standard kit")
    )
    technical_contact = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rooms_helped",
        verbose_name=_("technical contact"),
    )
    reported_at = models.DateTimeField(_("inventory reported at"), null=True, blank=True)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RoomRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("equipment of a room")
        verbose_name_plural = _("equipment of rooms")

    def __str__(self) -> str:
        return f"{self.room_id}"


class AbsentKind(models.Model):
    """That a room has none of a kind of item, as its office says: told of one kind before the rest is reported."""

    room = models.ForeignKey(OfficeRoom, on_delete=models.CASCADE, related_name="absent_kinds", verbose_name=_("room"))
    item_type = models.ForeignKey(
        ItemType, on_delete=models.CASCADE, related_name="absences", verbose_name=_("kind of item")
    )
    told_at = models.DateTimeField(_("told at"))
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RoomRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("absent kind of item")
        verbose_name_plural = _("absent kinds of items")
        constraints = [models.UniqueConstraint(fields=["room", "item_type"], name="equipment_absence_told_once")]

    def __str__(self) -> str:
        return f"{self.room_id}: {self.item_type_id}"


class Line(models.Model):
    """Figures of a line: speeds in kbit/s, loss in per cent, jitter and the way there and back in milliseconds."""

    down_kbps = models.PositiveIntegerField(_("kbit/s down"), null=True, blank=True)
    up_kbps = models.PositiveIntegerField(_("kbit/s up"), null=True, blank=True)
    loss_percent = models.DecimalField(_("loss in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    jitter_ms = models.PositiveIntegerField(_("jitter in milliseconds"), null=True, blank=True)
    rtt_ms = models.PositiveIntegerField(_("milliseconds there and back"), null=True, blank=True)

    class Meta:
        abstract = True


class LinkMeasure(Line):
    """What the device check measured of a room's line. ``source`` is the key of that check, kept once."""

    room = models.ForeignKey(OfficeRoom, on_delete=models.CASCADE, related_name="link_measures")
    at = models.DateTimeField(_("measured at"))
    source = models.CharField(_("source"), max_length=40, unique=True)

    objects = RoomRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("measure of a line")
        verbose_name_plural = _("measures of lines")

    def __str__(self) -> str:
        return f"{self.room_id} {self.at}"


class TestCall(Line):
    """A call made to try a room, with what went well. ``session`` is the UUID of the session it prepared, if any.

    One that was withdrawn stays in the record with its reason and counts for nothing any more.
    """

    __test__ = False

    class Outcome(models.TextChoices):
        PASSED = "passed", _("passed")
        PARTLY = "partly", _("passed in part")
        FAILED = "failed", _("failed")

    room = models.ForeignKey(OfficeRoom, on_delete=models.PROTECT, related_name="test_calls", verbose_name=_("room"))
    at = models.DateTimeField(_("at"))
    video = models.BooleanField(_("video both ways"))
    audio = models.BooleanField(_("audio both ways, without echo"))
    sharing = models.BooleanField(_("sharing of the screen"))
    session = models.UUIDField(_("session"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(_("noted at"))
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)

    objects = TestCallQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("test call")
        verbose_name_plural = _("test calls")
        indexes = [models.Index(fields=["room", "-at"], name="equipment_calls_of_room")]

    def __str__(self) -> str:
        return f"{self.room_id} {self.at}"

    @property
    def outcome(self) -> str:
        """Passed when video, audio and sharing went well; failed when none of them did."""
        went_well = [self.video, self.audio, self.sharing]
        if all(went_well):
            return self.Outcome.PASSED
        return self.Outcome.PARTLY if any(went_well) else self.Outcome.FAILED

    def get_outcome_display(self) -> str:
        """In the reader's language."""
        return str(self.Outcome(self.outcome).label)

    @property
    def failures(self) -> list[str]:
        """What did not go well, in the reader's language."""
        told = {"video": _("picture"), "audio": _("sound"), "sharing": _("sharing the screen")}
        return [str(words) for part, words in told.items() if not getattr(self, part)]


class FaultMinutes(models.Model):
    """Minutes of a session that a room lost by a fault. ``incident`` is the key under which the session keeps it."""

    room = models.ForeignKey(OfficeRoom, on_delete=models.PROTECT, related_name="faults", verbose_name=_("room"))
    session = models.UUIDField(_("session"))
    incident = models.CharField(_("incident"), max_length=40)
    at = models.DateTimeField(_("at"))
    minutes = models.PositiveIntegerField(_("minutes lost"))
    reason = models.CharField(_("what happened"), max_length=200, blank=True)

    objects = RoomRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("minutes lost")
        verbose_name_plural = _("minutes lost")
        constraints = [models.UniqueConstraint(fields=["room", "incident"], name="equipment_fault_once")]

    def __str__(self) -> str:
        return f"{self.room_id}: {self.minutes}"


class ReadinessReading(models.Model):
    """How ready a room was on a day: kept once a day, so that the trend can be seen. ``score`` is out of a hundred."""

    class Band(models.TextChoices):
        READY = "ready", _("ready")
        AT_RISK = "at_risk", _("ready with risk")
        NOT_READY = "not_ready", _("not ready")
        NOT_REPORTED = "not_reported", _("not reported")

    room = models.ForeignKey(OfficeRoom, on_delete=models.CASCADE, related_name="readings")
    on = models.DateField(_("day"))
    band = models.CharField(_("band"), max_length=12, choices=Band.choices)
    score = models.PositiveSmallIntegerField(_("score"))
    parts = models.JSONField(_("points"), default=dict)
    lacks = models.JSONField(_("what is missing"), default=list)
    kit_version = models.ForeignKey(KitVersion, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RoomRecordQuerySet.as_manager()

    class Meta:
        ordering = ["room", "-on"]
        verbose_name = _("reading of readiness")
        verbose_name_plural = _("readings of readiness")
        constraints = [
            models.UniqueConstraint(fields=["room", "on"], name="equipment_reading_once_a_day"),
            models.CheckConstraint(condition=Q(score__lte=100), name="equipment_score_out_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id} {self.on}: {self.band}"
