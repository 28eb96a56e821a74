"""Whose names stand on the rosters that somebody may tick."""

from datetime import datetime

from courses.querysets import EnrolmentQuerySet
from network.models import User
from network.querysets import standing_of
from sessions.models import ConnectedSite, TrainingSession


def tickable(session: TrainingSession, user: User, at: datetime | None = None) -> EnrolmentQuerySet:
    """The enrolments whose people ``user`` may tick: all for who leads, else those of the offices one answers for."""
    holders = session.workshop.enrolments.holding()
    if leads(session, user, at):
        return holders
    return holders.filter(office__in=standing_of(user, at).offices_as("contact_point"))


def markable(site: ConnectedSite, user: User, at: datetime | None = None) -> EnrolmentQuerySet:
    """The enrolments whose people ``user`` may mark before a site: all for who leads, else those of its office."""
    holders = site.session.workshop.enrolments.holding()
    return holders if leads(site.session, user, at) else holders.filter(office=site.room.office_id)


def leads(session: TrainingSession, user: User, at: datetime | None = None) -> bool:
    """Whether ``user`` moderates or trains in it, or is of the School or the Secretariat."""
    staff = standing_of(user, at).is_staff
    return staff or TrainingSession.objects.led_by(user, at).filter(pk=session.pk).exists()


def excusable(session: TrainingSession, user: User, at: datetime | None = None) -> EnrolmentQuerySet:
    """The enrolments for which ``user`` may ask an excuse: one's own, and those of the offices one answers for."""
    holders = session.workshop.enrolments.holding()
    offices = standing_of(user, at).offices_as("contact_point")
    return holders.filter(person=user.person_id) | holders.filter(office__in=offices)
