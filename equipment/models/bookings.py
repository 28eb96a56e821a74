"""Rooms and equipment that are taken for some hours, for the network or for the country's own use (R75)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipment.models.assets import Asset
from equipment.querysets import BookingQuerySet
from network.models import Office, OfficeRoom, Person


class Booking(models.Model):
    """A room or an asset of an office, taken from one instant until another. Cancelled ones stay.

    ``session`` is the UUID of the session of the network for which a room is taken: such a booking has no purpose of
    its own. ``purpose`` is the office's own business and is read by its keepers and the booker alone; some months after
    its hours it is empty, as is ``cancel_reason``. ``displaced_by`` names the booking that took its place,
    ``cancel_reason`` why; nothing is displaced in silence. ``series`` is shared
    by those that were booked together, week by week. ``sequence`` and ``calendar_stamped_at`` are for calendars.
    """

    class Use(models.TextChoices):
        NETWORK = "network", _("for the network")
        NATIONAL = "national", _("for national use")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("office"))
    room = models.ForeignKey(
        OfficeRoom, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("room")
    )
    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("asset")
    )
    use = models.CharField(_("use"), max_length=8, choices=Use.choices)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    session = models.UUIDField(_("session"), null=True, blank=True)
    series = models.UUIDField(_("series"), null=True, blank=True)
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="bookings_made")
    booked_at = models.DateTimeField(_("booked at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True)
    displaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="displaces")
    sequence = models.PositiveIntegerField(_("changes in calendars"), default=0, editable=False)
    calendar_stamped_at = models.DateTimeField(_("last change in calendars"), default=timezone.now, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="equipment_booking_ends_after_it_begins",
                violation_error_message=_("A booking ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(room__isnull=False, asset__isnull=True) | Q(room__isnull=True, asset__isnull=False),
                name="equipment_booking_of_one_thing",
                violation_error_message=_("A booking is of a room or of an asset."),
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True) | Q(use="network", room__isnull=False),
                name="equipment_booking_of_session_is_network_use",
            ),
            models.CheckConstraint(
                condition=Q(displaced_by__isnull=True) | Q(cancelled_at__isnull=False),
                name="equipment_displaced_booking_is_cancelled",
            ),
            models.UniqueConstraint(
                fields=["room", "session"],
                condition=Q(session__isnull=False, cancelled_at__isnull=True),
                name="equipment_booking_once_for_a_session",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "starts_at"], name="equipment_bookings_of_room"),
            models.Index(fields=["asset", "starts_at"], name="equipment_bookings_of_asset"),
            models.Index(fields=["session"], name="equipment_bookings_of_session"),
            models.Index(fields=["booked_by", "starts_at"], name="equipment_bookings_of_booker"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id or self.asset_id} {self.starts_at}"

    @property
    def thing(self) -> OfficeRoom | Asset:
        """What is taken."""
        return self.room or self.asset

    @property
    def is_network(self) -> bool:
        """Whether it is for the network."""
        return self.use == self.Use.NETWORK
