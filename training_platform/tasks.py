"""What the clock may ask of the floors below the queue."""

from foundations.audit.actions import seal_events as seal
from foundations.jobs.registry import task


@task("audit.seal_events")
def seal_events() -> None:
    seal()
