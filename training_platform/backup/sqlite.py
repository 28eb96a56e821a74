"""SQLite: a snapshot while others write, and a file put in the place of another."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from training_platform.backup.errors import BackupError

NAME = "database.sqlite3"
COMPANIONS = ("", "-wal", "-shm", "-journal")


def database_path() -> Path:
    """The file of the database in use."""
    return Path(connection.settings_dict["NAME"])


def bytes_needed() -> int:
    """How large a snapshot may become: file and log."""
    return sum(_size(Path(f"{database_path()}{end}")) for end in COMPANIONS[:2])


def dump(folder: Path, *, without_rows_of: Iterable[str]) -> dict[str, int]:
    """A snapshot as ``folder/database.sqlite3``, its tables with their rows counted.

    ``VACUUM INTO`` reads in one transaction, which in WAL mode lets writers go on. The tables named are emptied, and a
    second ``VACUUM`` leaves nothing of them in free pages.
    """
    copy = folder / NAME
    try:
        with closing(sqlite3.connect(database_path(), timeout=20, isolation_level=None)) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        copy.chmod(0o600)
        with closing(sqlite3.connect(copy, isolation_level=None)) as snapshot:
            for table in set(without_rows_of) & set(_tables(snapshot)):
                snapshot.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of our own list
            snapshot.execute("VACUUM")
            return count_rows(snapshot)
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be copied: {error}.") from None


def count_rows(database: sqlite3.Connection) -> dict[str, int]:
    """Rows of every table."""
    counts = {}
    for table in _tables(database):
        counts[table] = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - from the schema
    return counts


def is_occupied() -> bool:
    """Whether the place has a database with tables."""
    path = database_path()
    if not _size(path):
        return False
    with closing(sqlite3.connect(path, timeout=20)) as database:
        return bool(_tables(database))


@contextmanager
def put_in_place(copy: Path, aside: Path) -> Iterator[None]:
    """Within, Django's connection works on ``copy``; left without an error, ``copy`` stands where the database is used.

    What stood there goes into ``aside``. After an error nothing has moved.
    """
    target = database_path()
    beside = target.with_name(f".{aside.name}.sqlite3")
    _check(copy)
    if not is_occupied():
        _unlink_all(target)  # a program looked for a database where there was none
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copy, beside)  # onto the target's disk, for the exchange must be a renaming
    connection.close()
    connection.settings_dict["NAME"] = str(beside)
    try:
        yield
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        _swap(beside, target, aside)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(target)
        _unlink_all(beside)


def _unlink_all(path: Path) -> None:
    for end in COMPANIONS:
        Path(f"{path}{end}").unlink(missing_ok=True)


def _swap(beside: Path, target: Path, aside: Path) -> None:
    moved = []
    try:
        for end in COMPANIONS:
            old = Path(f"{target}{end}")
            if old.exists():
                shutil.move(old, aside / old.name)
                moved.append(old)
        beside.replace(target)
    except OSError:
        for old in moved:
            shutil.move(aside / old.name, old)
        raise


def _check(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            told = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        told = str(error)
    if told != "ok":
        raise BackupError(f"The database in the archive is not whole: {told}.")


def _tables(database: sqlite3.Connection) -> list[str]:
    named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in named)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
