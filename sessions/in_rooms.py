"""When the video server may begin the room of a session: from when those who lead it enter until nobody may."""

import uuid

from conferencing.windows import Window
from sessions.door import opening
from sessions.models import TrainingSession


def session_window(subject: uuid.UUID) -> Window | None:
    """The window of the session that a room serves; over at once when it was cancelled."""
    session = TrainingSession.objects.filter(pk=subject).first()
    if session is None:
        return None
    hours = opening(session)
    is_cancelled = session.state == TrainingSession.State.CANCELLED
    return Window(hours.leaders_from, hours.leaders_from if is_cancelled else hours.closes_at)
