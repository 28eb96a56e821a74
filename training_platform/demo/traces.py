"""What the video server posts about people in a room, as it would: the demonstration sends it in the server's place."""

from datetime import datetime, timedelta

from conferencing.actions import receive_post
from network.models import Person
from sessions.models import ConnectedSite, TrainingSession


def leave_trace(
    session: TrainingSession, person: Person | ConnectedSite, *, joined_at: datetime, stay: timedelta
) -> None:
    """The post of somebody's (or a site's) leaving, who was inside for ``stay``; it tells of the joining too."""
    left_at = joined_at + stay
    _post(session, person, "muc-occupant-left", joined_at, at=left_at, left_at=int(left_at.timestamp()))


def walk_in(session: TrainingSession, person: Person | ConnectedSite, *, joined_at: datetime) -> None:
    """The post of somebody's joining, who is inside since."""
    _post(session, person, "muc-occupant-joined", joined_at, at=joined_at)


def _post(
    session: TrainingSession,
    person: Person | ConnectedSite,
    event: str,
    joined_at: datetime,
    *,
    at: datetime,
    **more: int,
) -> None:
    room = session.room.name
    occupant = {
        "id": str(person.pk),
        "occupant_jid": f"{person.pk}@meet.demo/demo",
        "joined_at": int(joined_at.timestamp()),
    }
    receive_post(
        {
            "event_name": event,
            "room_name": room,
            "room_jid": f"{room}@conference.meet.demo",
            "is_breakout": False,
            "active_occupants_count": 1,
            "occupant": occupant | more,
        },
        at=at,
    )
