"""What sessions do because something happened below."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.errors import CourseError
from courses.models import Workshop
from sessions.actions import cancel_sessions_of, stamp_workshop
from sessions.models import TrainingSession


def cancel_with_workshop(*, workshop: Workshop, **_signal) -> None:
    """A cancelled workshop takes its sessions along, and its days are told to be off."""
    stamp_workshop(workshop)
    cancel_sessions_of(workshop)


def refuse_leaving_after_sessions(*, workshop: Workshop, at: datetime, **_signal) -> None:
    """Nobody gives up a place once every session is over: attendance and certificates rest on it."""
    if TrainingSession.objects.workshops_over([workshop], at):
        raise CourseError(
            _("The sessions of this workshop are over: a place can no longer be given up, and its records stay.")
        )
