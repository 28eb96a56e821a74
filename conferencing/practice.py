"""The practice room's window: what a video server would post about one stay, sent to the receiver over HTTP.

Only the demo has it. Bodies are those of ``event_sync`` (jitsi-contrib/prosody-plugins) with names left in, as a real
server sends them: taking them out is the receiver's duty.
"""

import time
import uuid
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.conf import settings
from django.utils.translation import gettext as _

from conferencing import jitsi
from conferencing.errors import ConferencingError
from conferencing.jitsi.wire import ask
from conferencing.rules import OCCUPANT_JOINED, OCCUPANT_LEFT, ROOM_CREATED, ROOM_DESTROYED

PATHS = {
    ROOM_CREATED: "room/created",
    ROOM_DESTROYED: "room/destroyed",
    OCCUPANT_JOINED: "occupant/joined",
    OCCUPANT_LEFT: "occupant/left",
}


@dataclass(frozen=True)
class PracticeStay:
    """One tab in the practice room; what its signed address carries."""

    room: str
    occupant_jid: str
    joined_at: int
    id: str
    name: str
    back: str = ""

    def occupant(self, **more: object) -> dict[str, object]:
        """As a post speaks of it."""
        told = asdict(self)
        return {key: told[key] for key in ("occupant_jid", "joined_at", "id", "name")} | more


def enter(room: str, *, guest: jitsi.Guest, back: str, inside: int) -> PracticeStay:
    """Post what a server would post when somebody enters who finds ``inside`` others there.

    Raises :class:`ConferencingError` when the receiver cannot be reached or refuses.
    """
    now = int(time.time())
    stay = PracticeStay(room, f"{uuid.uuid4()}@{settings.JITSI_DOMAIN}/practice", now, guest.id, guest.name, back)
    if inside == 0:
        _post(ROOM_CREATED, room, created_at=now)
    _post(OCCUPANT_JOINED, room, occupant=stay.occupant(), active_occupants_count=inside + 1)
    return stay


def leave(stay: PracticeStay, *, others_inside: int, created_at: int, occupants: list[dict[str, object]]) -> None:
    """Post that the stay ended and, when nobody is left, that the room did, with everybody who was in it.

    ``occupants`` are the others since ``created_at`` (UNIX seconds). Raises as above.
    """
    now = int(time.time())
    left = stay.occupant(left_at=now, total_dominant_speaker_time=0)
    _post(OCCUPANT_LEFT, stay.room, occupant=left, active_occupants_count=others_inside)
    if others_inside == 0:
        everybody = [*occupants, left]
        _post(ROOM_DESTROYED, stay.room, created_at=created_at, destroyed_at=now, all_occupants=everybody)


def _post(event_name: str, room: str, **more: object) -> None:
    body = {
        "event_name": event_name,
        "room_name": room,
        "room_jid": f"{room}@conference.{settings.JITSI_DOMAIN}",
        "is_breakout": False,
        **more,
    }
    if not _was_taken(f"{settings.BASE_URL}/jitsi/events/{PATHS[event_name]}", body):
        sentence = _("The practice room could not tell the platform. Please try again.")
        raise ConferencingError(sentence, code="unheard")


def _was_taken(url: str, body: dict[str, object]) -> bool:
    headers = {"Authorization": f"Bearer {jitsi.events_secret()}"}
    try:
        return ask("POST", url, headers=headers, body=body, breaks=False).status == HTTPStatus.NO_CONTENT
    except jitsi.ServerAway:
        return False
