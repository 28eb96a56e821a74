"""What the clock asks of sessions."""

from django.conf import settings
from django.utils import timezone

from foundations.jobs.registry import task
from foundations.jobs.retention import kept_since
from sessions import actions


@task("sessions.settle_due")
def settle_due() -> int:
    """Settle the sessions that ended long enough ago."""
    return actions.settle_due_sessions()


@task("sessions.purge_evidence")
def purge_evidence() -> int:
    """Let the evidence of verdicts go that is older than ``EVIDENCE_KEPT_MONTHS``."""
    return actions.purge_evidence(before=kept_since(timezone.now(), settings.EVIDENCE_KEPT_MONTHS))
