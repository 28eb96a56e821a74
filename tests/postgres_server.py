"""A PostgreSQL server of the tests' own: made, used and removed by them. A server merely found is never touched.

It listens on a socket in its own folder, not on the network. As root it runs as the user ``postgres`` or ``nobody``,
because PostgreSQL refuses root.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import time
from functools import cache
from pathlib import Path

from tests.scratch import scratch_folder

STARTS_WITHIN_SECONDS = 90  # after a crash it recovers first, on a machine that may be busy
SWIFT = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")
# The server lives as long as the pipe that this script reads from: killed or not, the tests leave none behind.
KEEPER = '"$0" "$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server'


class NoPostgreSQL(Exception):
    """There is no PostgreSQL to test on; the message says what is missing."""


@cache
def database_url() -> str:
    """The address of a database: the one in ``TEST_DATABASE_URL``, else one of a server started now.

    Raises :class:`NoPostgreSQL` where its programs are not installed or do not start.
    """
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        return given
    return _start(_programs())


def _programs() -> Path:
    """The folder with ``initdb`` and ``postgres``: of the PATH, else the newest where Debian puts them."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgreSQL("initdb and postgres are not installed, and TEST_DATABASE_URL is not set")


def _start(programs: Path) -> str:
    folder, owner = scratch_folder("platform-postgres-"), _owner()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    initdb = [programs / "initdb", "-D", folder / "data", "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"]
    made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, check=False, **owner)
    if made.returncode:
        raise NoPostgreSQL(f"initdb refused: {made.stderr.strip()[-300:]}")
    server = Server(programs, folder, owner)
    server.start()
    atexit.register(_stop, server, os.getpid())
    _started.append(server)
    return f"postgres://tests@/{folder}/postgres"


class Server:
    """One server in its folder, which can be crashed and started again."""

    def __init__(self, programs: Path, folder: Path, owner: dict) -> None:
        self.programs, self.folder, self.owner = programs, folder, owner

    def start(self) -> None:
        """Start it and wait until it takes connections; after a crash it recovers first."""
        settings = [part for setting in SWIFT for part in ("-c", setting)]
        command = ["sh", "-c", KEEPER, self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder]
        with (self.folder / "log").open("w") as log:
            self.keeper = subprocess.Popen(
                [*command, *settings],
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.owner,
            )
        _wait_for(self.folder, self.keeper)

    def crash(self) -> None:
        """End it at once and without a word to anybody: every connection breaks, every open transaction is lost."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGQUIT)  # PostgreSQL's own emergency stop; its children go with it
        self.stop()

    def stop(self) -> None:
        self.keeper.communicate()  # closes the pipe and waits


_started: list[Server] = []


def own_server() -> Server | None:
    """The server that these tests started; ``None`` when they run on a given one, or on SQLite."""
    return _started[0] if _started else None


def _owner() -> dict:
    """As whom the server runs, in :mod:`subprocess`'s words; empty for an ordinary user."""
    if os.getuid():
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known.get("nobody")
    if entry is None:
        raise NoPostgreSQL("it refuses root, and there is neither a user postgres nor nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _wait_for(folder: Path, keeper: subprocess.Popen) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while "database system is ready to accept connections" not in (folder / "log").read_text():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise NoPostgreSQL(f"the server did not start: {(folder / 'log').read_text()[-300:]}")
        time.sleep(0.05)


def _stop(server: Server, maker: int) -> None:
    if os.getpid() == maker:
        server.stop()
