"""What the clock may ask of the floors below the queue."""

from foundations.audit.actions import check_seals as check
from foundations.audit.actions import seal_events as seal
from foundations.jobs.actions import enqueue
from foundations.jobs.registry import task
from training_platform.vital_signs.watching import watch_parts


@task("audit.seal_events")
def seal_events() -> None:
    seal()


@task("audit.check_seals")
def check_seals() -> None:
    """One piece of the check; the next one is queued until the chain was walked to its end."""
    if not check().is_over:
        enqueue("audit.check_seals")


@task("platform.watch_parts")
def watch() -> None:
    watch_parts()
