"""Whether places of a workshop can still be given up, and who is told where a freed seat went. Questions only."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses import events
from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from network.models import User
from network.querysets import standing_of


def refuse_when_over(workshop: Workshop, now: datetime) -> None:
    """Raise :class:`CourseError` once the last day has passed, or when somebody above knows that all of it is over."""
    if workshop.is_past(now):
        raise CourseError(
            _("The workshop is over: a place can no longer be given up, and its records stay as they are.")
        )
    if workshop.has_come(now):
        events.leaving_asked.send(sender=Workshop, workshop=workshop, at=now)


def may_be_left(workshop: Workshop, now: datetime) -> bool:
    """Whether its places can still be given up. One question of whoever listens, once its first day has come."""
    try:
        refuse_when_over(workshop, now)
    except CourseError:
        return False
    return True


def successor_of(enrolment: Enrolment) -> Enrolment | None:
    """Who was offered the seat that was given up, by the same stroke or since."""
    others = Enrolment.objects.filter(taken_seats__freed_by=enrolment).select_related("person")
    return others.order_by("taken_seats__taken_at").last()


def may_be_named_to(user: User, successor: Enrolment | None) -> bool:
    """Whether ``user`` is told who comes next: a contact point of that person's office, the School, the Secretariat."""
    standing = standing_of(user)
    if successor is None:
        return False
    return standing.is_staff or successor.office_id in standing.offices_as("contact_point")
