"""What is asked of whoever books: which room or item, from when until when on the office's clock, and what for."""

from copy import copy
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from equipment.bookings.rules import MOST_WEEKS, Hand, fault_of_wall
from equipment.bookings.words import FAULTS_OF_WALL, thing_said
from equipment.models import Asset, Booking
from network.models import Office, OfficeRoom
from network.wall_time import WallTimeField, wall_time


class HoursForm(forms.Form):
    """From when until when, as the clocks of the office show it; an hour that they skip or show twice is refused."""

    starts_at = WallTimeField(label=_("From"))
    ends_at = WallTimeField(label=_("Until"))

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)

    def clean_starts_at(self) -> datetime:
        return self._instant("starts_at")

    def clean_ends_at(self) -> datetime:
        return self._instant("ends_at")

    def _instant(self, name: str) -> datetime:
        wall = self.cleaned_data[name]
        if fault := fault_of_wall(wall, self.zone):
            raise ValidationError(FAULTS_OF_WALL[fault])
        return wall.replace(tzinfo=self.zone)


class ChangeForm(HoursForm):
    """Other hours for a booking."""

    def __init__(self, *args, booking: Booking, **kwargs):
        zone = booking.office.time_zone
        initial = {name: wall_time(getattr(booking, name), zone) for name in ("starts_at", "ends_at")}
        super().__init__(*args, zone=zone, initial=initial, **kwargs)


class BookingForm(HoursForm):
    """A booking, and for how many weeks. What its reader may not choose is not there to be chosen."""

    field_order = ["thing", "starts_at", "ends_at", "use", "purpose", "weeks", "reason"]
    thing = forms.ChoiceField(label=_("What"))
    use = forms.ChoiceField(label=_("Use"), widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=200,
        help_text=_(
            "Only you and those who keep the rooms of the office read it. Write nothing about a case: “meeting of the "
            "unit” is enough."
        ),
    )
    weeks = forms.IntegerField(
        label=_("Every week, for how many weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
        help_text=_("1 is this once. All of the weeks are booked, or none."),
    )
    reason = forms.CharField(
        label=_("Why the network needs it"),
        max_length=200,
        required=False,
        help_text=_(
            "With it, what is in the way gives way. Whoever booked it and the contact points read it; nothing about "
            "a case."
        ),
    )

    def __init__(self, *args, office: Office, hand: Hand, **kwargs):
        super().__init__(*args, zone=office.time_zone, **kwargs)
        if "reason" not in self.data:
            self.fields.pop("reason")  # asked for only when something is in the way
        self.rooms = {f"room-{room.pk}": room for room in OfficeRoom.objects.filter(office=office).order_by("name")}
        self.assets: dict[str, Asset] = {}
        if hand.keeps:
            usable = Asset.objects.filter(office=office).usable().select_related("item_type").order_by("tag")
            self.assets = {f"item-{asset.pk}": asset for asset in usable}
        self.fields["thing"].choices = self._things()
        uses = [(use, label) for use, label in Booking.Use.choices if use in hand.uses]
        self.fields["use"].choices = uses
        self.initial.setdefault("use", hand.uses[0] if hand.uses else "")
        if len(uses) == 1:
            self.fields["use"].widget = forms.HiddenInput()

    def _things(self) -> list:
        rooms = [(key, room.name) for key, room in self.rooms.items()]
        items = [(key, thing_said(Booking(asset=asset))) for key, asset in self.assets.items()]
        return [(_("Rooms"), rooms), (_("Single items"), items)] if items else rooms

    def ask_for_reason(self) -> None:
        """What is in the way gives way to the network, if its reader says why."""
        self.fields["reason"] = copy(self.base_fields["reason"])
        self.fields["reason"].required = True

    @property
    def chosen(self) -> OfficeRoom | Asset:
        """The room or the item."""
        key = self.cleaned_data["thing"]
        return self.rooms[key] if key in self.rooms else self.assets[key]


class CancelForm(forms.Form):
    """Why a booking is called off, and whether those of the weeks after go with it."""

    reason = forms.CharField(label=_("Reasons"), max_length=200, required=False)
    and_later = forms.BooleanField(label=_("Those of the weeks after as well"), required=False)
