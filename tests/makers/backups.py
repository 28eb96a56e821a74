"""A platform worth keeping, archives of it, and places to bring them back to."""

import os
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.makers.clusters import shared_environment


@contextmanager
def all_migrations_noted():
    """The tests' database is built from the models: note every migration as applied, as on a platform that runs."""
    recorder = MigrationRecorder(connection)
    for app in apps.get_app_configs():
        for path in Path(app.path).glob("migrations/[!_]*.py"):
            recorder.record_applied(app.label, path.stem)
    try:
        yield
    finally:
        recorder.migration_qs.all().delete()


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """Run ``manage.py`` on this test's database and files, unless ``environment`` names others."""
    return subprocess.run(
        [sys.executable, "-m", "django", *command],
        cwd=settings.BASE_DIR,
        env=shared_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def place(folder: Path):
    """An empty place: a folder, and a database of its own on the server of the tests; the environment to work there."""
    name = f"place_{os.getpid()}_{abs(hash(folder))}"
    if connection.vendor == "sqlite":
        yield {"TEST_VAR_DIR": str(folder), "TEST_SHARED_DATABASE": f"sqlite:///{folder / 'platform.sqlite3'}"}
        return
    here = shared_environment()["TEST_SHARED_DATABASE"]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield {"TEST_VAR_DIR": str(folder), "TEST_SHARED_DATABASE": f"{here.rpartition('/')[0]}/{name}"}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def archives_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("platform-*")) if folder.exists() else []


def contents(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def repacked(members: list[tuple[tarfile.TarInfo, bytes]], path: Path) -> Path:
    """An archive of exactly these members."""
    with tarfile.open(path, "w:gz") as tar:
        for member, content in members:
            member.size = len(content) if member.isreg() else 0
            tar.addfile(member, BytesIO(content))
    return path
