"""What sessions do because something happened below."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.errors import CourseError
from courses.models import Workshop
from network.models import User
from sessions.actions import cancel_sessions_of, move_sessions_of
from sessions.models import TrainingSession


def cancel_with_workshop(*, workshop: Workshop, **_signal) -> None:
    """A cancelled workshop takes its sessions along."""
    cancel_sessions_of(workshop)


def move_with_workshop(*, workshop: Workshop, days: int, by: User, at: datetime, **_signal) -> None:
    """A workshop held on other days takes its coming sessions along."""
    move_sessions_of(workshop, days=days, by=by, at=at)


def refuse_leaving_after_sessions(*, workshop: Workshop, at: datetime, **_signal) -> None:
    """Nobody gives up a place once every session is over: attendance and certificates rest on it."""
    if TrainingSession.objects.workshops_over([workshop], at):
        raise CourseError(
            _("The sessions of this workshop are over: a place can no longer be given up, and its records stay.")
        )
