"""What the clock asks of the money."""

from foundations.jobs.registry import task
from funding.actions import send_reminders


@task("funding.send_reminders")
def remind() -> None:
    send_reminders()
