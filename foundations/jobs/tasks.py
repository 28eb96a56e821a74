"""The queue's own housekeeping."""

from django.utils import timezone

from foundations.jobs.actions import purge_done_jobs, resend_lost_jobs
from foundations.jobs.registry import task


@task("jobs.purge_done")
def purge_done() -> int:
    """Forget what was done long ago."""
    return purge_done_jobs(at=timezone.now())


@task("jobs.resend_lost")
def resend_lost() -> int:
    """Send again the message of every job whose message is gone."""
    return resend_lost_jobs(at=timezone.now())
