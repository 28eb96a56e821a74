"""Whether places of a workshop can still be given up, and to whom a freed seat goes. Questions only."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from courses import events
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from courses.rules import Seats, held_by_office, next_to_promote
from network.models import User
from network.querysets import standing_of

PROMOTED = "promoted"


def refuse_when_over(workshop: Workshop, now: datetime) -> None:
    """Raise :class:`CourseError` once the last day has passed, or when somebody above knows that all of it is over."""
    if workshop.is_past(now):
        raise CourseError(
            _("The workshop is over: a place can no longer be given up, and its records stay as they are.")
        )
    if workshop.has_begun(now):
        events.leaving_asked.send(sender=Workshop, workshop=workshop, at=now)


def may_be_left(workshop: Workshop, now: datetime) -> bool:
    """Whether its places can still be given up. One question of whoever listens, once its first day has come."""
    try:
        refuse_when_over(workshop, now)
    except CourseError:
        return False
    return True


def next_in_line(
    workshop: Workshop, *, freed_office: int, now: datetime, leaving: Enrolment | None = None
) -> Enrolment | None:
    """Who gets a freed seat, until the workshop begins; with ``leaving``, once that seat will be free."""
    if timezone.localdate(now, ZoneInfo(workshop.time_zone)) > workshop.starts_on:
        return None
    holding = workshop.enrolments.holding()
    if leaving is not None:
        holding = holding.exclude(pk=leaving.pk)
    chosen = next_to_promote(
        list(workshop.enrolments.waiting().values_list("pk", "office_id")),
        freed_office=freed_office,
        seats=Seats(workshop.seats_per_office, workshop.seats_total),
        held=held_by_office(holding.values_list("office_id", flat=True)),
    )
    return None if chosen is None else Enrolment.objects.select_related("person").get(pk=chosen)


def heir_to(enrolment: Enrolment, now: datetime) -> Enrolment | None:
    """Who would get the seat of ``enrolment`` if it were given up now."""
    if not enrolment.holds_seat:
        return None
    return next_in_line(enrolment.workshop, freed_office=enrolment.office_id, now=now, leaving=enrolment)


def successor_of(enrolment: Enrolment) -> Enrolment | None:
    """Who got the seat that was given up: promoted by the same stroke, as the history says."""
    ended = enrolment.transitions.last()
    if ended is None:
        return None
    others = Enrolment.objects.filter(workshop=enrolment.workshop_id).select_related("person")
    return others.filter(transitions__reason=PROMOTED, transitions__at=ended.at).first()


def may_be_named_to(user: User, successor: Enrolment | None) -> bool:
    """Whether ``user`` is told who comes next: a contact point of that person's office, the School, the Secretariat."""
    standing = standing_of(user)
    if successor is None:
        return False
    return standing.is_staff or successor.office_id in standing.offices_as("contact_point")
