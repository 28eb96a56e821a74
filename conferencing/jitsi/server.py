"""What is asked of the video server: its rooms, who is in them, to end a meeting, whether it is well. Plain values out.

Interfaces: ``/room-census`` (mod_muc_census), ``/lms-roster`` (our module, ``deploy/jitsi/``), ``/end-meeting``
(mod_muc_end_meeting), Jicofo's and the videobridge's ``/about/health``. Every one but the first door is closed to the
world; ``JITSI_INTERFACE_URL`` leads there.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from conferencing.jitsi.config import conference_domain, has_interface, roster_secret
from conferencing.jitsi.tokens import room_address, system_token
from conferencing.jitsi.wire import Answer, ServerAway, ask

MOST_ROOMS = 1000
MOST_OCCUPANTS = 2000


@dataclass(frozen=True)
class CountedRoom:
    """A room as the census tells it: how many are inside, the focus included, and since when."""

    name: str
    participants: int
    created_at: datetime | None


@dataclass(frozen=True)
class Occupant:
    """Somebody in a room as the roster tells it. ``identity`` is what the token carried, as it stands."""

    occupant_jid: str
    joined_at: datetime
    identity: str
    breakout: str
    is_hibernating: bool


@dataclass(frozen=True)
class RosterRoom:
    """One meeting: its room, the server's own name for it, and everybody inside."""

    name: str
    meeting_id: str
    occupants: tuple[Occupant, ...]


@dataclass(frozen=True)
class Roster:
    """All meetings of the server at ``told_at`` by its own clock, and since when it has been running."""

    told_at: datetime
    started_at: datetime
    rooms: tuple[RosterRoom, ...]


def read_census() -> tuple[CountedRoom, ...]:
    """The rooms that are alive. Raises :class:`ServerAway`."""
    told = _well(ask_interface("GET", "/room-census")).json()
    rows = told.get("room_census") if isinstance(told, Mapping) else None
    return tuple(_counted(row) for row in _rows(rows, MOST_ROOMS))


def read_roster(room: str = "") -> Roster:
    """Who is in ``room``, or in every room. A room that the server does not know is an empty one.

    Raises :class:`ServerAway` when there is no roster, when the secret is refused, and when the answer cannot be used.
    """
    query = {"room": room} if room else {}
    headers = {"Authorization": f"Bearer {roster_secret()}"}
    answer = ask_interface("GET", "/lms-roster", params=query, headers=headers)
    if answer.status == HTTPStatus.UNAUTHORIZED:
        raise ServerAway("the roster's secret is refused")
    told = _well(answer).json()
    if not isinstance(told, Mapping):
        raise ServerAway("the roster is no object")
    told_at, started_at = _instant(told.get("now")), _instant(told.get("prosody_started"))
    if told_at is None or started_at is None:
        raise ServerAway("the roster does not say when it was told")
    return Roster(told_at, started_at, tuple(_rooms(told.get("rooms"))))


def end_meeting(room: str) -> bool:
    """End the meeting in ``room`` for everybody; ``False`` when there was none. Raises :class:`ServerAway`."""
    headers = {"Authorization": f"Bearer {system_token(room=room)}"}
    answer = ask_interface("POST", "/end-meeting", params={"conference": room_address(room)}, headers=headers)
    if answer.status == HTTPStatus.NOT_FOUND:
        return False
    _well(answer)
    return True


def pin_of(room: str) -> str:
    """The digits that whoever calls in types for ``room``; empty where nobody tells them. Raises :class:`ServerAway`.

    Asked of the conference mapper that Jigasi asks as well: ``?conference=<room>@<domain>`` → ``{"id": 12345678}``.
    """
    if not settings.JITSI_PIN_MAPPER_URL:
        return ""
    params = {"conference": room_address(room)}
    told = _well(ask("GET", settings.JITSI_PIN_MAPPER_URL, params=params, breaks=False)).json()
    digits = _number(told.get("id")) if isinstance(told, Mapping) else None
    if not digits or digits < 0:
        raise ServerAway("no PIN was told")
    return f"{digits:.0f}"


def is_answering() -> bool:
    """Whether the video server answers at all. Asked by the clock alone, never within a request.

    Any answer below 500 will do, and none is followed elsewhere.
    """
    try:
        return ask("GET", settings.JITSI_URL, breaks=False).status < HTTPStatus.INTERNAL_SERVER_ERROR
    except ServerAway:
        return False


def health() -> dict[str, bool]:
    """Whether the parts that were named answer well: ``bridge`` (videobridge) and ``focus`` (Jicofo)."""
    parts = {"bridge": settings.JITSI_BRIDGE_URL, "focus": settings.JITSI_FOCUS_URL}
    return {part: _is_well(f"{url}/about/health") for part, url in parts.items() if url}


def ask_interface(
    method: str,
    path: str,
    *,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    text: str = "",
) -> Answer:
    """Ask Prosody's own HTTP. It tells its hosts apart by the ``Host`` header: past the web server, name the main one.

    Raises :class:`ServerAway`, also when no address is set.
    """
    if not has_interface():
        raise ServerAway("no address is set")
    base = settings.JITSI_INTERFACE_URL
    is_behind_web_server = urlsplit(base).netloc == urlsplit(settings.JITSI_URL).netloc
    named = {} if is_behind_web_server else {"Host": settings.JITSI_DOMAIN}
    return ask(method, f"{base}{path}", params=params, headers={**named, **(headers or {})}, text=text)


def _is_well(url: str) -> bool:
    try:
        return ask("GET", url, breaks=False).is_well
    except ServerAway:
        return False


def _well(answer: Answer) -> Answer:
    if not answer.is_well:
        raise ServerAway(f"it answered {answer.status}")
    return answer


def _rows(value: object, most: int) -> Iterator[Mapping[str, object]]:
    """The objects of a list; Lua writes an empty list as an empty object."""
    for entry in value[:most] if isinstance(value, list) else []:
        if isinstance(entry, Mapping):
            yield entry


def _counted(row: Mapping[str, object]) -> CountedRoom:
    count, created = row.get("participants"), _number(row.get("created_time"))
    name, _at, domain = str(row.get("room_name", "")).partition("@")
    return CountedRoom(
        name=name.lower() if domain in ("", conference_domain()) else "",
        participants=count if isinstance(count, int) else 0,
        created_at=_instant(created / 1000) if created else None,
    )


def _rooms(value: object) -> Iterator[RosterRoom]:
    for row in _rows(value, MOST_ROOMS):
        occupants = (_occupant(entry) for entry in _rows(row.get("occupants"), MOST_OCCUPANTS))
        yield RosterRoom(
            name=str(row.get("room_name", "")).lower(),
            meeting_id=str(row.get("meeting_id") or "")[:100],
            occupants=tuple(occupant for occupant in occupants if occupant),
        )


def _occupant(row: Mapping[str, object]) -> Occupant | None:
    jid, joined_at = row.get("occupant_jid"), _instant(row.get("joined_at"))
    if not isinstance(jid, str) or not jid or joined_at is None:
        return None
    return Occupant(
        occupant_jid=jid,
        joined_at=joined_at,
        identity=str(row.get("id") or ""),
        breakout=str(row.get("breakout_room_id") or ""),
        is_hibernating=row.get("hibernating") is True,
    )


def _number(value: object) -> float | None:
    """Numbers come as numbers or as text, whole ones as ``1.0`` too."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _instant(value: object) -> datetime | None:
    number = _number(value)
    try:
        return datetime.fromtimestamp(int(number), UTC) if number is not None and number > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
