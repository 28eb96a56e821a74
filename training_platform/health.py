"""How the platform is, for a machine that asks: database, queue, cluster, disk. Figures only, nothing confidential."""

import shutil
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundations.jobs.models import Heartbeat, Job

QUEUE_MAY_WAIT_SECONDS = 15 * 60
BEAT_MAY_BE_SILENT_SECONDS = 120
DISK_FREE_PERCENT = 5


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the platform works, 503 when it does not.

    ``status`` is ``ok``, ``attention`` (it works, but jobs were given up) or ``failing``; ``failing`` names what fails.
    Ages are in seconds; ``null`` means that there is nothing to measure.
    """
    measures = _measures(timezone.now())
    failing = sorted(name for name, bad in _verdicts(measures).items() if bad)
    status = "failing" if failing else "attention" if measures["dead_jobs"] else "ok"
    return JsonResponse({"status": status, "failing": failing, **measures}, status=503 if failing else 200)


def _measures(at: datetime) -> dict[str, int | bool | None]:
    disk = shutil.disk_usage(settings.BASE_DIR if not settings.VAR_DIR.exists() else settings.VAR_DIR)
    measures: dict[str, int | bool | None] = {"disk_free_percent": round(100 * disk.free / disk.total)}
    try:
        return measures | {"database": True} | _queue_measures(at)
    except DatabaseError:
        return measures | {"database": False, "queue_age": None, "heartbeat_age": None, "dead_jobs": None}


def _queue_measures(at: datetime) -> dict[str, int | None]:
    oldest = Job.objects.unfinished().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    beat_at = Heartbeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
    return {
        "queue_age": _age(oldest, at),
        "heartbeat_age": _age(beat_at, at),
        "dead_jobs": Job.objects.dead().count(),
    }


def _verdicts(measures: dict[str, int | bool | None]) -> dict[str, bool]:
    beat_age = measures["heartbeat_age"]
    return {
        "database": not measures["database"],
        "queue": (measures["queue_age"] or 0) > QUEUE_MAY_WAIT_SECONDS,
        "cluster": beat_age is None or beat_age > BEAT_MAY_BE_SILENT_SECONDS,
        "disk": (measures["disk_free_percent"] or 0) < DISK_FREE_PERCENT,
    }


def _age(instant: datetime | None, at: datetime) -> int | None:
    return None if instant is None else max(0, round((at - instant).total_seconds()))
