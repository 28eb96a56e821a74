"""Every verb of sessions: the timetable, the way in, the roster and the attendance. R20, R21, R23, C1–C4."""

from sessions.actions.attendance import purge_evidence, settle_due_sessions, settle_session, tick_roster
from sessions.actions.guests import (
    admit_guest,
    forget_guests,
    invite_guest,
    mint_guest_link,
    revoke_guest,
    take_invitation,
)
from sessions.actions.joining import choose_line, join_session
from sessions.actions.materials import add_material, show_material, take_in_recording, withdraw_material
from sessions.actions.recordings import allow_recording, consent_to_recording, end_recording_leave
from sessions.actions.rooms import replace_room
from sessions.actions.timetable import (
    assign_part,
    cancel_session,
    cancel_sessions_of,
    move_session,
    move_sessions_of,
    remove_part,
    schedule_session,
    stamp_workshop,
)

__all__ = [
    "add_material",
    "admit_guest",
    "allow_recording",
    "assign_part",
    "cancel_session",
    "cancel_sessions_of",
    "choose_line",
    "consent_to_recording",
    "end_recording_leave",
    "forget_guests",
    "invite_guest",
    "join_session",
    "mint_guest_link",
    "move_session",
    "move_sessions_of",
    "purge_evidence",
    "remove_part",
    "replace_room",
    "revoke_guest",
    "schedule_session",
    "settle_due_sessions",
    "settle_session",
    "show_material",
    "stamp_workshop",
    "take_in_recording",
    "take_invitation",
    "tick_roster",
    "withdraw_material",
]
