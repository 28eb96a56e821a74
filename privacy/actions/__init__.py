"""Changes: requests to correct, one's own data taken home, the log of breaches, what is let go in time."""

from privacy.actions.breaches import close_breach, record_breach, remind_of_breaches, revise_breach
from privacy.actions.corrections import ask_correction, complete_correction, decline_correction
from privacy.actions.exports import export_personal_records
from privacy.actions.retention import forget_corrections, purge_sessions

__all__ = [
    "ask_correction",
    "close_breach",
    "complete_correction",
    "decline_correction",
    "export_personal_records",
    "forget_corrections",
    "purge_sessions",
    "record_breach",
    "remind_of_breaches",
    "revise_breach",
]
