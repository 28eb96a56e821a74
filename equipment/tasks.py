"""What the clock asks of equipment."""

from equipment import actions
from foundations.jobs.registry import task


@task("equipment.send_reminders")
def send_reminders() -> None:
    """Tell those who keep an office's equipment what is due of it."""
    actions.send_reminders()


@task("equipment.take_readings")
def take_readings() -> int:
    """Read how ready each room is, once a day."""
    return actions.take_readings()
