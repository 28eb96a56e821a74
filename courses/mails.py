"""Every letter of the programme, one function each. Nothing is written to a reader about another office's people."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from courses.models import Enrolment, FreedSeat, Workshop
from foundations.outbox.actions import write_letter
from network.mails import address_in, recipient_of
from network.models import Appointment, Office, Person
from network.querysets import AppointmentQuerySet


def _address_of(workshop: Workshop, language: str) -> str:
    with translation.override(language):
        return f"{settings.BASE_URL}{reverse('courses:workshop', args=[workshop.slug])}"


def _write(kind: str, person: Person, workshop: Workshop, *, once_key: str, at: datetime, **context) -> None:
    """One letter to ``person``, if there is an account that could be read.

    With an ``enrolment`` it knows the pages on which that place is accepted and given up: neither changes anything
    before somebody signed in presses there, so a scanner of mail that follows links answers nothing.
    """
    recipient = recipient_of(person)
    if recipient is None:
        return
    context |= {"workshop": workshop, "address": _address_of(workshop, recipient.language)}
    if enrolment := context.get("enrolment"):
        context |= place_context(enrolment, recipient.language)
    write_letter(kind, to=recipient, context=context, once_key=once_key, at=at)


def place_context(enrolment: Enrolment, language: str) -> dict:
    """What a letter about one place may name: the place, its workshop and the pages that answer."""
    return {
        "enrolment": enrolment,
        "workshop": enrolment.workshop,
        "address": _address_of(enrolment.workshop, language),
        "accept_url": address_in(language, "courses:enrolment_accept", str(enrolment.pk)),
        "decline_url": address_in(language, "courses:enrolment_give_up", str(enrolment.pk)),
    }


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
    """To the person, whenever a place is taken or won: a seat to accept, a confirmed seat, the waiting list.

    An offer to somebody who cannot be written to goes to the contact points, who answer in that person's name.
    """
    kind = f"courses.place_{enrolment.state}"
    once_key = f"courses.place:{enrolment.pk}:{enrolment.transitions.count()}"
    if enrolment.state == Enrolment.State.OFFERED and recipient_of(enrolment.person) is None:
        kind = "courses.place_offered_office"
        _write_to_office(kind, enrolment.office, enrolment.workshop, once_key=once_key, at=at, enrolment=enrolment)
        return
    _write(kind, enrolment.person, enrolment.workshop, once_key=once_key, at=at, enrolment=enrolment)


def tell_of_lapse(enrolment: Enrolment, *, at: datetime) -> None:
    """To whoever did not answer an offer in time: the seat went on, and how to ask again."""
    once_key = f"courses.offer_lapsed:{enrolment.pk}:{at.timestamp():.0f}"
    _write("courses.offer_lapsed", enrolment.person, enrolment.workshop, once_key=once_key, at=at)


def tell_of_replacement(enrolment: Enrolment, *, at: datetime) -> None:
    """To whoever was replaced: the seat went to a colleague of the office."""
    _write(
        "courses.replaced",
        enrolment.person,
        enrolment.workshop,
        once_key=f"courses.replaced:{enrolment.pk}",
        at=at,
        enrolment=enrolment,
    )


def tell_of_kept_seat(seat: FreedSeat, *, at: datetime) -> None:
    """To the contact points of an office whose seat became free: it is theirs until a certain hour."""
    once_key = f"courses.seat_kept:{seat.pk}"
    _write_to_office("courses.seat_kept", seat.office, seat.workshop, once_key=once_key, at=at, seat=seat)


def tell_of_released_seats(workshop: Workshop, unnamed: Mapping[int, int], *, at: datetime) -> None:
    """To the contact points of each office that left seats unnamed: how many, and to which offices they went."""
    seats = FreedSeat.objects.filter(workshop=workshop, cause=FreedSeat.Cause.RELEASED)
    for office in Office.objects.filter(pk__in=unnamed).in_order():
        went = [
            heir.office.country
            for seat in seats.filter(office=office).select_related("taken_by__office__country")
            if (heir := seat.taken_by) is not None
        ]
        _write_to_office(
            "courses.seats_released",
            office,
            workshop,
            once_key=f"courses.seats_released:{workshop.pk}:{office.pk}",
            at=at,
            number=unnamed[office.pk],
            went=went,
        )


def tell_of_changed_seats(
    workshop: Workshop, office: Office, *, was: int, has: int, over: int, reason: str, at: datetime
) -> None:
    """To the contact points of an office that has more or fewer seats now; ``over``: how many they are to choose."""
    _write_to_office(
        "courses.seats_changed",
        office,
        workshop,
        once_key=f"courses.seats_changed:{workshop.pk}:{office.pk}:{at.timestamp():.0f}",
        at=at,
        was=was,
        has=has,
        over=over,
        reason=reason,
    )


def tell_of_moved_workshop(enrolment: Enrolment, *, was_on: tuple[date, date], reason: str, at: datetime) -> None:
    """To everybody with a live place: the new days; to who had said yes, the question whether they suit."""
    _write(
        "courses.workshop_moved",
        enrolment.person,
        enrolment.workshop,
        once_key=f"courses.workshop_moved:{enrolment.pk}:{at.timestamp():.0f}",
        at=at,
        enrolment=enrolment,
        was_on=was_on,
        reason=reason,
    )


def tell_contact_points_of_move(workshop: Workshop, *, was_on: tuple[date, date], reason: str, at: datetime) -> None:
    """To every contact point: the new days and the new deadline."""
    for appointment in contact_points_to_tell(workshop, at=at).select_related("person__user", "office"):
        _write(
            "courses.workshop_moved_office",
            appointment.person,
            workshop,
            once_key=f"courses.workshop_moved_office:{workshop.pk}:{appointment.person_id}:{at.timestamp():.0f}",
            at=at,
            was_on=was_on,
            reason=reason,
        )


def remind_of_answer(enrolment: Enrolment, *, at: datetime) -> None:
    """To whoever has a seat to accept, or to confirm again after a move, before nominations close or it begins."""
    _write(
        "courses.answer_due",
        enrolment.person,
        enrolment.workshop,
        once_key=f"courses.answer_due:{enrolment.pk}:{_day(enrolment.workshop)}",
        at=at,
        enrolment=enrolment,
    )


def remind_of_beginning(enrolment: Enrolment, *, at: datetime) -> None:
    """To whoever holds a confirmed seat, some days before the workshop: when, and where to join."""
    _write(
        "courses.beginning",
        enrolment.person,
        enrolment.workshop,
        once_key=f"courses.beginning:{enrolment.pk}:{_day(enrolment.workshop)}",
        at=at,
        enrolment=enrolment,
    )


def remind_of_seats(
    person: Person, unnamed: list[tuple[Workshop, Office, int]], *, once_key: str, at: datetime
) -> None:
    """To a contact point, in one letter: the seats of the office that nobody was named for, by deadline (R19)."""
    recipient = recipient_of(person)
    if recipient is not None:
        rows = [
            (workshop, office, number, _address_of(workshop, recipient.language))
            for workshop, office, number in unnamed
        ]
        write_letter("courses.seats_unnamed", to=recipient, context={"unnamed": rows}, once_key=once_key, at=at)


def write_to_contact_points(workshop: Workshop, office: Office, *, free: int, at: datetime) -> None:
    """To the contact points of one office, asked for on the board: seats still free and until when; once a day."""
    once_key = f"courses.seats_asked:{workshop.pk}:{office.pk}:{at:%Y%m%d}"
    _write_to_office("courses.seats_asked", office, workshop, once_key=once_key, at=at, free=free)


def _day(workshop: Workshop) -> str:
    """The beginning, in a key: a workshop that moved reminds again."""
    return workshop.beginning.strftime("%Y%m%d")


def _write_to_office(kind: str, office: Office, workshop: Workshop, *, once_key: str, at: datetime, **context) -> None:
    """To every contact point of ``office``, each in a letter of their own."""
    points = Appointment.objects.valid(at).holding(Appointment.Role.CONTACT_POINT).filter(office=office)
    for appointment in points.select_related("person__user", "person__office"):
        key = f"{once_key}:{appointment.person_id}"
        _write(kind, appointment.person, workshop, once_key=key, at=at, office=office, **context)


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
