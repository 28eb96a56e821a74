"""Whose names stand on the roster that somebody may tick."""

from datetime import datetime

from courses.querysets import EnrolmentQuerySet
from network.models import User
from network.querysets import standing_of
from sessions.models import TrainingSession


def tickable(session: TrainingSession, user: User, at: datetime | None = None) -> EnrolmentQuerySet:
    """The enrolments whose people ``user`` may tick: all for who leads, else those of the offices one answers for."""
    holders = session.workshop.enrolments.holding()
    standing = standing_of(user, at)
    if standing.is_staff or TrainingSession.objects.led_by(user, at).filter(pk=session.pk).exists():
        return holders
    return holders.filter(office__in=standing.offices_as("contact_point"))
