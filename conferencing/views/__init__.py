"""The machine addresses: posts, reservations and keys of the video server, and the demo's practice room."""

from conferencing.views.posts import receive_event
from conferencing.views.practice import STAY_SALT, practice_enter, practice_inside, practice_leave, practice_room
from conferencing.views.public_keys import key_set, public_key
from conferencing.views.reservations import reservation, reserve

__all__ = [
    "STAY_SALT",
    "key_set",
    "practice_enter",
    "practice_inside",
    "practice_leave",
    "practice_room",
    "public_key",
    "receive_event",
    "reservation",
    "reserve",
]
