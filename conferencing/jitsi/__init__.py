"""The window to Jitsi: tokens, the keys that sign them, and what is asked of the server. Plain values in and out."""

from conferencing.jitsi.config import (
    dial_in_number,
    events_secret,
    has_interface,
    is_configured,
    is_practice,
    reads_rosters,
    roster_secret,
    signs_with_keys,
    token_secret,
)
from conferencing.jitsi.server import (
    Occupant,
    Roster,
    RosterRoom,
    end_meeting,
    is_answering,
    pin_of,
    read_census,
    read_roster,
)
from conferencing.jitsi.tokens import Guest, join_url, sign_token, system_token, verify_token
from conferencing.jitsi.wire import ServerAway

__all__ = [
    "Guest",
    "Occupant",
    "Roster",
    "RosterRoom",
    "ServerAway",
    "dial_in_number",
    "end_meeting",
    "events_secret",
    "has_interface",
    "is_answering",
    "is_configured",
    "is_practice",
    "join_url",
    "pin_of",
    "read_census",
    "read_roster",
    "reads_rosters",
    "roster_secret",
    "sign_token",
    "signs_with_keys",
    "system_token",
    "token_secret",
    "verify_token",
]
