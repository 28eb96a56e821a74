"""What School and Secretariat fill in about a workshop; validates shape, writes nothing."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import CoursePage, Workshop
from network.places import place_of, zones_of_the_world
from network.wall_time import WallTimeField, instant_of, wall_time


def curriculum_choices() -> list[tuple[str, str]]:
    """Every curriculum once, by its Spanish title where there is one."""
    pages = CoursePage.objects.live().select_related("locale").order_by("locale__language_code", "title")
    titles = {str(page.translation_key): page.title for page in pages}
    return [("", _("None")), *sorted(titles.items(), key=lambda entry: entry[1])]


def zone_choices() -> list[tuple[str, str]]:
    """Zones by their name and the place that people call them after."""
    return [(zone, f"{place_of(zone)} ({zone})") for zone in zones_of_the_world()]


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


class WorkshopForm(WagtailAdminModelForm):
    """All of a workshop but its state; its hours are typed in its own zone."""

    course_key = forms.TypedChoiceField(
        label=_("curriculum"), choices=curriculum_choices, coerce=as_key, empty_value=None, required=False
    )
    time_zone = forms.ChoiceField(label=_("time zone"), choices=zone_choices)
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
        ]
        field_classes = dict.fromkeys(("topics", "units", "schools"), RecordsOfAList)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            closes = wall_time(self.instance.nominations_close_at, self.instance.time_zone)
            self.initial["nominations_close_at"] = closes

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("nominations_close_at") and cleaned.get("time_zone"):
            try:
                closes = instant_of(cleaned["nominations_close_at"], cleaned["time_zone"])
            except forms.ValidationError as fault:
                self.add_error("nominations_close_at", fault)
            else:
                cleaned["nominations_close_at"] = closes
        return cleaned
