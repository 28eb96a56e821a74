"""The row of a session under its lock."""

from sessions.models import TrainingSession


def locked_session(session: TrainingSession) -> TrainingSession:
    """The row under its lock: moving, cancelling, ticking and settling come one after the other."""
    return TrainingSession.objects.select_for_update(of=("self",)).select_related("workshop", "room").get(pk=session.pk)
