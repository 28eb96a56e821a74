"""Rooms and equipment that are taken for some hours, for the network or for the country's own use (R75)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from equipment.models.assets import Asset
from equipment.querysets import BookingQuerySet
from network.models import Office, OfficeRoom, Person


class Booking(models.Model):
    """A room or an asset of an office, taken from one instant until another. Cancelled ones stay.

    ``session`` is the UUID of the session of the network for which it is taken. ``displaces`` names the booking whose
    place it took, with the reason; nothing is displaced in silence.
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
    purpose = models.CharField(_("purpose"), max_length=200)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    session = models.UUIDField(_("session"), null=True, blank=True)
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(_("booked at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True)
    displaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="displaced_by")

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
            models.UniqueConstraint(
                fields=["room", "session"],
                condition=Q(session__isnull=False, cancelled_at__isnull=True),
                name="equipment_booking_once_for_a_session",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "starts_at"], name="equipment_bookings_of_room"),
            models.Index(fields=["asset", "starts_at"], name="equipment_bookings_of_asset"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id or self.asset_id} {self.starts_at}"
