"""Making an archive while the platform runs."""

import fcntl
import logging
import os
import platform
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from foundations.audit.actions import record_event
from foundations.jobs.models import Heartbeat
from training_platform.backup import postgresql, sqlite
from training_platform.backup.archive import DATABASES, LEAVE_FREE_BYTES, packing
from training_platform.backup.errors import BackupError

log = logging.getLogger("training_platform.backup")
PULSE = "backup"
ENDINGS = {True: "backup", False: "tar.gz"}
ARCHIVE = re.compile(r"platform-\d{8}T\d{6}Z-[0-9a-f]{4}\.(?:backup|tar\.gz)\Z")
UNFINISHED = ".making-"
# Keys of live sessions and counts of attempts: an archive that somebody steals must open no session, and one that is
# restored must revive none that was ended since.
WITHOUT_ROWS = ("django_session", "usersessions_usersession", "cache_entries")


@dataclass(frozen=True)
class Made:
    """What a backup came to: the archive, its size in bytes, tables, rows and files in it, older ones removed."""

    path: Path
    size: int
    tables: int
    rows: int
    files: int
    removed: int


def window() -> ModuleType:
    """The module that knows the database in use."""
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def folders() -> dict[str, Path]:
    """What is kept beside the database, by its name in the archive."""
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_ROOT)}


def make_backup(*, at: datetime | None = None) -> Made:
    """Archive database, media and private documents into BACKUP_DIR, and let go of archives past BACKUPS_KEPT.

    1. One at a time: the folder is locked; what a killed backup left behind is swept away.
    2. The database first, the files after it: a file is always written before the row that names it.
    3. The archive grows under a name nobody takes for an archive, and gets its own when it is whole and on the disk.
    4. The pulse ``backup`` and the audit book are told.

    Raises :class:`BackupError`; then nothing stands under an archive's name that did not stand there before.
    """
    now, folder = at or timezone.now(), Path(settings.BACKUP_DIR)
    with _locked(folder):
        _sweep(folder)
        _refuse_small_disk(folder)
        with _workplace(folder) as workplace:
            manifest, growing = _pack(workplace, now)
            made = _keep(growing, folder, now)
        removed = _let_go(folder)
    Heartbeat.objects.update_or_create(name=PULSE, defaults={"beat_at": timezone.now()})
    size, rows = made.stat().st_size, sum(manifest["rows"].values())
    record_event("training_platform.backup_made", at=now, archive=made.name, bytes=size, rows=rows)
    return Made(made, size, len(manifest["rows"]), rows, len(manifest["files"]) - 1, removed)


def archives(folder: Path) -> list[Path]:
    """The archives in ``folder``, oldest first: their names tell their instants."""
    return sorted(path for path in folder.iterdir() if ARCHIVE.match(path.name))


def applied_migrations() -> list[list[str]]:
    """The state of the schema: every migration that was applied, as ``[app, name]``."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def files_in(folder: Path) -> Iterator[Path]:
    """Every plain file below ``folder``, in order; links are not followed."""
    for place, _folders, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = Path(place) / name
            if path.is_file() and not path.is_symlink():
                yield path


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise BackupError(f"Nothing can be written into {folder} ({error.strerror}): is the disk there?") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupError(f"Another backup is being made in {folder}.") from None
        yield


def _sweep(folder: Path) -> None:
    """Under the lock nobody works here: what lies about was left by a backup that was killed."""
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _refuse_small_disk(folder: Path) -> None:
    """Room for the database's copy, for the archive of it, and for the files, none of them smaller when packed."""
    files = sum(path.stat().st_size for root in folders().values() for path in files_in(root))
    needed = 2 * window().bytes_needed() + files + LEAVE_FREE_BYTES
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise BackupError(
            f"There is not enough room in {folder}: about {needed >> 20} MiB are needed and {free >> 20} MiB are free. "
            "Make room, or keep fewer archives (BACKUPS_KEPT)."
        )


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    workplace = folder / f"{UNFINISHED}{secrets.token_hex(4)}"
    workplace.mkdir(mode=0o700)
    try:
        yield workplace
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _pack(workplace: Path, at: datetime) -> tuple[dict, Path]:
    """The archive, whole and on the disk, under its name of a while."""
    growing, database = workplace / "archive", DATABASES[connection.vendor]
    rows = window().dump(workplace, without_rows_of=WITHOUT_ROWS)
    facts = {
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "engine": connection.vendor,
        "versions": {"python": platform.python_version()} | {name: version(name) for name in ("django", "wagtail")},
        "migrations": applied_migrations(),
        "rows": rows,
    }
    try:
        with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with packing(file, settings.BACKUP_KEY) as archive:
                archive.add(database, workplace / database)
                for name, root in folders().items():
                    for path in files_in(root):
                        archive.add(f"{name}/{path.relative_to(root).as_posix()}", path)
                manifest = archive.finish(facts)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BackupError(f"The archive could not be written ({error.strerror or error}).") from None
    return manifest, growing


def _keep(growing: Path, folder: Path, at: datetime) -> Path:
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = folder / f"platform-{stamp}-{secrets.token_hex(2)}.{ENDINGS[bool(settings.BACKUP_KEY)]}"
    growing.replace(kept)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)  # the name itself must survive a power cut
    finally:
        os.close(descriptor)
    return kept


def _let_go(folder: Path) -> int:
    """Remove the oldest beyond the number that is kept; how many."""
    old = archives(folder)[: -settings.BACKUPS_KEPT]
    for path in old:
        path.unlink()
        log.info("backup.removed %s", path.name)
    return len(old)
