"""Bringing an archive back: beside what is there, checked, and only then in its place."""

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from foundations.audit.actions import first_broken_seal, record_event
from foundations.jobs.models import CLUSTER, Heartbeat
from training_platform.backup.archive import DATABASES, is_ours, unpack
from training_platform.backup.errors import BackupError
from training_platform.backup.making import files_in, folders, window

RUNS_WHEN_YOUNGER_SECONDS = 30


@dataclass(frozen=True)
class Restored:
    """What came back: tables and rows (compared with the manifest), files (by hash), migrations applied since.

    ``aside`` is where lies what stood here before, ``None`` when nothing did; ``book_is_whole`` says whether every seal
    of the audit book fits its events.
    """

    tables: int
    rows: int
    files: int
    migrations: int
    book_is_whole: bool
    aside: Path | None


def restore_backup(archive: Path, *, force: bool = False, trust: bool = False) -> Restored:
    """Put the platform of ``archive`` into this place, all or nothing.

    1. Refuse a place where the platform runs, and one that is not empty unless ``force``.
    2. Unpack beside, check every hash, the schema, the seal: one under another SECRET_KEY needs ``trust``.
    3. Bring the database back beside (or in one transaction), compare its rows, migrate it.
    4. Exchange: what stood here is set aside, not removed.

    Raises :class:`BackupError`; then the place is as it was. A restore that is killed is simply started again.
    """
    if not archive.is_file():
        raise BackupError(f"There is no archive at {archive}.")
    occupied = _refuse_place(force=force)
    with _workplace() as (staging, aside):
        manifest = unpack(archive, staging, settings.BACKUP_KEY)
        _refuse_foreign(manifest, trust=trust)
        database = staging / DATABASES[manifest["engine"]]
        with _files_exchanged(staging, aside) as exchange, window().put_in_place(database, aside):
            _compare(manifest["rows"])
            migrations = _migrate(manifest)
            whole = first_broken_seal() is None
            record_event("training_platform.backup_restored", archive=archive.name, rows=sum(manifest["rows"].values()))
            exchange()
    return Restored(
        tables=len(manifest["rows"]),
        rows=sum(manifest["rows"].values()),
        files=len(manifest["files"]) - 1,
        migrations=migrations,
        book_is_whole=whole,
        aside=aside if occupied else None,
    )


def _refuse_place(*, force: bool) -> bool:
    """Whether something stands here already."""
    for root in folders().values():
        if os.path.ismount(root):
            raise BackupError(
                f"{root} is a mount of its own which cannot be exchanged: mount {settings.VAR_DIR} whole."
            )
    occupied = window().is_occupied()
    if occupied:
        _refuse_running()
    occupied = occupied or any(True for root in folders().values() for _path in files_in(root))
    if occupied and not force:
        raise BackupError(
            f"Something stands here already (database or files of {settings.VAR_DIR}). With FORCE=1 it is set aside "
            "and replaced."
        )
    return occupied


def _refuse_running() -> None:
    try:
        beat_at = Heartbeat.objects.filter(name=CLUSTER).values_list("beat_at", flat=True).first()
    except DatabaseError:
        return  # a place that was never migrated
    finally:
        connection.close()
    if beat_at and abs((timezone.now() - beat_at).total_seconds()) < RUNS_WHEN_YOUNGER_SECONDS:
        raise BackupError(
            f"The platform is running here: stop web server and tasks, wait {RUNS_WHEN_YOUNGER_SECONDS} seconds, and "
            "start the restore again."
        )


@contextmanager
def _workplace() -> Iterator[tuple[Path, Path]]:
    """Two folders on the disk of the files: one to unpack into, one for what is replaced; empty ones vanish."""
    root = Path(settings.VAR_DIR)
    token = f"{timezone.now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    staging, aside = root / f"restoring-{token}", root / f"replaced-{token}"
    try:
        for folder in (staging, aside):
            folder.mkdir(mode=0o700, parents=True)
        yield staging, aside
    except OSError as error:
        raise BackupError(f"{error.filename or root}: {error.strerror or error}. The place is as it was.") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if aside.exists() and not any(aside.iterdir()):
            aside.rmdir()


def _refuse_foreign(manifest: Mapping[str, Any], *, trust: bool) -> None:
    if manifest["engine"] != connection.vendor:
        raise BackupError(
            f"The archive is one of {manifest['engine']}; DATABASE_URL here is one of {connection.vendor}."
        )
    unknown = [f"{app}.{name}" for app, name in manifest["migrations"] if (app, name) not in _known_migrations()]
    if unknown:
        raise BackupError(
            f"The archive was made by a newer release (it knows {', '.join(unknown[:3])}): install that release first."
        )
    if not is_ours(manifest) and not trust:
        raise BackupError(
            "The archive was not sealed with this SECRET_KEY nor with one of SECRET_KEY_FALLBACKS: it comes from "
            "another platform, or somebody altered it. Under another key no second factor can be read. If you know "
            "where it has been all the time, say TRUST=1."
        )


def _known_migrations() -> set[tuple[str, str]]:
    """Every migration of this release, those that a squashed one replaces among them."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return set(loader.disk_migrations) | replaced


def _compare(rows: Mapping[str, int]) -> None:
    """Every table of the manifest is there with as many rows."""
    found = window().count_rows(rows) if connection.vendor == "postgresql" else _counted(rows)
    different = sorted(table for table in rows if found.get(table) != rows[table])
    if different:
        raise BackupError(f"The restored database differs from the archive's manifest in {', '.join(different[:5])}.")


def _counted(tables: Mapping[str, int]) -> dict[str, int]:
    with connection.cursor() as cursor:
        present = {info.name for info in connection.introspection.get_table_list(cursor)}
        counts = {}
        for table in set(tables) & present:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a present table
            counts[table] = cursor.fetchone()[0]
    return counts


def _migrate(manifest: Mapping[str, Any]) -> int:
    """Bring an older schema up to date; how many migrations that took."""
    before = {tuple(each) for each in manifest["migrations"]}
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    return len(set(MigrationLoader(connection).applied_migrations) - before)


@contextmanager
def _files_exchanged(staging: Path, aside: Path) -> Iterator[Any]:
    """Hands out what exchanges the folders; they are put back when anything after it fails."""
    done: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        if source.exists():
            source.replace(target)
            done.append((source, target))

    def exchange() -> None:
        for name, root in folders().items():
            root.parent.mkdir(parents=True, exist_ok=True)
            if root.exists() and not any(root.iterdir()):
                root.rmdir()
            move(root, aside / name)
            (staging / name).mkdir(exist_ok=True)
            (staging / name).chmod(0o755 if name == "media" else 0o700)
            move(staging / name, root)

    try:
        yield exchange
    except BaseException:
        for source, target in reversed(done):
            target.replace(source)
        raise
