"""Who of the network has not been heard of: regular communication with the Secretariat, asked and not kept (R82).

Heard of somebody is the Secretariat that noted a contact, or whose sign-in the platform saw; whoever was appointed a
short while ago has not had the time to be silent (``docs/decisions/0040-what-counts-as-contact.md``).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.conf import settings

from network.models import Appointment, Office


@dataclass(frozen=True)
class Touch:
    """A contact point, the last contact that the Secretariat noted, and the last sign-in."""

    appointment: Appointment
    spoken_at: datetime | None
    signed_in_at: datetime | None

    @property
    def heard_at(self) -> datetime:
        """The latest of both; the day of the appointment where there is neither."""
        return max(filter(None, (self.spoken_at, self.signed_in_at, self.appointment.starts_at)))

    def is_silent(self, at: datetime) -> bool:
        """Not heard of for longer than the settings allow."""
        return at - self.heard_at > allowed_silence()


@dataclass(frozen=True)
class OfficeTouch:
    """An office with its contact points and who stands in for them."""

    office: Office
    people: list[Touch]

    @property
    def heard_at(self) -> datetime:
        """When somebody of them was last heard of."""
        return max(touch.heard_at for touch in self.people)

    def is_silent(self, at: datetime) -> bool:
        """Nobody of them was heard of for too long."""
        return all(touch.is_silent(at) for touch in self.people)


def allowed_silence() -> timedelta:
    """How long an office may be silent: ``SILENT_AFTER_DAYS``."""
    return timedelta(days=settings.SILENT_AFTER_DAYS)


def offices_in_touch(at: datetime, *, office: Office | None = None) -> list[OfficeTouch]:
    """Every office that has contact points, or ``office`` alone. One question, whatever their number.

    An office without any is a vacancy and told as such.
    """
    held = Appointment.objects.valid(at).holding("contact_point").with_last_contact()
    if office is not None:
        held = held.filter(office=office)
    rows = held.order_by("office__country__name_es", "office_id", "starts_at", "pk")
    by_office = groupby(rows, key=attrgetter("office"))
    return [OfficeTouch(each, [touch_of(row) for row in group]) for each, group in by_office]


def touch_of(appointment: Appointment) -> Touch:
    """One row of :meth:`network.querysets.AppointmentQuerySet.with_last_contact`."""
    account = getattr(appointment.person, "user", None)
    return Touch(appointment, appointment.spoken_at, account.last_login if account else None)


def silent_offices(at: datetime) -> list[OfficeTouch]:
    """Those of which nobody was heard of for too long, the longest silence first. One question."""
    return sorted((touch for touch in offices_in_touch(at) if touch.is_silent(at)), key=attrgetter("heard_at"))
