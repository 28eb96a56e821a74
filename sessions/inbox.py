"""What is due in sessions: to enter what is on or near, and to settle what is over."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from network.inbox import Due, Kind
from network.models import User
from network.rules import Standing
from sessions.door import door_of
from sessions.models import TrainingSession
from sessions.querysets import LEADING_ROLES
from sessions.rules import SETTLED_AFTER

# What begins later is told by the card of the next session and the timetables: nothing is to be done about it yet.
NEAR = timedelta(hours=2)


def sessions_near(user: User, at: datetime) -> list[Due]:
    """Sessions of one's own, by a seat or a part, that are on or begin within two hours. One question."""
    mine = TrainingSession.objects.of_person(user.person_id).with_place_of(user.person_id)
    near = mine.upcoming(at).filter(state="scheduled", starts_at__lte=at + NEAR)
    return [_near(session, user, at) for session in near.for_cards()]


def _near(session: TrainingSession, user: User, at: datetime) -> Due:
    """Due at its beginning; once it is on, at its end. An open door leads straight into the room."""
    door, is_on = door_of(session, Standing(person_id=user.person_id), at=at), session.starts_at <= at
    if door.is_open:
        what, why = _("Enter “%(title)s”"), _("The room is open. It begins:")
    elif session.part in LEADING_ROLES:
        what, why = _("Open the room of “%(title)s”"), _("You lead it, and may enter earlier. It begins:")
    else:
        what, why = _("Take part in “%(title)s”"), _("It begins:")
    return Due(
        what=what % {"title": session.title},
        url=reverse("sessions:join" if door.is_open else "sessions:session", args=[session.pk]),
        kind=Kind.SESSION,
        due_at=session.ends_at if is_on else session.starts_at,
        why=_("It is on. It ends:") if is_on else why,
        since=session.starts_at if is_on else None,
    )


def sessions_to_settle(user: User, at: datetime) -> list[Due]:
    """Sessions that are over, whose attendance nobody settled: to who leads them. One question.

    The platform settles by itself after three quarters of an hour: what is late here is stuck.
    """
    led = TrainingSession.objects.led_by(user)
    return [
        Due(
            what=_("Look at the attendance of “%(title)s” and settle it") % {"title": session.title},
            url=reverse("sessions:session", args=[session.pk]),
            kind=Kind.SESSION,
            due_at=session.ends_at + SETTLED_AFTER,
            why=_("Whoever sat in a room must be ticked before. The platform settles it by itself:"),
        )
        for session in led.due_for_settling(timedelta(), at)
    ]
