"""What School and Secretariat fill in to change a workshop that was announced; validates shape, writes nothing."""

from datetime import datetime

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from courses.models import Allotment, Workshop
from network.models import Office, Person
from network.wall_time import WallTimeField, instant_of, wall_time

MOST_SEATS = 999


def reason_field(**overrides) -> forms.CharField:
    """Why, for the letters and the history; bounded as the history keeps it."""
    return forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The letters tell it, in the words that you write here."),
        **overrides,
    )


class AnnounceForm(forms.Form):
    """Nothing to fill in: read what goes out, then confirm."""


class CancelForm(forms.Form):
    """Why the workshop is called off."""

    reason = reason_field()


class SeatsForm(forms.Form):
    """Seats in all, per office, and of single offices; and why."""

    seats_per_office = forms.IntegerField(label=_("Seats per office"), min_value=1, max_value=MOST_SEATS)
    seats_total = forms.IntegerField(
        label=_("Seats in all"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=_("Empty: no limit."),
    )
    reason = reason_field()

    def __init__(self, *args, workshop: Workshop, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offices: dict[str, Office] = {}
        self.initial |= {"seats_per_office": workshop.seats_per_office, "seats_total": workshop.seats_total}
        if workshop.is_open:
            del self.fields["seats_per_office"]
            return
        own = dict(Allotment.objects.filter(workshop=workshop).values_list("office", "seats"))
        for office in Office.objects.in_order():
            name = f"seats_{office.code.lower()}"
            self.offices[name] = office
            self.fields[name] = forms.IntegerField(
                label=office.country.name,
                required=False,
                min_value=0,
                validators=[MaxValueValidator(MOST_SEATS)],
                initial=own.get(office.pk),
            )
        self.order_fields(["seats_per_office", *self.offices, "seats_total", "reason"])

    @property
    def office_fields(self) -> list[forms.BoundField]:
        """The numbers of single offices, to be shown side by side."""
        return [self[name] for name in self.offices]

    def change(self) -> dict:
        """What :func:`courses.actions.change_seats` is asked for."""
        cleaned = self.cleaned_data
        per_office = cleaned.get("seats_per_office")
        own = {
            office: cleaned[name] if cleaned[name] is not None else per_office for name, office in self.offices.items()
        }
        return {
            "seats_per_office": per_office,
            "seats_total": cleaned["seats_total"],
            "allotments": own,
            "reason": cleaned["reason"],
        }


class MoveForm(forms.Form):
    """The new first day, perhaps another end of enrolment, and why."""

    starts_on = forms.DateField(label=_("New first day"), widget=forms.DateInput(attrs={"type": "date"}))
    nominations_close_at = WallTimeField(
        label=_("Enrolment closes at"),
        required=False,
        help_text=_("In the time zone of the workshop. Empty: it moves as many days as the workshop."),
    )
    reason = reason_field()

    def __init__(self, *args, workshop: Workshop, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.initial |= {"starts_on": workshop.starts_on.isoformat()}
        closes = wall_time(workshop.nominations_close_at, workshop.time_zone)
        self.fields["nominations_close_at"].help_text = _(
            "In the time zone of the workshop; at present %(closes)s. Empty: it moves as many days as the workshop."
        ) % {"closes": date_format(closes, "DATETIME_FORMAT")}

    def clean_nominations_close_at(self) -> datetime | None:
        wall = self.cleaned_data["nominations_close_at"]
        return instant_of(wall, self.workshop.time_zone) if wall else None


class NamesForm(forms.Form):
    """Under which names people stand in the rooms of the workshop."""

    names_in_room = forms.ChoiceField(
        label=_("Names shown in the video room"),
        choices=Workshop.NamesInRoom.choices,
        help_text=_(
            "Everybody in the room reads them, and whoever photographs a screen. Attendance goes by the person."
        ),
    )

    def __init__(self, *args, workshop: Workshop, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"names_in_room": workshop.names_in_room}


class AskForm(forms.Form):
    """Which offices are asked for their nominations."""

    office = forms.ModelMultipleChoiceField(
        Office.objects.none(), label=_("Offices"), to_field_name="code", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        field.queryset = Office.objects.in_order()
        field.label_from_instance = lambda office: office.country.name


class ExceptionForm(forms.Form):
    """Whom the Secretariat lets in beyond the seats, and why."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"))
    reason = reason_field()

    def __init__(self, *args, workshop: Workshop, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        holders = workshop.enrolments.holding().values("person")
        people = Person.objects.current().without_closed_account().filter(office__isnull=False).exclude(pk__in=holders)
        field = self.fields["person"]
        field.queryset = people.select_related("office__country").order_by(
            "office__country__name_es", "family_names", "given_names"
        )
        field.label_from_instance = lambda person: f"{person.office.country.name}: {person.full_name}"
