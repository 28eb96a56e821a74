"""What the Secretariat fills in to take holidays over from a file; validates shape, writes nothing."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from calendars.ical import HolidayFileError, read_days
from calendars.messages import FAULTS_OF_FILES
from calendars.models import Feed
from calendars.rules import LARGEST_FILE, ReadDay
from network.models import Country

SALT, READ_FOR = "calendars.holidays", 60 * 60  # seconds between reading and confirming


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
        self.fields["country"].queryset = Country.objects.of_network()

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
