"""What is filled in on the pages of a session; validates shape, writes nothing."""

import uuid
from copy import copy
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.forms import cleaned
from content.uploads.pdf import clean_pdf
from network.models import OfficeRoom, Person
from network.querysets import standing_of
from network.validators import validate_printable
from sessions.models import Attendance, ConnectedSite, Participation, RosterEntry, SessionPart, TrainingSession
from sessions.models.guests import GuestInvitation
from sessions.models.joining import ConnectionChoice
from sessions.models.materials import Material
from sessions.querysets import SITE_ROLES
from sessions.roster import excusable, markable, tickable
from sessions.rules import SheetRow

MOST_BYTES = 15 * 1024 * 1024  # of one material


class RosterForm(forms.Form):
    """The people seen taking part, among those whom the reader may tick."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Seen taking part"), error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, *args, session: TrainingSession, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = Person.objects.filter(pk__in=tickable(session, user).values("person"))


class LineForm(forms.Form):
    """What somebody's line carries."""

    line = forms.ChoiceField(
        label=_("In the rooms that I enter, I want:"), choices=ConnectionChoice.Line.choices, widget=forms.RadioSelect
    )


class DeviceCheckForm(forms.Form):
    """What a script measured on the page of the device check; figures past all sense are refused.

    Whoever keeps rooms of an office may say from which of them it was tried; nobody else is asked.
    """

    camera = forms.BooleanField(required=False)
    microphone = forms.BooleanField(required=False)
    webrtc = forms.BooleanField(required=False)
    down_kbps = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    up_kbps = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    rtt_ms = forms.IntegerField(required=False, min_value=0, max_value=600_000)
    room = forms.ModelChoiceField(
        OfficeRoom.objects.none(),
        label=_("I tried this from"),
        empty_label=_("elsewhere, not from a room of the office"),
        required=False,
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kept = standing_of(user).offices_as(*SITE_ROLES)
        if not kept:
            del self.fields["room"]
            return
        self.fields["room"].queryset = OfficeRoom.objects.filter(office__in=kept)


class PartForm(forms.Form):
    """A part to be given to one person; whoever is taken then needs a second look."""

    role = forms.ChoiceField(label=_("Part"), choices=SessionPart.Role.choices, widget=forms.RadioSelect)
    anyway = forms.BooleanField(label=_("I know that this person is taken then"), required=False)

    def __init__(self, *args, is_taken: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_taken:
            self.fields["anyway"].required = True
            self.fields["anyway"].error_messages["required"] = _(
                "This person is taken at that hour: say that you know."
            )
        else:
            del self.fields["anyway"]


class GuestForm(forms.ModelForm):
    """One guest to be invited."""

    name = forms.CharField(label=_("Name"), max_length=150, validators=[validate_printable])
    email = forms.EmailField(label=_("E-mail"), max_length=254)

    class Meta:
        model = GuestInvitation
        fields = ["name", "email", "kind", "language", "shows_title"]
        widgets = {"kind": forms.RadioSelect, "language": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "language"):
            self.fields[name].choices = [pair for pair in self.fields[name].choices if pair[0]]


class MaterialForm(forms.Form):
    """A PDF for a session or its workshop; what comes in is made clean before anything else looks at it."""

    title = forms.CharField(label=_("Title"), max_length=200, validators=[validate_printable])
    file = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": "application/pdf"}))
    tier = forms.ChoiceField(label=_("For whom"), choices=Material.Tier.choices, widget=forms.RadioSelect)
    of_workshop = forms.BooleanField(label=_("For every session of the workshop"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        most = {"most": filesizeformat(MOST_BYTES)}
        self.fields["file"].help_text = gettext("A PDF of at most %(most)s, without its author's name.") % most

    def clean_file(self) -> UploadedFile:
        """The file without what it tells of its author; refused with a sentence where it cannot be."""
        return cleaned(self.cleaned_data["file"], lambda content, _name: clean_pdf(content), MOST_BYTES)


class AnswerForm(forms.Form):
    """Whether one comes to a session."""

    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=[
            (Participation.Answer.ACCEPTED, _("Yes, I will come")),
            (Participation.Answer.DECLINED, _("No, I will not come")),
        ],
        widget=forms.RadioSelect,
    )


class IncidentForm(forms.Form):
    """That the room fails."""

    reason = forms.CharField(label=_("What happened"), max_length=200, required=False)
    site = forms.ModelChoiceField(
        ConnectedSite.objects.none(),
        label=_("Where the fault lies"),
        required=False,
        empty_label=_("not known, or in none of the rooms"),
    )

    def __init__(self, *args, session: TrainingSession, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = session.sites.planned().select_related("room__office__country")
        self.fields["site"].label_from_instance = lambda site: f"{site.room.office.country.name} · {site.room.name}"


class ExtendForm(forms.Form):
    """By how much a session ends later."""

    minutes = forms.TypedChoiceField(
        label=_("Minutes more"), coerce=int, choices=[(number, number) for number in (15, 30, 45, 60)]
    )


class OccupantForm(forms.Form):
    """Who a device without a name was; nobody: it is dismissed."""

    stay = forms.IntegerField(min_value=1, max_value=2**62)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who it was"), required=False)
    reason = forms.CharField(label=_("How you know"), max_length=200)

    def __init__(self, *args, session: TrainingSession, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        holders = session.workshop.enrolments.holding().values("person")
        self.fields["person"].queryset = Person.objects.filter(pk__in=holders)


class PlanSiteForm(forms.Form):
    """A room that takes part on one connection, and who opens it beside those who keep it."""

    room = forms.ModelChoiceField(OfficeRoom.objects.none(), label=_("Room"))
    operator = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who else opens the connection"),
        required=False,
        help_text=_("Custodians and contact points of the office open it anyway."),
    )
    reason = forms.CharField(
        label=_("Why the session needs the room"),
        max_length=200,
        required=False,
        help_text=_(
            "With it, what is in the way gives way. Whoever booked it and the contact points read it; nothing about "
            "a case."
        ),
    )

    def __init__(self, *args, session: TrainingSession, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "reason" not in self.data:
            self.fields.pop("reason")  # asked for only when something is in the way
        standing = standing_of(user)
        offices = standing.offices_as(*SITE_ROLES)
        sites = session.sites.planned()
        rooms = OfficeRoom.objects.exclude(
            pk__in=sites.exclude(pk__in=sites.without_room(timezone.now())).values("room")
        )
        people = Person.objects.current().filter(user__isnull=False)
        if not standing.is_staff:
            rooms, people = rooms.filter(office__in=offices), people.filter(office__in=offices)
        self.fields["room"].queryset = rooms.select_related("office__country")
        self.fields["room"].label_from_instance = lambda room: f"{room.office.country.name} · {room.name}"
        self.fields["operator"].queryset = people.filter(office__in=rooms.values("office")).in_order()

    def ask_for_reason(self) -> None:
        """What is in the way gives way to the session, if its reader says why."""
        self.fields["reason"] = copy(self.base_fields["reason"])
        self.fields["reason"].required = True


class MarkForm(forms.Form):
    """Who sits before the screen of a site, among those whom the reader may mark."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Before the screen"), error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, *args, site: ConnectedSite, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = Person.objects.filter(pk__in=markable(site, user).values("person"))


class VisitorForm(forms.Form):
    """A police investigator or a guest before the screen, by name."""

    name = forms.CharField(label=_("Name"), max_length=150, validators=[validate_printable])
    kind = forms.ChoiceField(label=_("Kind"), choices=RosterEntry.VisitorKind.choices)


class LeaveForm(forms.Form):
    """Which mark comes to its end."""

    entry = forms.IntegerField(min_value=1, max_value=2**62)


class ExcuseForm(forms.Form):
    """Why somebody cannot take part, or could not."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("For whom"), empty_label=None)
    reason = forms.CharField(
        label=_("Reasons"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who lead the session and the staff read them. Write nothing about a case."),
    )

    def __init__(self, *args, session: TrainingSession, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = session.excuses.values("person")
        people = Person.objects.filter(pk__in=excusable(session, user).values("person")).exclude(pk__in=asked)
        self.fields["person"].queryset = people.in_order()


class DecisionForm(forms.Form):
    """Whether an excuse is accepted."""

    excuse = forms.IntegerField(min_value=1, max_value=2**62)
    decision = forms.ChoiceField(choices=[("accept", _("Accept")), ("refuse", _("Do not accept"))])
    answer = forms.CharField(label=_("Answer"), max_length=1000, required=False)


class ContestForm(forms.Form):
    """What is not right about the own verdict."""

    reason = forms.CharField(
        label=_("What is not right"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say when you were there, and how: by which device, in which room. Write nothing about a case."),
    )


class CorrectForm(forms.Form):
    """The minutes that somebody was present, and why; or that the verdict stays."""

    minutes = forms.IntegerField(
        label=_("Minutes present"),
        min_value=0,
        max_value=6000,
        error_messages={"required": _("Please write how many minutes.")},
    )
    keep = forms.BooleanField(label=_("The attendance stays as it is"), required=False)
    reason = forms.CharField(label=_("Reasons"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, attendance: Attendance, waits: bool, **kwargs) -> None:
        super().__init__(*args, initial={"minutes": attendance.minutes}, **kwargs)
        if not waits:
            del self.fields["keep"]
        elif self.data.get("keep"):
            self.fields["minutes"].required = False


def read_sheet(
    posted, people: list[uuid.UUID], session: TrainingSession, zone: ZoneInfo
) -> tuple[list[SheetRow], dict[uuid.UUID, str]]:
    """The rows of a typed sheet, and a sentence for each row at fault. Hours are those of the session's first day."""
    rows, faults, field = [], {}, forms.TimeField()
    day = session.starts_at.astimezone(zone).date()
    for person in people:
        start, end = (posted.get(f"{side}-{person}", "").strip() for side in ("from", "to"))
        if not (start or end):
            continue
        try:
            hours = [datetime.combine(day, field.clean(hour), zone) for hour in (start, end)]
        except forms.ValidationError:
            faults[person] = str(_("Write both hours as 08:30."))
            continue
        if not session.starts_at <= hours[0] < hours[1] <= session.ends_at:
            faults[person] = str(_("The hours lie within the session, the first before the second."))
            continue
        rows.append(SheetRow(person, *hours))
    return rows, faults
