"""What is filled in on the pages of a session; validates shape, writes nothing."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.forms import cleaned
from content.uploads.pdf import clean_pdf
from network.models import Person
from network.validators import validate_printable
from sessions.models import Participation, SessionPart, TrainingSession
from sessions.models.guests import GuestInvitation
from sessions.models.joining import ConnectionChoice
from sessions.models.materials import Material
from sessions.roster import tickable

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
    """What a script measured on the page of the device check; figures past all sense are refused."""

    camera = forms.BooleanField(required=False)
    microphone = forms.BooleanField(required=False)
    webrtc = forms.BooleanField(required=False)
    down_kbps = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    up_kbps = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    rtt_ms = forms.IntegerField(required=False, min_value=0, max_value=600_000)


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
