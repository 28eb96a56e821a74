"""Hours as the clocks of one place show them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def later_by_days(instant: datetime, days: timedelta, zone: ZoneInfo) -> datetime:
    """The same hour of the clocks of ``zone`` so many whole days later, also where the clocks changed in between."""
    wall = instant.astimezone(zone).replace(tzinfo=None) + days
    return wall.replace(tzinfo=zone)
