"""When offices are reminded of their rooms, as plain values: which session reminds, and by which reminder."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta


def first_of_waves(starts: Iterable[tuple[int, datetime, uuid.UUID]], *, apart: timedelta) -> list[uuid.UUID]:
    """Of each workshop's sessions (workshop, beginning, key) the first, and each that begins ``apart`` after another.

    Five sessions of one week are one wave; the one of two months later is another.
    """
    by_workshop: dict[int, list[tuple[datetime, uuid.UUID]]] = defaultdict(list)
    for workshop, starts_at, key in starts:
        by_workshop[workshop].append((starts_at, key))
    found = []
    for rows in by_workshop.values():
        before: datetime | None = None
        for starts_at, key in sorted(rows):
            if before is None or starts_at - before > apart:
                found.append(key)
            before = starts_at
    return found


def mark_of(left: timedelta, marks: Iterable[timedelta]) -> timedelta | None:
    """The reminder that came up last when so much time is left; ``None`` before the first, and once it has begun."""
    if left <= timedelta(0):
        return None
    return min((mark for mark in marks if left <= mark), default=None)
