"""The reading of a day: how ready each room was, kept so that a trend can be seen."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from equipment.assessing import Assessed, assess_rooms, rooms_of
from equipment.events import readiness_changed
from equipment.models import ReadinessReading
from foundations.audit.actions import record_event
from network.models import OfficeRoom

log = logging.getLogger(__name__)
READ_TOGETHER = 100


def take_readings(*, at: datetime | None = None) -> int:
    """Read every room; each is a transaction of its own. Gives of how many something new was kept."""
    now = at or timezone.now()
    due = list(rooms_of(None).values_list("pk", flat=True))
    taken = 0
    for first in range(0, len(due), READ_TOGETHER):
        for assessed in assess_rooms(rooms_of(None).filter(pk__in=due[first : first + READ_TOGETHER]), now):
            try:
                taken += keep_reading(assessed, at=now) is not None
            except Exception:
                log.exception("equipment.reading_failed room:%s", assessed.room.pk)
    return taken


@transaction.atomic
def keep_reading(assessed: Assessed, *, at: datetime) -> ReadinessReading | None:
    """Keep the reading of one room for its day: one row, which tells how the day ended. ``None`` where it is the same.

    Where the band is another than at the last reading, whoever listens is told.
    """
    OfficeRoom.objects.select_for_update(of=("self",), no_key=True).get(pk=assessed.room.pk)
    day, verdict = timezone.localdate(at), assessed.verdict
    readings = ReadinessReading.objects.filter(room=assessed.room)
    before = readings.filter(on__lte=day).first()
    told = {
        "band": str(verdict.band),
        "score": verdict.score,
        "parts": {part.part: part.got for part in verdict.points},
        "lacks": [{"need": lack.need, "cause": lack.cause} for lack in verdict.lacks],
        "kit_version": assessed.version,
    }
    if before is not None and before.on == day and all(getattr(before, name) == told[name] for name in told):
        return None
    reading, _is_new = readings.update_or_create(room=assessed.room, on=day, defaults=told)
    if before is not None and before.band != reading.band:
        record_event("equipment.readiness_changed", assessed.room, at=at, was=before.band, band=reading.band)
        readiness_changed.send(sender=ReadinessReading, room=assessed.room, reading=reading)
    return reading
