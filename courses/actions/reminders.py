"""Reminders, counted back from the event, so that they move with it; none once it has begun (R19)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import mails
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from courses.rules import REMINDED_OF_SEATS, latest_reminder
from courses.seating import seats_of_each
from foundations.audit.actions import record_event
from network.models import Appointment, Office, Person, User
from network.querysets import standing_of

ANSWER_BEFORE, BEGINNING_BEFORE, ASKED_AGAIN_AFTER = timedelta(days=2), timedelta(days=3), timedelta(days=2)
State = Enrolment.State


def send_reminders(*, at: datetime | None = None) -> None:
    """The clock's turn: unnamed seats to contact points, missing answers and near beginnings to people; each once."""
    now = at or timezone.now()
    remind_of_seats(at=now)
    remind_of_answers(at=now)
    remind_of_beginnings(at=now)


@transaction.atomic
def remind_of_seats(*, at: datetime) -> None:
    """Seven, five and two days before nominations close: each contact point's unnamed seats, all in one letter."""
    horizon = at + REMINDED_OF_SEATS[0]
    closing = Workshop.objects.accepting(at).filter(seats_per_office__isnull=False, nominations_close_at__lte=horizon)
    workshops = list(closing.for_cards().order_by("nominations_close_at", "pk"))
    if not workshops:
        return
    seats = seats_of_each(workshops, at)
    for person, offices in _contact_points(at).items():
        unnamed = [
            (workshop, office, free)
            for workshop in workshops
            for office in offices
            if (free := seats[workshop.pk].free_for(office.pk))
        ]
        if unnamed:
            # The reminder that came up last names the letter: one that is over does not send the others again.
            workshop, days = max(
                ((row[0], latest_reminder(row[0].nominations_close_at - at)) for row in unnamed),
                key=lambda pair: pair[0].nominations_close_at - pair[1],
            )
            closes = f"{workshop.nominations_close_at:%Y%m%d%H%M}"
            once_key = f"courses.seats_unnamed:{person.pk}:{workshop.pk}:{days.days}:{closes}"
            mails.remind_of_seats(person, unnamed, once_key=once_key, at=at)


def _contact_points(at: datetime) -> dict[Person, list[Office]]:
    points: dict[Person, list[Office]] = {}
    held = Appointment.objects.valid(at).holding(Appointment.Role.CONTACT_POINT)
    for appointment in held.select_related("person__user", "person__office", "office__country").order_by("pk"):
        points.setdefault(appointment.person, []).append(appointment.office)
    return points


@transaction.atomic
def remind_of_answers(*, at: datetime) -> None:
    """To whoever has not said yes two days before nominations close, or two days after new days were told."""
    coming = Enrolment.objects.of_coming_workshops(at)
    named = coming.filter(state=State.NOMINATED, workshop__nominations_close_at__lte=at + ANSWER_BEFORE)
    again = coming.filter(state=State.CONFIRMED, asked_again_at__lte=at - ASKED_AGAIN_AFTER)
    for enrolment in (*named, *again):
        if not enrolment.workshop.has_begun(at):
            mails.remind_of_answer(enrolment, at=at)


@transaction.atomic
def remind_of_beginnings(*, at: datetime) -> None:
    """To whoever holds a confirmed seat, three days before it begins."""
    coming = Enrolment.objects.of_coming_workshops(at).filter(state=State.CONFIRMED)
    near = coming.filter(workshop__starts_on__lte=timezone.localdate(at) + BEGINNING_BEFORE + timedelta(days=1))
    for enrolment in near:
        if at < enrolment.workshop.beginning <= at + BEGINNING_BEFORE:
            mails.remind_of_beginning(enrolment, at=at)


@transaction.atomic
def write_to_offices(workshop: Workshop, offices: list[Office], *, by: User, at: datetime | None = None) -> int:
    """Ask the contact points of ``offices`` for their names; each office once a day. Gives how many were written to.

    Raises :class:`CourseError` when nobody can be named any more.
    """
    now = at or timezone.now()
    if not standing_of(by, at).is_staff:
        raise CourseError(_("Only the School and the Secretariat write to the offices."))
    if workshop.state != Workshop.State.ANNOUNCED or now >= workshop.nominations_close_at or workshop.is_open:
        raise CourseError(_("Nobody can be named for this workshop any more."))
    seats = seats_of_each([workshop], now)[workshop.pk]
    asked = [(office, free) for office in offices if (free := seats.free_for(office.pk))]
    for office, free in asked:
        mails.write_to_contact_points(workshop, office, free=free, at=now)
    record_event("courses.offices_asked", workshop, by=by, at=now, offices=[office.code for office, _free in asked])
    return len(asked)
