"""What certificates do because attendance was settled, and what they answer."""

import uuid
from collections.abc import Collection

from certificates.models import Certificate
from foundations.jobs.actions import enqueue
from sessions.models import TrainingSession


def award_when_settled(sender, session, **kwargs) -> None:
    """With ``sessions.events.session_settled``: the last counting session to be settled queues the award."""
    open_still = TrainingSession.objects.counting().filter(workshop=session.workshop_id).exclude(state="settled")
    if session.counts and not open_still.exists():
        enqueue("certificates.award_workshop", session.workshop_id)


def tell_who_completed(sender, course: uuid.UUID, people: Collection[uuid.UUID], **kwargs) -> set[uuid.UUID]:
    """With ``courses.events.completion_asked``: those with a valid certificate of a workshop on that curriculum."""
    trained = Certificate.objects.valid().of_participants()
    return set(trained.on_course(course).filter(person__in=people).values_list("person", flat=True))
