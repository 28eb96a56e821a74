"""Every letter of the programme, one function each."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from courses.models import Enrolment, Workshop
from foundations.outbox.actions import write_letter
from network.mails import recipient_of
from network.models import Appointment, Person
from network.querysets import AppointmentQuerySet


def _address_of(workshop: Workshop, language: str) -> str:
    with translation.override(language):
        return settings.BASE_URL + reverse("courses:workshop", args=[workshop.slug])


def _write(kind: str, person: Person, workshop: Workshop, *, once_key: str, at: datetime, **context) -> None:
    recipient = recipient_of(person)
    if recipient is None:
        return
    context |= {"workshop": workshop, "address": _address_of(workshop, recipient.language)}
    write_letter(kind, to=recipient, context=context, once_key=once_key, at=at)


def contact_points_to_tell(workshop: Workshop, *, at: datetime) -> AppointmentQuerySet:
    """Whom the announcement writes to: every contact point; for an open workshop nobody."""
    appointments = Appointment.objects.valid(at).holding(Appointment.Role.CONTACT_POINT)
    return appointments.none() if workshop.is_open else appointments


def tell_contact_points(workshop: Workshop, *, at: datetime) -> None:
    """To every contact point, at announcement: seats, deadline, where to nominate."""
    for appointment in contact_points_to_tell(workshop, at=at).select_related("person__user", "person__office"):
        _write(
            "courses.announced",
            appointment.person,
            workshop,
            once_key=f"courses.announced:{workshop.pk}:{appointment.person_id}",
            at=at,
        )


def tell_of_place(enrolment: Enrolment, *, at: datetime) -> None:
    """To the person, whenever a place is taken or won: a seat to accept, a confirmed seat, the waiting list."""
    _write(
        f"courses.place_{enrolment.state}",
        enrolment.person,
        enrolment.workshop,
        once_key=f"courses.place:{enrolment.pk}:{enrolment.transitions.count()}",
        at=at,
        enrolment=enrolment,
    )


def tell_of_cancellation(enrolment: Enrolment, *, reason: str, at: datetime) -> None:
    """To everyone who held or awaited a seat: the workshop will not take place, and why."""
    _write(
        "courses.workshop_cancelled",
        enrolment.person,
        enrolment.workshop,
        once_key=f"courses.workshop_cancelled:{enrolment.pk}",
        at=at,
        reason=reason,
    )
