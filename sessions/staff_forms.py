"""What School and Secretariat fill in about a session; its hours are typed by the clock of its workshop."""

from datetime import datetime

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.holidays import holidays_of
from courses.models import Workshop
from courses.querysets import WorkshopQuerySet
from network.places import city_of, place_of
from network.record_forms import RecordForm
from network.wall_time import WallTimeField, instant_of, wall_time
from sessions.models import TrainingSession

HOURS = ("starts_at", "ends_at")


def clock_words(workshop: Workshop) -> str:
    """By which clock the hours of a workshop are typed."""
    return _("By the clock of %(place)s, where the workshop is hosted.") % {"place": place_told(workshop)}


def plannable() -> WorkshopQuerySet:
    """Workshops that a session can still be planned for: neither cancelled nor over, the next first."""
    return Workshop.objects.exclude(state=Workshop.State.CANCELLED).upcoming()


def place_told(workshop: Workshop) -> str:
    """The host's city where its clock is the workshop's, else the place that the zone is called after."""
    host = workshop.host_office
    return city_of(host.city) if host.time_zone == workshop.time_zone and host.city else place_of(workshop.time_zone)


def workshop_words(workshop: Workshop) -> str:
    """A workshop in a list: its name, its first day, and the place by whose clock its hours are typed."""
    said = {"title": workshop.title, "day": date_format(workshop.starts_on), "place": place_told(workshop)}
    return _("%(title)s (%(day)s, clock of %(place)s)") % said


class HoursForm(RecordForm):
    """New hours for a session, typed in the time zone of its workshop; none of them is past."""

    starts_at = WallTimeField(label=gettext_lazy("begins at"), help_text=gettext_lazy("By the clock of the workshop."))
    ends_at = WallTimeField(label=gettext_lazy("ends at"), help_text=gettext_lazy("By the clock of the workshop."))

    class Meta:
        model = TrainingSession
        fields = [*HOURS]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            for name in HOURS:
                self.initial[name] = wall_time(getattr(self.instance, name), self.instance.workshop.time_zone)
            self.say_clock(self.instance.workshop)

    def say_clock(self, workshop: Workshop) -> None:
        """Name the place beside each hour, and beside the first the official holidays that fall on these days."""
        for name in HOURS:
            self.fields[name].help_text = clock_words(workshop)
        if holidays := holidays_of(workshop):
            told = "; ".join(holiday.sentence for holiday in holidays)
            self.fields[HOURS[0]].help_text += " " + _("Official holidays on these days: %(list)s.") % {"list": told}

    def workshop(self) -> Workshop | None:
        return self.instance.workshop

    def clean(self) -> dict:
        cleaned = super().clean()
        workshop = self.workshop()
        for name in HOURS:
            if workshop and cleaned.get(name):
                self._settle_hour(cleaned, name, workshop)
        return cleaned

    def _settle_hour(self, cleaned: dict, name: str, workshop: Workshop) -> None:
        """The instant of what was typed, which is not past."""
        typed: datetime = cleaned[name]
        try:
            cleaned[name] = instant_of(typed, workshop.time_zone)
        except forms.ValidationError as fault:
            self.add_error(name, fault)
            return
        self.refuse_past(name, cleaned[name])


class SessionForm(HoursForm):
    """A session to be scheduled, in a workshop that is neither cancelled nor over."""

    class Meta(HoursForm.Meta):
        fields = ["workshop", "title_es", "title_en", *HOURS, "counts", "is_mandatory", "present_percent"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["workshop"]
        field.queryset = plannable().select_related("host_office")
        field.label_from_instance = workshop_words
        field.help_text = _("Hours are typed by the clock of the place that stands beside the workshop.")
        if isinstance(self.initial.get("workshop"), Workshop):
            self.say_clock(self.initial["workshop"])

    def workshop(self) -> Workshop | None:
        return self.cleaned_data.get("workshop")
