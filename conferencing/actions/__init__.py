"""All that conferencing can do: rooms, posts and rosters taken in, meetings ended, old evidence purged."""

from conferencing.actions.evidence import purge_evidence
from conferencing.actions.posts import receive_post
from conferencing.actions.readings import note_roster
from conferencing.actions.rooms import close_room, note_reservation, open_room
from conferencing.actions.server import ask_server, end_meeting, watch_rooms

__all__ = [
    "ask_server",
    "close_room",
    "end_meeting",
    "note_reservation",
    "note_roster",
    "open_room",
    "purge_evidence",
    "receive_post",
    "watch_rooms",
]
