"""Measuring: a few cheap questions to the database and the disks. Nothing here asks another machine."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min

from certificates.models import Certificate
from certificates.signing.errors import SigningError
from certificates.signing.keys import is_set, signing_key
from foundations.audit.models import AuditCheck, AuditEvent, AuditSeal
from foundations.jobs.models import Heartbeat, Job
from foundations.outbox.models import Letter
from training_platform.vital_signs.rules import Disk, Signs


def read_signs() -> Signs:
    """What there is to know now; where the database does not answer, that alone and the disks."""
    try:
        return Signs(disks=_disks(), **_asked())
    except DatabaseError:
        return Signs(has_database=False, disks=_disks())


def _asked() -> dict:
    check = AuditCheck.objects.over().last()
    return {
        "oldest_job_at": Job.objects.unfinished().order_by("enqueued_at").values_list("enqueued_at", flat=True).first(),
        "dead_jobs": Job.objects.dead().count(),
        "refused_letter_at": oldest_refused_letter(),
        "beats": dict(Heartbeat.objects.values_list("name", "beat_at")),
        "is_backup_expected": settings.BACKUP_IS_EXPECTED,
        "sealed_at": AuditSeal.objects.order_by("-last_event").values_list("sealed_at", flat=True).first(),
        "unsealed_at": oldest_unsealed_event(),
        "checked_at": check.checked_at if check else None,
        "is_chain_whole": check is None or check.is_whole,
        "is_video_set": is_video_set(),
        "is_signing_set": is_set(),
        "signs_until": _key_holds_until(),
        "unprinted_at": _oldest_unprinted() if is_set() else None,
    }


def _oldest_unprinted() -> datetime | None:
    return Certificate.objects.without_document().aggregate(since=Min("awarded_at"))["since"]


def name_of_key() -> str:
    """Who signs certificates; empty where no key can be read."""
    try:
        return signing_key().subject
    except SigningError:
        return ""


def _oldest_unprinted() -> datetime | None:
    return Certificate.objects.without_document().aggregate(since=Min("awarded_at"))["since"]


def _key_holds_until() -> datetime | None:
    try:
        return signing_key().valid_until
    except SigningError:
        return None


def is_video_set() -> bool:
    """Whether there is a video server of ours; the demonstration's practice room is none."""
    return bool(settings.JITSI_URL)


def oldest_refused_letter() -> datetime | None:
    """When the oldest letter was written that could not be handed over and waits to be tried again."""
    waiting = Letter.objects.filter(state=Letter.State.QUEUED).exclude(error="")
    return waiting.order_by("created_at").values_list("created_at", flat=True).first()


def oldest_unsealed_event() -> datetime | None:
    """When the oldest event happened that no seal covers yet; sealed events are found by the last seal alone."""
    last = AuditSeal.objects.order_by("-last_event").values_list("last_event", flat=True).first()
    return AuditEvent.objects.filter(id__gt=last or 0).order_by("id").values_list("at", flat=True).first()


def _disks() -> tuple[Disk, ...]:
    """The disks of files, of SQLite's database and of the archives; folders on one disk count once."""
    folders = {"files": Path(settings.VAR_DIR)}
    if connection.vendor == "sqlite":
        folders["database"] = Path(connection.settings_dict["NAME"]).parent
    if settings.BACKUP_IS_EXPECTED:
        folders["archives"] = Path(settings.BACKUP_DIR)
    disks, seen = [], set()
    for name, folder in folders.items():
        present = folder if folder.exists() else settings.BASE_DIR
        device = present.stat().st_dev
        if device not in seen:
            seen.add(device)
            usage = shutil.disk_usage(present)
            disks.append(Disk(name, usage.free, usage.total))
    return tuple(disks)
