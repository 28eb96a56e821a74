"""What is asked of a room: how a test call went, who helps in it, which kit is due, what it has none of."""

from datetime import datetime
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipment.actions import LineFigures
from equipment.models import ItemType, Kit, TestCall
from network.models import OfficeRoom, Person
from network.validators import validate_printable
from network.wall_time import WallTimeField, instant_of, wall_time

KBPS = 1000
KEPT_AS_TYPED = ("video", "audio", "sharing", "loss_percent", "jitter_ms", "rtt_ms", "note")
FASTEST = 10_000  # Mbit/s: more is a slip of the pen


class Speed(forms.DecimalField):
    """A speed in Mbit/s; empty: not measured."""

    def __init__(self, **kwargs: object) -> None:
        bounds = {"min_value": 0, "max_value": FASTEST, "max_digits": 7, "decimal_places": 2, "required": False}
        super().__init__(**bounds | kwargs)


class TestCallForm(forms.Form):
    """What went well in a test call and what was measured; when, on the clocks of the room's office."""

    __test__ = False

    made_at = WallTimeField(label=_("When the call was made"), help_text=_("On the clocks of the office."))
    video = forms.BooleanField(label=_("We saw the others and they saw us"), required=False)
    audio = forms.BooleanField(label=_("We heard the others and they heard us, without echo"), required=False)
    sharing = forms.BooleanField(label=_("Sharing the screen worked"), required=False)
    down = Speed(label=_("Mbit/s down"), help_text=_("Empty where nobody measured."))
    up = Speed(label=_("Mbit/s up"))
    loss_percent = forms.DecimalField(
        label=_("Loss in per cent"), min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False
    )
    jitter_ms = forms.IntegerField(label=_("Jitter in milliseconds"), min_value=0, max_value=60_000, required=False)
    rtt_ms = forms.IntegerField(label=_("Milliseconds there and back"), min_value=0, max_value=600_000, required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=TestCall._meta.get_field("note").max_length,
        required=False,
        validators=[validate_printable],
        help_text=_("What failed, or what was changed. Write nothing about a case."),
    )
    session = forms.UUIDField(label=_("Session"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, room: OfficeRoom, at: datetime | None = None, **kwargs) -> None:
        self.zone = room.office.time_zone
        super().__init__(*args, **kwargs)
        if "made_at" in self.fields:
            self.fields["made_at"].initial = wall_time(at or timezone.now(), self.zone)

    def clean_made_at(self) -> datetime:
        """As an instant."""
        return instant_of(self.cleaned_data["made_at"], self.zone)

    @property
    def line(self) -> LineFigures:
        """What was measured, of a form that is valid."""
        told = self.cleaned_data
        return LineFigures(
            down_kbps=_kbps(told["down"]),
            up_kbps=_kbps(told["up"]),
            loss_percent=told["loss_percent"],
            jitter_ms=told["jitter_ms"],
            rtt_ms=told["rtt_ms"],
        )


class CorrectCallForm(TestCallForm):
    """The same of a call that was noted: not when it was made, nor for which session."""

    made_at = None
    session = None

    def __init__(self, *args, call: TestCall, **kwargs) -> None:
        initial = {name: getattr(call, name) for name in KEPT_AS_TYPED}
        initial |= {"down": _mbps(call.down_kbps), "up": _mbps(call.up_kbps)}
        super().__init__(*args, room=call.room, initial=initial, **kwargs)


class WithdrawCallForm(forms.Form):
    """Why a test call does not count."""

    reason = forms.CharField(
        label=_("Why it does not count"),
        max_length=TestCall._meta.get_field("withdrawn_reason").max_length,
        validators=[validate_printable],
        help_text=_("It stays in the record with your reason. Write nothing about a case."),
    )


def _mbps(kbps: int | None) -> Decimal | None:
    return None if kbps is None else Decimal(kbps) / KBPS


def _kbps(mbps: Decimal | None) -> int | None:
    return None if mbps is None else int(mbps * KBPS)


class RoomForm(forms.Form):
    """Who helps in a room and what it has none of; the kit that is due, where the Secretariat asks."""

    technical_contact = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Technical contact"),
        required=False,
        help_text=_("Who helps when something fails: somebody of the office."),
    )
    absent = forms.ModelMultipleChoiceField(
        ItemType.objects.none(),
        label=_("The room has none of these"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is neither entered nor ticked here counts as not reported, never as lacking."),
    )
    kit = forms.ModelChoiceField(
        Kit.objects.none(), label=_("Standard kit due to the room"), required=False, empty_label=_("none yet")
    )

    def __init__(self, *args, room: OfficeRoom, may_set_kit: bool, **kwargs) -> None:
        profile = getattr(room, "profile", None)
        initial = {
            "technical_contact": profile and profile.technical_contact_id,
            "kit": profile and profile.kit_id,
            "absent": list(room.absent_kinds.values_list("item_type", flat=True)),
        }
        super().__init__(*args, initial=initial, **kwargs)
        people = Person.objects.current().filter(office=room.office_id)
        self.fields["technical_contact"].queryset = people.in_order()
        self.fields["absent"].queryset = ItemType.objects.filter(is_tracked=True)
        if may_set_kit:
            self.fields["kit"].queryset = Kit.objects.filter(scope=Kit.Scope.ROOM)
        else:
            del self.fields["kit"]
