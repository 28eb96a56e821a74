"""What the clock asks of equipment."""

from django.conf import settings
from django.utils import timezone

from equipment import actions
from foundations.jobs.registry import task
from foundations.jobs.retention import kept_since


@task("equipment.send_reminders")
def send_reminders() -> None:
    """Tell those who keep an office's equipment what is due of it."""
    actions.send_reminders()


@task("equipment.take_readings")
def take_readings() -> int:
    """Read how ready each room is, once a day."""
    return actions.take_readings()


@task("equipment.forget_bookings")
def forget_bookings() -> int:
    """Let go of what bookings were for, ``BOOKING_WORDS_KEPT_MONTHS`` after their hours."""
    return actions.forget_bookings(before=kept_since(timezone.now(), settings.BOOKING_WORDS_KEPT_MONTHS))
