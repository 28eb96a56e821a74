"""What sessions do because something happened below."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from courses.errors import CourseError
from courses.models import Enrolment, Workshop
from equipment.errors import EquipmentError
from network.models import OfficeRoom, User
from sessions.actions import cancel_sessions_of, move_sessions_of, stamp_workshop
from sessions.inviting import align_workshop, enqueue_alignment
from sessions.models import TrainingSession


def cancel_with_workshop(*, workshop: Workshop, **_signal) -> None:
    """A cancelled workshop takes its sessions along, and its days are told to be off."""
    stamp_workshop(workshop)
    cancel_sessions_of(workshop)
    align_workshop(workshop)


def invite_to_announced(*, workshop: Workshop, **_signal) -> None:
    """Whoever has a part in a session is invited once its workshop is announced: of a draft nobody is told."""
    align_workshop(workshop)


def tell_calendar_of_place(*, enrolment: Enrolment, **_signal) -> None:
    """A seat confirmed, given or ended: the person's calendar is told of the sessions, or they leave it."""
    enqueue_alignment(enrolment.workshop_id, enrolment.person_id)


def move_with_workshop(*, workshop: Workshop, days: int, by: User, at: datetime, **_signal) -> None:
    """A workshop held on other days takes its coming sessions along."""
    stamp_workshop(workshop, by=by, at=at)
    move_sessions_of(workshop, days=days, by=by, at=at)


def refuse_leaving_after_sessions(*, workshop: Workshop, at: datetime, **_signal) -> None:
    """Nobody gives up a place once every session is over: attendance and certificates rest on it."""
    if TrainingSession.objects.workshops_over([workshop], at):
        raise CourseError(
            _("The sessions of this workshop are over: a place can no longer be given up, and its records stay.")
        )


def refuse_call_for_session_of_others(
    *, room: OfficeRoom, session: uuid.UUID, by: User, at: datetime | None, **_signal
) -> None:
    """A room is tried for a session of its office, by who may see it; whether there is another one is not told."""
    named = TrainingSession.objects.visible_to(by, at).joined_by(room.office_id).filter(pk=session)
    if not named.exists():
        refusal = _("The office of this room takes no part in that session. Note the call from the page of the room.")
        raise EquipmentError(refusal, field="session")
