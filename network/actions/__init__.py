"""Changes in the network: people, accounts, links, second factors, sessions, appointments."""

from network.actions.accounts import (
    activate_account,
    admit_person,
    close_account,
    hide_first_steps,
    open_account,
    reopen_account,
    send_activation_again,
    set_preferences,
    sign_out_everywhere,
)
from network.actions.addresses import correct_email
from network.actions.appointments import align_all_groups, align_groups, appoint_person, end_appointment
from network.actions.communications import log_contact
from network.actions.deputies import appoint_deputy, end_deputy
from network.actions.factors import ask_factor_reset, grant_factor_reset, refuse_factor_reset
from network.actions.links import mint_link, purge_links
from network.actions.passwords import answer_forgotten_password, ask_for_password, reset_password
from network.actions.people import correct_name, register_person, revise_person, withdraw_person
from network.actions.sessions import (
    end_session,
    end_sessions,
    note_device,
    note_ended_session,
    note_new_key,
    note_presence,
    note_refused_sign_ins,
    note_sign_in,
    note_sign_out,
)
from network.actions.signing_in import (
    ask_for_code,
    change_password,
    note_added_factor,
    note_removed_factor,
    note_renewed_codes,
    note_used_code,
    send_login_code,
)

__all__ = [
    "activate_account",
    "admit_person",
    "align_all_groups",
    "align_groups",
    "answer_forgotten_password",
    "appoint_deputy",
    "appoint_person",
    "ask_factor_reset",
    "ask_for_code",
    "ask_for_password",
    "change_password",
    "close_account",
    "correct_email",
    "correct_name",
    "end_appointment",
    "end_deputy",
    "end_session",
    "end_sessions",
    "grant_factor_reset",
    "hide_first_steps",
    "log_contact",
    "mint_link",
    "note_added_factor",
    "note_device",
    "note_ended_session",
    "note_new_key",
    "note_presence",
    "note_refused_sign_ins",
    "note_removed_factor",
    "note_renewed_codes",
    "note_sign_in",
    "note_sign_out",
    "note_used_code",
    "open_account",
    "purge_links",
    "refuse_factor_reset",
    "register_person",
    "reopen_account",
    "reset_password",
    "revise_person",
    "send_activation_again",
    "send_login_code",
    "set_preferences",
    "sign_out_everywhere",
    "withdraw_person",
]
