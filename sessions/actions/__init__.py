"""Every verb of sessions: timetable, way in, guests, rosters, sites, board, attendance. R20, R21, R23, C1–C4."""

from sessions.actions.attendance import (
    purge_evidence,
    settle_due_sessions,
    settle_session,
)
from sessions.actions.board import (
    extend_session,
    resolve_occupant,
    start_incident,
    stop_incident,
)
from sessions.actions.corrections import (
    answer_contest,
    contest_verdict,
    correct_verdict,
)
from sessions.actions.excuses import (
    ask_excuse,
    decide_excuse,
)
from sessions.actions.guests import (
    admit_guest,
    forget_guests,
    invite_guest,
    mint_guest_link,
    revoke_guest,
    take_invitation,
)
from sessions.actions.joining import (
    choose_line,
    join_session,
    tell_phone_way,
)
from sessions.actions.materials import (
    add_material,
    show_material,
    take_in_recording,
    withdraw_material,
)
from sessions.actions.recordings import (
    allow_recording,
    consent_to_recording,
    end_recording_leave,
)
from sessions.actions.room_reminders import remind_of_rooms
from sessions.actions.rooms import (
    replace_room,
)
from sessions.actions.roster import (
    Visitor,
    mark_at_site,
    mark_left,
    mark_myself,
    tick_roster,
    type_sheet,
)
from sessions.actions.sites import (
    join_as_site,
    plan_site,
    withdraw_site,
)
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
    "Visitor",
    "add_material",
    "admit_guest",
    "allow_recording",
    "answer_contest",
    "ask_excuse",
    "assign_part",
    "cancel_session",
    "cancel_sessions_of",
    "choose_line",
    "consent_to_recording",
    "contest_verdict",
    "correct_verdict",
    "decide_excuse",
    "end_recording_leave",
    "extend_session",
    "forget_guests",
    "invite_guest",
    "join_as_site",
    "join_session",
    "mark_at_site",
    "mark_left",
    "mark_myself",
    "mint_guest_link",
    "move_session",
    "move_sessions_of",
    "plan_site",
    "purge_evidence",
    "remind_of_rooms",
    "remove_part",
    "replace_room",
    "resolve_occupant",
    "revoke_guest",
    "schedule_session",
    "settle_due_sessions",
    "settle_session",
    "show_material",
    "stamp_workshop",
    "start_incident",
    "stop_incident",
    "take_in_recording",
    "take_invitation",
    "tell_phone_way",
    "tick_roster",
    "type_sheet",
    "withdraw_material",
    "withdraw_site",
]
