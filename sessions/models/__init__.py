"""Facts of sessions: the timetable, the evidence of who was there, and the verdicts."""

from sessions.models.presence import ConnectedSite, Incident, OccupantDecision, RosterEntry
from sessions.models.timetable import (
    Participation,
    SessionPart,
    TrainingSession,
    WorkshopInCalendars,
    draw_uid,
    uid_of,
    uid_of_days,
)
from sessions.models.verdicts import Attendance, Contest, Correction, Excuse

__all__ = [
    "Attendance",
    "ConnectedSite",
    "Contest",
    "Correction",
    "Excuse",
    "Incident",
    "OccupantDecision",
    "Participation",
    "RosterEntry",
    "SessionPart",
    "TrainingSession",
    "WorkshopInCalendars",
    "draw_uid",
    "uid_of",
    "uid_of_days",
]
