"""What the queue may ask of the inventory."""

from equipment import actions
from foundations.jobs.registry import task


@task("equipment.send_reminders")
def send_reminders() -> None:
    actions.send_reminders()
