"""Deadlines over plain values: of corrections, of breaches, of downloads."""

from datetime import datetime, timedelta

AUTHORITY_HOURS = 72
"""From discovery until the authority must have been told; counted without a pause on Sundays and holidays."""
REMINDED_AFTER_HOURS = (24, 60)
DOWNLOADS_PER_HOUR = 5


def authority_due_at(discovered_at: datetime) -> datetime:
    """Until when the authority must be told of a breach."""
    return discovered_at + timedelta(hours=AUTHORITY_HOURS)


def hours_left(discovered_at: datetime, at: datetime) -> int:
    """Whole hours until the authority must be told; negative once it is late, minus one in the first hour of it."""
    return (authority_due_at(discovered_at) - at) // timedelta(hours=1)


def reminder_due(discovered_at: datetime, at: datetime, reminded: int) -> int:
    """The latest reminder (in hours after discovery) whose time has come and that was not sent; 0 when there is none.

    Of two that were missed only the later is sent.
    """
    come = [hours for hours in REMINDED_AFTER_HOURS if at >= discovered_at + timedelta(hours=hours)]
    latest = max(come, default=0)
    return latest if latest > reminded else 0


def correction_due_at(asked_at: datetime, days: int) -> datetime:
    """Until when a request to correct must have an answer."""
    return asked_at + timedelta(days=days)
