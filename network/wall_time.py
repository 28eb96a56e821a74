"""An hour as the wall clock of some place shows it, typed by staff who plan for that place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone


class WallTimeInput(forms.DateTimeInput):
    """Day and hour in the browser's own chooser (HTML, *local date and time state*)."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class WallTimeField(forms.DateTimeField):
    """Day and hour without a zone; :func:`instant_of` gives it one. The reader's own clock plays no part.

    Its chooser is the browser's own: Wagtail's opens over the fields and buttons around it, on a phone far from it.
    """

    widget = WallTimeInput

    def to_python(self, value: object) -> datetime | None:
        with timezone.override(UTC):
            instant = super().to_python(value)
        return instant.replace(tzinfo=None) if instant else None


def instant_of(wall: datetime, zone: str) -> datetime:
    """The instant at which clocks in ``zone`` show ``wall``. Raises ``ValidationError`` for an hour that they skip."""
    with timezone.override(ZoneInfo(zone)):
        return from_current_timezone(wall)


def wall_time(instant: datetime, zone: str) -> datetime:
    """What clocks in ``zone`` show at ``instant``, to the minute, without a zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0)
