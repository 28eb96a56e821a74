"""What certificates do because attendance was settled."""

from foundations.jobs.actions import enqueue
from sessions.models import TrainingSession


def award_when_settled(sender, session, **kwargs) -> None:
    """With ``sessions.events.session_settled``: the last counting session to be settled queues the award."""
    open_still = TrainingSession.objects.counting().filter(workshop=session.workshop_id).exclude(state="settled")
    if session.counts and not open_still.exists():
        enqueue("certificates.award_workshop", session.workshop_id)
