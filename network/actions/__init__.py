"""Changes in the network: people, accounts, sessions, appointments."""

from network.actions.accounts import open_account, set_preferences
from network.actions.appointments import align_all_groups, align_groups, appoint_person, end_appointment
from network.actions.people import register_person
from network.actions.sessions import end_sessions

__all__ = [
    "align_all_groups",
    "align_groups",
    "appoint_person",
    "end_appointment",
    "end_sessions",
    "open_account",
    "register_person",
    "set_preferences",
]
