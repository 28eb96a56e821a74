"""What School and Secretariat fill in about a workshop; validates shape, writes nothing."""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, Workshop
from network.forms import zones_by_nearness
from network.record_forms import RecordForm
from network.wall_time import WallTimeField, instant_of, wall_time

A_DAY = timedelta(days=1)


def curriculum_choices() -> list[tuple[str, str]]:
    """Every curriculum once, by its Spanish title where there is one."""
    pages = CoursePage.objects.live().select_related("locale").order_by("locale__language_code", "title")
    titles = {str(page.translation_key): page.title for page in pages}
    return [("", _("None")), *sorted(titles.items(), key=lambda entry: entry[1])]


def zone_choices() -> list:
    """The host's own first, then the zones of the network's offices, of the region, of the rest of the world."""
    return [("", _("That of the host office")), *zones_by_nearness()]


def as_key(value: str | uuid.UUID) -> uuid.UUID:
    """What the list sends, and what the record holds."""
    return uuid.UUID(str(value))


class RecordsOfAList(forms.ModelMultipleChoiceField):
    """Records chosen by their keys; a key past all that a database counts to is nobody's, and no fault of ours."""

    def _check_values(self, value: list) -> QuerySet[Model]:
        try:
            return super()._check_values(value)
        except OverflowError as past:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": "…"}) from past


class WorkshopForm(RecordForm):
    """All of a workshop but its state; its hours are typed in its own zone, and none of its days is past."""

    course_key = forms.TypedChoiceField(
        label=_("curriculum"), choices=curriculum_choices, coerce=as_key, empty_value=None, required=False
    )
    time_zone = forms.ChoiceField(
        label=_("time zone"),
        choices=zone_choices,
        required=False,
        help_text=_("The clock by which the hours of this workshop are told."),
    )
    nominations_close_at = WallTimeField(
        label=_("enrolment closes at"), help_text=_("In the time zone of the workshop.")
    )

    class Meta:
        model = Workshop
        fields = [
            "title_es",
            "title_en",
            "summary_es",
            "summary_en",
            "area",
            "topics",
            "course_key",
            "host_office",
            "units",
            "schools",
            "modality",
            "city",
            "language",
            "time_zone",
            "starts_on",
            "ends_on",
            "stated_hours",
            "nominations_close_at",
            "seats_per_office",
            "seats_total",
            "attendance_threshold",
            "names_in_room",
        ]
        field_classes = dict.fromkeys(("topics", "units", "schools"), RecordsOfAList)
        widgets = dict.fromkeys(("topics", "units", "schools"), forms.CheckboxSelectMultiple) | {
            name: forms.Textarea({"rows": 4}) for name in ("summary_es", "summary_en")
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            closes = wall_time(self.instance.nominations_close_at, self.instance.time_zone)
            self.initial["nominations_close_at"] = closes

    def clean(self) -> dict:
        cleaned = super().clean()
        host = cleaned.get("host_office")
        if "time_zone" in cleaned:
            cleaned["time_zone"] = cleaned["time_zone"] or (host.time_zone if host else "")
        if cleaned.get("time_zone"):
            self._settle_deadline(cleaned, cleaned["time_zone"])
            self._refuse_past_days(cleaned, cleaned["time_zone"])
        return cleaned

    def _settle_deadline(self, cleaned: dict, zone: str) -> None:
        """The instant of what was typed; neither past nor after the last day is over."""
        if not cleaned.get("nominations_close_at"):
            return
        try:
            closes = instant_of(cleaned["nominations_close_at"], zone)
        except forms.ValidationError as fault:
            self.add_error("nominations_close_at", fault)
            return
        cleaned["nominations_close_at"] = closes
        if "time_zone" in self.changed_data and "nominations_close_at" not in self.changed_data:
            self.changed_data.append("nominations_close_at")  # the same hour by another clock is another instant
        self.refuse_past("nominations_close_at", closes, _("This moment is past: nobody could enrol any more."))
        last = cleaned.get("ends_on")
        if last and closes > instant_of(datetime.combine(last + A_DAY, time.min), zone):
            self.add_error("nominations_close_at", _("Enrolment has to close before the workshop is over."))

    def _refuse_past_days(self, cleaned: dict, zone: str) -> None:
        today = timezone.localdate(timezone=ZoneInfo(zone))
        for name in ("starts_on", "ends_on"):
            if cleaned.get(name) and cleaned[name] < today and self.is_new(name):
                self.add_error(name, _("This day is past."))
