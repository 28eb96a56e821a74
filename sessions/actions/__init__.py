"""Every verb of sessions: the timetable, the way in, the roster and the attendance. R20, R21, R23, C1–C4."""

from sessions.actions.attendance import purge_evidence, settle_due_sessions, settle_session, tick_roster
from sessions.actions.joining import choose_line, join_session
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
    "assign_part",
    "cancel_session",
    "cancel_sessions_of",
    "choose_line",
    "join_session",
    "move_session",
    "move_sessions_of",
    "purge_evidence",
    "remove_part",
    "replace_room",
    "schedule_session",
    "settle_due_sessions",
    "settle_session",
    "stamp_workshop",
    "tick_roster",
]
