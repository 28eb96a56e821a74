"""When a part of the platform is well. Plain values in, verdicts out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DATABASE, QUEUE, PULSE, DEAD_JOBS, DISK = "database", "queue", "pulse", "dead_jobs", "disk"
MAIL, BACKUP, AUDIT, VIDEO, SIGNING = "mail", "backup", "audit", "video", "signing"
STOPPING = frozenset({DATABASE, QUEUE, PULSE, DISK})
"""Parts without which the platform does not work: a machine that asks is answered 503."""

QUEUE_MAY_WAIT = timedelta(minutes=15)
BEAT_MAY_BE_SILENT = timedelta(minutes=2)
MAIL_MAY_STAND = timedelta(minutes=15)
BACKUP_MAY_BE_OLD = timedelta(hours=26)  # a day, and the time that it takes
SEAL_MAY_BE_LATE = timedelta(hours=3)
CHECK_MAY_BE_OLD = timedelta(hours=50)
VIDEO_MAY_BE_SILENT = timedelta(minutes=30)
KEY_MUST_HOLD = timedelta(days=30)
PAPERS_MAY_WAIT = timedelta(hours=1)
DISK_FREE_PERCENT = 5
TOLD_AFTER = timedelta(minutes=15)
"""A trouble shorter than this is nobody's business."""


@dataclass(frozen=True)
class Disk:
    """Room on the disk of one of our folders, in bytes."""

    name: str
    free: int
    total: int

    @property
    def free_percent(self) -> int:
        """Rounded down: 4.9 % is less than 5."""
        return 100 * self.free // max(1, self.total)


@dataclass(frozen=True)
class Signs:
    """What was measured. An instant is ``None`` where there is nothing to measure.

    ``oldest_job_at``: since when the oldest unfinished job waits. ``refused_letter_at``: when the oldest letter was
    written that could not be handed over and still waits. ``sealed_at``: the last seal of the audit book;
    ``unsealed_at``: the hour of the oldest event that no seal covers, which may be a past one.
    ``signs_until``: when the key that signs certificates runs out; none where it cannot be read. ``unprinted_at``: when
    the oldest certificate was awarded that waits for it. ``beats``: named pulses.
    ``is_chain_whole``: what the last finished check of the audit book found.
    """

    has_database: bool = True
    disks: tuple[Disk, ...] = ()
    oldest_job_at: datetime | None = None
    dead_jobs: int = 0
    refused_letter_at: datetime | None = None
    beats: Mapping[str, datetime] = field(default_factory=dict)
    is_backup_expected: bool = False
    sealed_at: datetime | None = None
    unsealed_at: datetime | None = None
    checked_at: datetime | None = None
    is_chain_whole: bool = True
    is_video_set: bool = False
    is_signing_set: bool = False
    signs_until: datetime | None = None
    unprinted_at: datetime | None = None


def verdicts(signs: Signs, at: datetime) -> dict[str, bool]:
    """Which parts are well at ``at``. Without a database nothing that is read from it is well."""
    if not signs.has_database:
        asked = dict.fromkeys((DATABASE, QUEUE, PULSE, DEAD_JOBS, MAIL, BACKUP, AUDIT, VIDEO, SIGNING), False)
        return asked | {DISK: is_room(signs.disks)}
    return {
        DATABASE: True,
        QUEUE: not _is_past(signs.oldest_job_at, QUEUE_MAY_WAIT, at),
        PULSE: not is_silent(signs.beats.get("cluster"), BEAT_MAY_BE_SILENT, at),
        DEAD_JOBS: not signs.dead_jobs,
        DISK: is_room(signs.disks),
        MAIL: is_mail_well(signs, at),
        BACKUP: not signs.is_backup_expected or not is_silent(signs.beats.get("backup"), BACKUP_MAY_BE_OLD, at),
        AUDIT: is_book_well(signs, at),
        VIDEO: is_video_well(signs, at),
        SIGNING: is_signing_well(signs, at),
    }


def is_room(disks: tuple[Disk, ...]) -> bool:
    """Whether every disk has some room left."""
    return all(disk.free_percent >= DISK_FREE_PERCENT for disk in disks)


def is_mail_well(signs: Signs, at: datetime) -> bool:
    """Trouble is a letter that waits because the server is away, or long refused while no other has gone out.

    One refused letter means little while others go out: it is about its address.
    """
    if signs.refused_letter_at is None:
        return True
    well_at, away_at = signs.beats.get("mail"), signs.beats.get("mail_away")
    if away_at and (well_at is None or away_at > well_at):
        return False
    return not _is_past(signs.refused_letter_at, MAIL_MAY_STAND, at) or not is_silent(well_at, MAIL_MAY_STAND, at)


def is_book_well(signs: Signs, at: datetime) -> bool:
    """Sealed lately, checked lately, and found whole; a book that was never sealed or checked is young."""
    is_late = _is_past(signs.unsealed_at, SEAL_MAY_BE_LATE, at) and _is_past(signs.sealed_at, SEAL_MAY_BE_LATE, at)
    return signs.is_chain_whole and not is_late and not _is_past(signs.checked_at, CHECK_MAY_BE_OLD, at)


def is_video_well(signs: Signs, at: datetime) -> bool:
    """Whether the video server answered when it was last asked; not asked yet, or none set, is well."""
    if not signs.is_video_set or "video_asked" not in signs.beats:
        return True
    return not is_silent(signs.beats.get("video"), VIDEO_MAY_BE_SILENT, at)


def is_signing_well(signs: Signs, at: datetime) -> bool:
    """Whether the key can be read, holds for a while yet, and no paper waits for its signature; well without a key."""
    if not signs.is_signing_set:
        return True
    holds = signs.signs_until is not None and signs.signs_until - at > KEY_MUST_HOLD
    return holds and not _is_past(signs.unprinted_at, PAPERS_MAY_WAIT, at)


def not_set_up(signs: Signs) -> frozenset[str]:
    """Parts that nothing is asked of here, so that they are neither well nor failing to whoever looks."""
    without = {
        VIDEO: not signs.is_video_set,
        BACKUP: not signs.is_backup_expected and "backup" not in signs.beats,
        SIGNING: not signs.is_signing_set,
    }
    return frozenset(part for part, is_without in without.items() if is_without and signs.has_database)


def is_silent(beat_at: datetime | None, limit: timedelta, at: datetime) -> bool:
    """Whether a pulse was never heard, or not for longer than ``limit``."""
    return beat_at is None or at - beat_at > limit


def _is_past(since: datetime | None, limit: timedelta, at: datetime) -> bool:
    return since is not None and at - since > limit


def summary(well: Mapping[str, bool]) -> str:
    """``failing`` when what stops the platform fails, ``attention`` when anything else does, ``ok`` otherwise."""
    failing = {part for part, is_well in well.items() if not is_well}
    if failing & STOPPING:
        return "failing"
    return "attention" if failing else "ok"


def is_due(began_at: datetime, at: datetime) -> bool:
    """Whether a trouble has lasted long enough to write about."""
    return at - began_at >= TOLD_AFTER
