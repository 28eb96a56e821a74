"""How often and how late a letter is tried again, and what a returned one says of its address."""

from datetime import datetime, timedelta

MOST_ATTEMPTS = 8
STRANDED_AFTER = timedelta(minutes=5)
PAUSE = timedelta(minutes=1)


def wait_before_retry(attempts: int) -> timedelta:
    """1, 4, 16, 64 … minutes, at most six hours: about a day in all."""
    return min(timedelta(minutes=4 ** (attempts - 1)), timedelta(hours=6))


def paused_until(*, away_at: datetime | None, well_at: datetime | None) -> datetime | None:
    """Until when no letter is tried, since the mail server was found away at ``away_at``; ``None`` when it was not.

    Whatever it took since (``well_at``) ends the pause at once.
    """
    if away_at is None or (well_at is not None and well_at >= away_at):
        return None
    return away_at + PAUSE


def is_permanent(status: str) -> bool:
    """Whether an enhanced status code (RFC 3463 §2) says that sending to this address again is in vain."""
    return status.startswith("5.")
