"""What is filled in about holidays, one by one or from a file: only of countries that the reader keeps them of."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from calendars.ical import HolidayFileError, read_days
from calendars.messages import FAULTS_OF_FILES
from calendars.models import Feed
from calendars.querysets import countries_kept_by
from calendars.rules import LARGEST_FILE, ReadDay
from network.models import Country, User
from network.querysets import standing_of

SALT, READ_FOR = "calendars.holidays", 60 * 60  # seconds between reading and confirming


def narrow(field: forms.ModelChoiceField, by: User) -> None:
    """Offer the countries whose holidays ``by`` keeps; the whole network to the Secretariat alone."""
    field.queryset = countries_kept_by(by)
    if not standing_of(by).is_secretariat:
        field.required, field.empty_label, field.help_text = True, None, ""


class HolidayForm(WagtailAdminModelForm):
    """One holiday."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user:
            narrow(self.fields["country"], self.for_user)


class HolidayFileForm(forms.Form):
    """A file, whose holidays they are, and the language of their names. Once read, the file is not asked for again."""

    country = forms.ModelChoiceField(
        Country.objects.none(), label=_("Country"), required=False, empty_label=_("The whole network")
    )
    language = forms.ChoiceField(
        label=_("Language of the names"), choices=Feed._meta.get_field("language").choices, initial="es"
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A calendar (.ics), as governments and calendar programs publish them; half a megabyte at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, today, by, **kwargs) -> None:  # noqa: ANN001 - a day, an account
        super().__init__(*args, **kwargs)
        self.today, self.salt = today, f"{SALT}:{by.pk}"
        self.days: list[ReadDay] = []
        narrow(self.fields["country"], by)

    def clean(self) -> dict:
        """The days of the file now chosen, else those of the one that was read before."""
        cleaned = super().clean()
        if cleaned.get("file"):
            self._read(cleaned["file"])
        elif cleaned.get("read"):
            self._take_up(cleaned["read"])
        else:
            self.add_error("file", _("Choose a file."))
        return cleaned

    def _read(self, file) -> None:  # noqa: ANN001 - an uploaded file
        try:
            self.days = read_days(file.read(LARGEST_FILE + 1), today=self.today)
        except HolidayFileError as fault:
            self.add_error("file", FAULTS_OF_FILES[fault.args[0]])

    def _take_up(self, read: str) -> None:
        try:
            rows = signing.loads(read, salt=self.salt, max_age=READ_FOR)
        except signing.BadSignature:
            self.add_error("file", FAULTS_OF_FILES["stale"])
            return
        self.days = [ReadDay(key, parsed_day(day), name, reason) for key, day, name, reason in rows]

    @property
    def signed(self) -> str:
        """What was read, to be handed back with the confirmation: nobody else's, and not altered on the way."""
        rows = [(each.key, each.day.isoformat() if each.day else "", each.name, each.reason) for each in self.days]
        return signing.dumps(rows, salt=self.salt, compress=True)


def parsed_day(text: str):  # noqa: ANN201 - a day, or none
    """The day of an ISO date; none of an empty text."""
    return forms.DateField(required=False, input_formats=["%Y-%m-%d"]).clean(text)
