"""What readers tell about themselves, and contact points about the people of their office."""

from copy import copy

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.models import Appointment, Office, Person, Unit, User
from network.places import PLACES, place_of, zones_of_the_world
from network.rules import LONGEST_ABSENCE, full_name, plain_name


def zone_choices(office: Office | None) -> list:
    """The office's own, then the zones of the network's offices, of the region, of the rest of the world."""
    return [("", own_zone(office)), *zones_by_nearness()]


def zones_by_nearness() -> list:
    """Near ones in the reader's words; the others by their international name, which no language changes."""
    ours = set(Office.objects.values_list("time_zone", flat=True))
    far = [zone for zone in zones_of_the_world() if zone not in ours and zone not in PLACES and zone != "UTC"]
    return [
        (_("Offices of the network"), _by_place(ours)),
        (_("The region and its partners"), _by_place(set(PLACES) - ours)),
        (_("Other zones, by their international name"), [(zone, zone.replace("_", " ")) for zone in far]),
        (_("Without a place"), [("UTC", "UTC")]),
    ]


def _by_place(zones: set[str]) -> list[tuple[str, str]]:
    return sorted(((zone, place_of(zone)) for zone in zones), key=lambda choice: choice[1])


def own_zone(office: Office | None) -> str:
    """The zone of whoever chooses none, in words."""
    if office is None:
        return _("That of the platform")
    return _("That of my office: %(place)s") % {"place": place_of(office.time_zone)}


class PreferencesForm(forms.Form):
    """The reader's language and clock."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=User._meta.get_field("language").choices,
        widget=forms.RadioSelect,
        help_text=_("Of the pages, of e-mails to you and of your certificates."),
    )
    time_zone = forms.ChoiceField(
        label=_("My clock"), required=False, help_text=_("Every hour is told in this zone and in that of the host.")
    )

    def __init__(self, *args, reader: User, **kwargs):
        kwargs.setdefault("initial", {"language": reader.language, "time_zone": reader.time_zone})
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(reader.person.office)


class NewPasswordForm(forms.Form):
    """A password of one's own, typed twice; the rules stand beside it in words."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=200,
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=200,
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = password_validation.password_validators_help_text_html()

    def clean_password(self) -> str:
        """Measured against the settings' rules, and against the name and the address of this very person."""
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again = self.cleaned_data["again"]
        if "password" in self.cleaned_data and self.cleaned_data["password"] != again:
            raise ValidationError(_("The two passwords are not the same."), code="mismatch")
        return again


class ActivationForm(NewPasswordForm):
    """What makes an account one's own: the purpose acknowledged, a clock, a password."""

    field_order = ["acknowledged", "time_zone", "password", "again"]
    acknowledged = forms.BooleanField(
        label=_("I have read what my data are kept for, who sees them and for how long."),
        error_messages={"required": _("Read the notice and tick this box: without it the account stays closed.")},
    )
    time_zone = forms.ChoiceField(
        label=_("My clock"),
        required=False,
        help_text=_("Taken from your office. Every hour is told in this zone: change it only if you work elsewhere."),
    )

    def __init__(self, *args, user: User, **kwargs):
        office = user.person.office
        kwargs.setdefault("initial", {"time_zone": office.time_zone if office else ""})
        super().__init__(*args, user=user, **kwargs)
        self.fields["time_zone"].choices = zones_by_nearness() if office else zone_choices(None)


class ForgottenPasswordForm(forms.Form):
    """One field: nothing else is asked, nothing else is told."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class AccountForm(forms.Form):
    """Where the letter with the activation link goes, and in which language."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The person's own official address: the e-mail goes there, and nobody else may read it."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=User._meta.get_field("language").choices,
        widget=forms.RadioSelect,
        initial="es",
        help_text=_("Of the e-mails and of the pages; the person can change it."),
    )


class AdmissionForm(forms.ModelForm):
    """A new person of an office: which kinds a contact point may add, and an account if there is an address."""

    KINDS = ("prosecutor", "investigator", "judge", "staff")

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("With an address the person gets an account and an e-mail; without one, no account (yet)."),
    )
    language = AccountForm.base_fields["language"]
    is_another = forms.BooleanField(
        label=_("It is another person of the same name"),
        required=False,
        help_text=_("Tick this only if both work in the office: whoever is in it twice has records in two places."),
    )

    class Meta:
        model = Person
        fields = ["office", "given_names", "family_names", "kind", "unit"]

    def __init__(self, *args, offices: list[Office], **kwargs):
        super().__init__(*args, **kwargs)
        if "is_another" not in self.data:
            self.fields.pop("is_another")  # asked for only when there is somebody of that name
        keys = [office.pk for office in offices]
        self.fields["office"].queryset = Office.objects.filter(pk__in=keys).in_order()
        self.fields["office"].required = True
        self.fields["office"].empty_label = None
        self.fields["unit"].queryset = Unit.objects.filter(office__in=keys)
        self.fields["kind"].choices = [(kind, label) for kind, label in Person.Kind.choices if kind in self.KINDS]
        if len(offices) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.initial["office"] = offices[0].pk

    def clean(self) -> dict:
        cleaned = super().clean()
        unit, office = cleaned.get("unit"), cleaned.get("office")
        if unit is not None and office is not None and unit.office_id != office.pk:
            self.add_error("unit", _("This unit is of another office."))
        if not cleaned.pop("is_another", False):
            self._ask_about_namesake(cleaned)
        return cleaned

    def _ask_about_namesake(self, cleaned: dict) -> None:
        """Come back with a way to whoever of the office has this name already, and a box to go on."""
        if not {"office", "given_names", "family_names"} <= cleaned.keys():
            return
        asked = plain_name(full_name(cleaned["given_names"], cleaned["family_names"]))
        people = Person.objects.current().filter(office=cleaned["office"]).in_order()
        namesake = next((person for person in people if plain_name(person.full_name) == asked), None)
        if namesake is None:
            return
        self.fields["is_another"] = copy(self.base_fields["is_another"])
        sentence = _(
            "Your office has a person of this name already: {person}. If it is somebody else, tick the box below."
        )
        way = format_html('<a href="{}">{}</a>', reverse("network:office_person", args=[namesake.pk]), namesake)
        self.add_error("given_names", format_html(str(sentence), person=way))


class DayInput(forms.DateInput):
    """A day, chosen as the browser offers it; sent and filled in as the browser demands (``2012-03-05``)."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DeputyForm(forms.Form):
    """Which colleague stands in, from which day to which."""

    person = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=Person.objects.none(),
        empty_label=_("Choose a colleague"),
        help_text=_("Colleagues of the office who have activated their account."),
    )
    first_day = forms.DateField(label=_("First day"), widget=DayInput)
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        help_text=_("Every right of the deputy is gone when this day ends at the office. %(days)s days at the most.")
        % {"days": LONGEST_ABSENCE},
    )

    def __init__(self, *args, principal: Appointment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.free_to_stand_in_for(principal).in_order()


class ReasonForm(forms.Form):
    """Why something is done to somebody's account."""

    reason = forms.CharField(
        label=_("Reasons"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the account, for the Secretariat; the person does not see it."),
    )
