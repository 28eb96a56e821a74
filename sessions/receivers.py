"""What sessions do because something happened below."""

from courses.models import Workshop
from sessions.actions import cancel_sessions_of


def cancel_with_workshop(*, workshop: Workshop, **_signal) -> None:
    """A cancelled workshop takes its sessions along."""
    cancel_sessions_of(workshop)
