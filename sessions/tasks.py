"""What the clock asks of sessions."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from courses.models import Workshop
from foundations.jobs.registry import task
from foundations.jobs.retention import kept_since
from network.models import Person
from sessions import actions, inviting

GUESTS_KEPT = timedelta(days=90)


@task("sessions.settle_due")
def settle_due() -> int:
    """Settle the sessions that ended long enough ago."""
    return actions.settle_due_sessions()


@task("sessions.align_invitations")
def align_invitations(workshop_id: int, person_id: str) -> int:
    """Bring one person's calendar into step with the sessions of one workshop."""
    workshop, person = Workshop.objects.get(pk=workshop_id), Person.objects.get(pk=person_id)
    return inviting.align_invitations(workshop, person)


@task("sessions.remind_of_rooms")
def remind_of_rooms() -> int:
    """Write to offices whose room is not ready for what is near."""
    return actions.remind_of_rooms()


@task("sessions.forget_guests")
def forget_guests() -> int:
    """Empty names and addresses of guests of sessions that ended three months ago."""
    return actions.forget_guests(before=timezone.now() - GUESTS_KEPT)


@task("sessions.purge_evidence")
def purge_evidence() -> int:
    """Let the evidence of verdicts go that is older than ``EVIDENCE_KEPT_MONTHS``."""
    return actions.purge_evidence(before=kept_since(timezone.now(), settings.EVIDENCE_KEPT_MONTHS))
