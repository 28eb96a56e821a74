"""Every verb of sessions: timetable, way in, rosters, sites, board, attendance. R20, R21, R23, C1–C4."""

from sessions.actions.attendance import purge_evidence, settle_due_sessions, settle_session
from sessions.actions.board import extend_session, resolve_occupant, start_incident, stop_incident
from sessions.actions.corrections import answer_contest, contest_verdict, correct_verdict
from sessions.actions.excuses import ask_excuse, decide_excuse
from sessions.actions.joining import choose_line, join_session
from sessions.actions.rooms import replace_room
from sessions.actions.roster import (
    Visitor,
    mark_at_site,
    mark_left,
    mark_myself,
    tick_roster,
    type_sheet,
)
from sessions.actions.sites import join_as_site, plan_site, withdraw_site
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
    "answer_contest",
    "ask_excuse",
    "assign_part",
    "cancel_session",
    "cancel_sessions_of",
    "choose_line",
    "contest_verdict",
    "correct_verdict",
    "decide_excuse",
    "extend_session",
    "join_as_site",
    "join_session",
    "mark_at_site",
    "mark_left",
    "mark_myself",
    "move_session",
    "move_sessions_of",
    "plan_site",
    "purge_evidence",
    "remove_part",
    "replace_room",
    "resolve_occupant",
    "schedule_session",
    "settle_due_sessions",
    "settle_session",
    "stamp_workshop",
    "start_incident",
    "stop_incident",
    "tick_roster",
    "type_sheet",
    "withdraw_site",
]
