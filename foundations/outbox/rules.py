"""How often and how late a letter is tried again."""

from datetime import timedelta

MOST_ATTEMPTS = 8
STRANDED_AFTER = timedelta(minutes=5)


def wait_before_retry(attempts: int) -> timedelta:
    """1, 4, 16, 64 … minutes, at most six hours: about a day in all."""
    return min(timedelta(minutes=4 ** (attempts - 1)), timedelta(hours=6))
