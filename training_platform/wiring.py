"""Because something happened: every event that somebody listens to, and who. Nothing else is plugged anywhere.

A receiver writes rows and queues work in the transaction of its event; an event without a line here has no listener.
Beside them :data:`PERSONAL_DATA`: who tells what the platform holds on a person, in the order in which it is read.
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

from certificates.personal import certificates
from certificates.receivers import award_when_settled
from conferencing.personal import stays
from content.receivers import note_publication, note_return, note_submission
from courses.events import workshop_cancelled
from courses.personal import enrolments
from foundations.audit.events import chain_broken
from network.receivers import (
    begin_session,
    note_added_factor,
    note_removed_factor,
    note_renewed_codes,
    note_used_factor,
)
from privacy.personal import (
    account_history,
    appointments,
    corrections,
    keys_and_devices,
    letters,
    person_and_account,
)
from privacy.receivers import alarm_secretariat
from privacy.sources import Source
from sessions.events import session_settled
from sessions.personal import attendance
from sessions.receivers import cancel_with_workshop
from training_platform.personal import admin_preferences, editing, own_acts
from training_platform.public_version import watch_connection

WIRES: list[tuple[Signal, Callable]] = [
    (workshop_cancelled, cancel_with_workshop),
    (session_settled, award_when_settled),
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
    enrolments,
    attendance,
    stays,
    certificates,
    letters,
    corrections,
    keys_and_devices,
    own_acts,
    editing,
    admin_preferences,
]


def plug() -> None:
    """Connect every wire; again is harmless."""
    for event, receiver in (*WIRES, *DOOR_WIRES, *EDITOR_WIRES, *CONNECTION_WIRES):
        event.connect(receiver, dispatch_uid=f"{receiver.__module__}.{receiver.__qualname__}")


def silence() -> None:
    """Take Wagtail's own letters off, once it has plugged them (:mod:`training_platform.quiet_admin`)."""
    for event, sender, name in SILENCED:
        event.disconnect(sender=sender, dispatch_uid=name)
