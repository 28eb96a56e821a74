"""Because something happened: every event that somebody listens to, and who. Nothing else is plugged anywhere.

A receiver writes rows and queues work in the transaction of its event; an event without a line here has no listener.
Beside them :data:`PERSONAL_DATA`: who tells what the platform holds on a person, in the order in which it is read; and
:data:`TASK_SOURCES`: who tells what is due to somebody (``network/inbox.py``); and :data:`CALENDAR_SOURCES`: who tells
what stands in calendars (``calendars/sources.py``); and :data:`ROOM_WINDOWS`: who tells when a video room may be begun
(``conferencing/windows.py``); and :data:`STEP_WORDS`: who tells how the steps of a review are called
(``content/step_words.py``); and :data:`IMPORT_CONTRACTS`: what goes in and out as a spreadsheet
(``foundations/spreadsheets/contract.py``).
"""

from collections.abc import Callable

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset, authenticator_used
from django.contrib.auth.signals import user_logged_in
from django.db.backends.signals import connection_created
from django.dispatch import Signal
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from calendars.sources import Source as CalendarSource
from certificates.inbox import certificates_unearned, new_certificates
from certificates.personal import certificates
from certificates.receivers import award_when_settled, tell_who_completed
from conferencing.events import device_checked
from conferencing.personal import device_checks, stays
from conferencing.windows import WindowSource
from content.actions.countries import STEP_WORDS as COUNTRY_STEPS
from content.inbox import pages_to_review
from content.receivers import note_publication, note_return, note_submission
from content.step_words import Words, learn_words
from courses.catalogue import STEP_WORDS as CURRICULUM_STEPS
from courses.events import (
    completion_asked,
    enrolment_confirmed,
    enrolment_ended,
    enrolment_promoted,
    leaving_asked,
    workshop_announced,
    workshop_cancelled,
    workshop_moved,
)
from courses.in_calendars import deadlines_source
from courses.in_sheets import nominations_contract, places_contract
from courses.inbox import drafts_in_hand, seats_kept, seats_to_accept, seats_to_name
from courses.personal import enrolments
from equipment.bookings.in_calendars import bookings_source
from equipment.events import ordering_asked, session_of_call_asked
from equipment.in_sheets import assets_contract
from equipment.inbox import bookings_displaced, equipment_due, foreign_sightings
from equipment.personal import bookings_made, equipment_kept
from equipment.receivers import keep_line_of_room
from foundations.audit.events import chain_broken
from foundations.spreadsheets.contract import Contract
from funding.in_sheets import ledger_contract, lines_contract, quotes_contract
from funding.inbox import money_due, needs_to_answer
from funding.receivers import refuse_unbudgeted_order
from network.in_sheets import people_contract
from network.inbox import Source as TaskSource
from network.inbox import accounts_not_activated, factor_resets, silent_contact_points, vacant_contact_points
from network.receivers import (
    begin_session,
    note_added_factor,
    note_removed_factor,
    note_renewed_codes,
    note_used_factor,
)
from privacy.inbox import breaches_on_the_clock, corrections_to_answer
from privacy.personal import (
    account_history,
    appointments,
    communications,
    corrections,
    keys_and_devices,
    letters,
    person_and_account,
)
from privacy.receivers import alarm_secretariat
from privacy.sources import Source
from sessions.events import session_settled
from sessions.in_calendars import sessions_source
from sessions.in_rooms import session_window
from sessions.inbox import (
    attendance_at_risk,
    claims_to_answer,
    rooms_of_sessions,
    sessions_near,
    sessions_to_settle,
)
from sessions.personal import around_sessions, attendance, connection, excuses_and_corrections
from sessions.receivers import (
    cancel_with_workshop,
    invite_to_announced,
    move_with_workshop,
    refuse_call_for_session_of_others,
    refuse_leaving_after_sessions,
    tell_calendar_of_place,
)
from training_platform.inbox import jobs_given_up, letters_in_trouble, parts_failing
from training_platform.personal import admin_preferences, calendar_feeds, editing, own_acts
from training_platform.public_version import watch_connection

WIRES: list[tuple[Signal, Callable]] = [
    (workshop_announced, invite_to_announced),
    (workshop_cancelled, cancel_with_workshop),
    (workshop_moved, move_with_workshop),
    (leaving_asked, refuse_leaving_after_sessions),
    (completion_asked, tell_who_completed),
    (enrolment_confirmed, tell_calendar_of_place),
    (enrolment_promoted, tell_calendar_of_place),
    (enrolment_ended, tell_calendar_of_place),
    (session_settled, award_when_settled),
    (device_checked, keep_line_of_room),
    (ordering_asked, refuse_unbudgeted_order),
    (session_of_call_asked, refuse_call_for_session_of_others),
    (chain_broken, alarm_secretariat),
]

# What Django and allauth announce about signing in.
DOOR_WIRES: list[tuple[Signal, Callable]] = [
    (user_logged_in, begin_session),
    (authenticator_added, note_added_factor),
    (authenticator_removed, note_removed_factor),
    (authenticator_reset, note_renewed_codes),
    (authenticator_used, note_used_factor),
]

# What happens to the database's connections: each is watched for changes of what the public reads.
CONNECTION_WIRES: list[tuple[Signal, Callable]] = [
    (connection_created, watch_connection),
]

# What Wagtail announces about pages on their way.
EDITOR_WIRES: list[tuple[Signal, Callable]] = [
    (task_submitted, note_submission),
    (workflow_rejected, note_return),
    (workflow_approved, note_publication),
    (workflow_cancelled, note_publication),  # so ends one whose page is published around it
]

# Wagtail's own letters about the same, by what it calls each: they would leave within the request, in nobody's outbox.
SILENCED: list[tuple[Signal, type, str]] = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]

PERSONAL_DATA: list[Source] = [
    person_and_account,
    account_history,
    appointments,
    communications,
    enrolments,
    attendance,
    excuses_and_corrections,
    connection,
    around_sessions,
    stays,
    device_checks,
    equipment_kept,
    bookings_made,
    certificates,
    letters,
    corrections,
    keys_and_devices,
    calendar_feeds,
    own_acts,
    editing,
    admin_preferences,
]

TASK_SOURCES: list[TaskSource] = [
    sessions_near,
    rooms_of_sessions,
    bookings_displaced,
    sessions_to_settle,
    claims_to_answer,
    attendance_at_risk,
    seats_to_accept,
    seats_kept,
    seats_to_name,
    drafts_in_hand,
    equipment_due,
    foreign_sightings,
    pages_to_review,
    new_certificates,
    certificates_unearned,
    needs_to_answer,
    money_due,
    corrections_to_answer,
    breaches_on_the_clock,
    factor_resets,
    vacant_contact_points,
    silent_contact_points,
    accounts_not_activated,
    parts_failing,
    letters_in_trouble,
    jobs_given_up,
]

CALENDAR_SOURCES: list[CalendarSource] = [
    sessions_source,
    deadlines_source,
    bookings_source,
]

ROOM_WINDOWS: list[WindowSource] = [
    session_window,
]

STEP_WORDS: list[Words] = [
    COUNTRY_STEPS,
    CURRICULUM_STEPS,
]

IMPORT_CONTRACTS: list[Contract] = [
    assets_contract,
    people_contract,
    nominations_contract,
    places_contract,
    lines_contract,
    quotes_contract,
    ledger_contract,
]


def plug() -> None:
    """Connect every wire and gather the words of reviews; again is harmless."""
    for event, receiver in (*WIRES, *DOOR_WIRES, *EDITOR_WIRES, *CONNECTION_WIRES):
        event.connect(receiver, dispatch_uid=f"{receiver.__module__}.{receiver.__qualname__}")
    for words in STEP_WORDS:
        learn_words(words)


def silence() -> None:
    """Take Wagtail's own letters off, once it has plugged them (:mod:`training_platform.quiet_admin`)."""
    for event, sender, name in SILENCED:
        event.disconnect(sender=sender, dispatch_uid=name)
