"""Every letter about bookings. What a booking is for stands in none of them: letters are kept, and read by others."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from equipment.models import Booking
from foundations.outbox.actions import write_letter
from network.mails import recipient_of
from network.models import Appointment, Person, User


def tell_of_displacement(booking: Booking, *, by: User | None, at: datetime) -> None:
    """To the booker, and to the contact points of the office: the network needs these hours, and why."""
    points = Appointment.objects.valid(at).holding("contact_point").filter(office=booking.office_id).values("person")
    people = Person.objects.filter(pk__in=points).select_related("user", "office").order_by("pk")
    _write("equipment.booking_displaced", booking, [booking.booked_by, *people], by=by, at=at)


def tell_of_cancellation(booking: Booking, *, by: User | None, at: datetime) -> None:
    """To the booker, where somebody else called it off."""
    _write("equipment.booking_cancelled", booking, [booking.booked_by], by=by, at=at)


def tell_of_change(booking: Booking, *, by: User | None, at: datetime) -> None:
    """To the booker, where somebody else gave it other hours."""
    _write("equipment.booking_changed", booking, [booking.booked_by], by=by, at=at)


def _write(kind: str, booking: Booking, people: Iterable[Person | None], *, by: User | None, at: datetime) -> None:
    """To each once, and not to whoever did it."""
    doer = by.person_id if by is not None else None
    for person in {each.pk: each for each in people if each is not None and each.pk != doer}.values():
        recipient = recipient_of(person)
        if recipient is None:
            continue
        with translation.override(recipient.language):
            address = settings.BASE_URL + reverse("bookings:booking", args=[booking.pk])
        written = {"booking": booking, "address": address, "is_mine": person.pk == booking.booked_by_id}
        once_key = f"{kind}:{booking.pk}:{booking.sequence}:{recipient.uuid}"
        write_letter(kind, to=recipient, context=written, once_key=once_key, at=at)
