"""What the clock asks of the programme."""

from courses.actions import keep_seats_moving, send_reminders
from foundations.jobs.registry import task


@task("courses.keep_seats_moving")
def keep_moving() -> None:
    keep_seats_moving()


@task("courses.send_reminders")
def remind() -> None:
    send_reminders()
