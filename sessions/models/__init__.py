"""Facts of sessions: the timetable, the evidence of who was there, and the verdicts."""

from sessions.joining_models import ConnectionChoice, SessionMove
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
    "ConnectionChoice",
    "Contest",
    "Correction",
    "Excuse",
    "Incident",
    "OccupantDecision",
    "Participation",
    "RosterEntry",
    "SessionMove",
    "SessionPart",
    "TrainingSession",
    "WorkshopInCalendars",
    "draw_uid",
    "uid_of",
    "uid_of_days",
]
