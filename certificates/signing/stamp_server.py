"""Whether the time-stamp server is being left alone, told to all processes through the cache."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache

LEFT_ALONE = timedelta(seconds=60)
AWAY = "certificates.stamps_away"


def is_left_alone() -> bool:
    """Whether the server failed a moment ago and is not to be asked."""
    return bool(settings.TIMESTAMP_URL and cache.get(AWAY))


def leave_alone() -> None:
    """It failed: for a minute nobody waits for it again."""
    cache.set(AWAY, True, timeout=LEFT_ALONE.total_seconds())
