"""What a name and a zone must be, for every form and import alike."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundations.printing.fonts import can_print


def validate_time_zone(value: str) -> None:
    """An IANA name that this machine knows."""
    if value not in available_timezones():
        raise ValidationError(_("%(zone)s is not a time zone."), params={"zone": value}, code="time_zone")


def validate_printable(value: str) -> None:
    """Only letters that the certificate's font has, so that no diploma ever fails on its holder's name."""
    if not can_print(value):
        raise ValidationError(_("This name has a character that cannot be printed."), code="unprintable")
