"""PostgreSQL: ``pg_dump`` under one snapshot, and a restore that is a single transaction.

The archive's statements run on Django's own connection between ``BEGIN`` and ``COMMIT``: until the last moment the
place is as it was, and whatever goes wrong leaves it so. No right is needed but that of owning the database.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection, transaction

from training_platform.backup.errors import BackupError

NAME = "database.dump"
LOCKS_WITHIN = "10s"
COPY = re.compile(rb"COPY .* FROM stdin;\n\Z")
END_OF_COPY = b"\\.\n"
# A newer client's settings that an older server does not know, and psql's own commands.
NOT_FOR_THE_SERVER = (b"\\", b"SET transaction_timeout")
PASSED_ON = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def bytes_needed() -> int:
    """How large a dump may become: no larger than the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def dump(folder: Path, *, without_rows_of: Iterable[str]) -> dict[str, int]:
    """A dump as ``folder/database.dump``, and the rows of every table, counted under the very same snapshot."""
    program, omitted = program_named("pg_dump"), set(without_rows_of)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows = {table: 0 if table in omitted else _count(cursor, table) for table in _tables(cursor)}
        command = [program, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        command += [f"--exclude-table-data=public.{table}" for table in sorted(omitted)]
        told = _run([*command, f"--file={folder / NAME}"])
    if told:
        raise BackupError(f"pg_dump refused: {told}")
    return rows


def count_rows(tables: Iterable[str]) -> dict[str, int]:
    """Rows of the named tables; one that is missing is left out."""
    with connection.cursor() as cursor:
        present = set(_tables(cursor))
        return {table: _count(cursor, table) for table in tables if table in present}


def is_occupied() -> bool:
    """Whether the place has a database with tables."""
    with connection.cursor() as cursor:
        return bool(_tables(cursor))


@contextmanager
def put_in_place(copy: Path, aside: Path) -> Iterator[None]:
    """Within, the connection sees the archive's database in one transaction; left without an error, it is committed.

    What stood there is dumped into ``aside`` first. After an error the place is as it was.
    """
    if is_occupied():
        dump(aside, without_rows_of=())
    try:
        with transaction.atomic():
            _run_script(copy)
            yield
    except DatabaseError as error:
        raise BackupError(f"PostgreSQL refused: {str(error).strip().splitlines()[0]}.") from None
    finally:
        connection.close()  # the script's settings go with it


def program_named(name: str) -> str:
    """``pg_dump`` or ``pg_restore``: of the PATH, else the newest where Debian puts them."""
    if found := shutil.which(name):
        return found
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: -float(path.parts[-3]))
    if not beside:
        raise BackupError(
            f"{name} is not installed here: install PostgreSQL's client, no older than the server (on Debian: apt-get "
            "install postgresql-client)."
        )
    return str(beside[0])


def _run_script(copy: Path) -> None:
    """Empty the place and run the dump as statements, all within the caller's transaction."""
    command = [program_named("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(copy)]
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCKS_WITHIN}'")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()) as program:
            _execute_all(cursor, program.stdout)
            told = program.stderr.read().decode(errors="replace") if program.stderr else ""
        if program.returncode:
            raise BackupError(f"pg_restore refused: {_last_line(told)}")
        cursor.execute("RESET search_path")
        cursor.execute("RESET row_security")
        # What follows — migrations — may change a table whose rows were just written.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _execute_all(cursor, lines: IO[bytes] | None) -> None:  # noqa: ANN001 - Django's cursor around psycopg's
    """Statements as they come; the rows of a COPY are streamed, so that no table is held in memory."""
    statements: list[bytes] = []
    for line in lines or ():
        if COPY.match(line):
            _execute(cursor, statements)
            with cursor.copy(line.decode().strip().removesuffix(";")) as rows:
                for row in iter(lines.readline, END_OF_COPY):  # type: ignore[union-attr]
                    rows.write(row)
        elif not line.startswith(NOT_FOR_THE_SERVER):
            statements.append(line)
    _execute(cursor, statements)


def _execute(cursor, statements: list[bytes]) -> None:  # noqa: ANN001
    text = b"".join(statements).decode()
    statements.clear()
    if text.strip():
        cursor.execute(text)


def _tables(cursor) -> list[str]:  # noqa: ANN001
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in cursor.fetchall()]


def _count(cursor, table: str) -> int:  # noqa: ANN001
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name from the catalogue
    return cursor.fetchone()[0]


def _run(command: list[str]) -> str:
    """Run a client's program; what it says when it refuses, empty when it succeeds."""
    done = subprocess.run(command, env=_environment(), capture_output=True, check=False)
    return _last_line(done.stderr.decode(errors="replace")) if done.returncode else ""


def _last_line(told: str) -> str:
    return next((line for line in reversed(told.strip().splitlines()) if line), "it did not say why")


def _environment() -> dict[str, str]:
    """The way to the server, by environment: arguments are seen by everybody on the machine (ASVS 13.3.1)."""
    database = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    way = {variable: str(database[name]) for variable, name in named.items() if database.get(name)}
    options = database.get("OPTIONS", {})
    way |= {variable: str(options[name]) for name, variable in PASSED_ON.items() if name in options}
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": os.environ.get("HOME", "/"), **way}
