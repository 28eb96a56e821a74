"""Facts of sessions: the timetable, the evidence of who was there, and the verdicts."""

from sessions.models.guests import GuestInvitation, GuestLink
from sessions.models.joining import ConnectionChoice, SessionMove
from sessions.models.materials import Material, RecordingConsent, RecordingLeave
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
    "GuestInvitation",
    "GuestLink",
    "Incident",
    "Material",
    "OccupantDecision",
    "Participation",
    "RecordingConsent",
    "RecordingLeave",
    "RosterEntry",
    "SessionMove",
    "SessionPart",
    "TrainingSession",
    "WorkshopInCalendars",
    "draw_uid",
    "uid_of",
    "uid_of_days",
]
