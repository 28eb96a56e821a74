"""The contract of windows: from when until when a room may be begun, told by whoever opened it.

A source is a function that takes what a room serves (a UUID) and gives a :class:`Window`, or ``None`` when that is not
its own. ``training_platform/wiring.py`` lists the sources.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from conferencing.models import VideoRoom


@dataclass(frozen=True)
class Window:
    """From ``opens_at`` (included) until ``closes_at`` (not)."""

    opens_at: datetime
    closes_at: datetime


WindowSource = Callable[[uuid.UUID], Window | None]


def window_of(room: VideoRoom) -> Window | None:
    """When ``room`` may be begun; ``None`` when nobody says, and then always until it is closed."""
    if room.subject is None:
        return None
    sources: list[WindowSource] = import_string(settings.ROOM_WINDOWS)
    return next((window for source in sources if (window := source(room.subject))), None)
