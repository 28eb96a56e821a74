"""Somebody away: the second contact point of Honduras, for whom a colleague stands in; and one of Panama, who will be."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.actions import appoint_deputy
from network.models import Appointment, User
from training_platform.demo.names import STAFF_OF_OFFICES
from training_platform.demo.people import account_of, address_of

# Office, days from now until the absence begins, and its length in days.
ABSENCES = (("HN", 0, 11), ("PA", 20, 13))


@transaction.atomic
def show_deputies() -> None:
    """Name the deputies that are missing; an absence that went by is followed by another one."""
    now = timezone.now()
    for code, ahead, days in ABSENCES:
        away, colleague = _last_of(code)
        principal = away.person.appointments.principals().holding(Appointment.Role.CONTACT_POINT).get()
        if not principal.deputies.not_ended(now).exists():
            first = timezone.localdate(now) + timedelta(days=ahead)
            span = {"first_day": first, "last_day": first + timedelta(days=days)}
            appoint_deputy(principal, colleague.person, **span, by=away)


def _last_of(code: str) -> tuple[User, User]:
    """The last contact point and the last prosecutor on the list of that office."""
    staff = STAFF_OF_OFFICES[code]
    names = (staff.contact_points[-1], staff.prosecutors[-1])
    away, colleague = (account_of(address_of(name, staff.domain)) for name in names)
    return away, colleague
