"""What the clock asks of conferencing."""

from django.conf import settings
from django.utils import timezone

from conferencing import actions
from foundations.jobs.registry import task
from foundations.jobs.retention import kept_since


@task("conferencing.purge_evidence")
def purge_evidence() -> int:
    """Let posts and stays go that are older than ``EVIDENCE_KEPT_MONTHS``."""
    return actions.purge_evidence(before=kept_since(timezone.now(), settings.EVIDENCE_KEPT_MONTHS))


@task("conferencing.ask_server")
def ask_server() -> None:
    actions.ask_server()
