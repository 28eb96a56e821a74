"""Real task clusters, in processes of their own, on the very database of the running test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

from django.conf import settings
from django.db import connection


def shared_environment() -> dict[str, str]:
    """The environment of a process that works on this test's database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        door = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
        port = f":{database['PORT']}" if database["PORT"] else ""
        at = f"/{database['HOST']}" if database["HOST"].startswith("/") else f"{database['HOST']}{port}"
        url = f"postgres://{door}@{at}/{database['NAME']}"
    return os.environ | {"TEST_SHARED_DATABASE": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}


@contextmanager
def running(*command: str, module: str = "django") -> Iterator[subprocess.Popen]:
    """``manage.py``'s ``command`` in a process group of its own; whatever is left of the group is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *command],
        cwd=settings.BASE_DIR,
        env=shared_environment(),
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill_group(process.pid)
        process.communicate()


@contextmanager
def web_server(port: int) -> Iterator[subprocess.Popen]:
    """Two gunicorn workers of four threads on loopback, with the first page served."""
    command = ["training_platform.wsgi", "-c", "python:training_platform.web_server", "--bind", f"127.0.0.1:{port}"]
    command += ["--log-level", "critical", "--no-control-socket"]
    with running(*command, module="gunicorn") as process:
        wait_until(lambda: asked(port, "/health/") is not None)
        yield process


def asked(port: int, path: str, *, method: str = "GET", headers: dict | None = None) -> HTTPResponse | None:
    """The answer to one request, read to its end (``.text``); ``None`` when there was none: the line broke."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers={"Connection": "close", "Content-Length": "0"} | (headers or {}))
        answer = connection.getresponse()
        answer.text = answer.read().decode()
    except (OSError, HTTPException):
        return None
    else:
        return answer
    finally:
        connection.close()


def kill_group(group: int) -> None:
    """Kill every process of the group at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def wait_until(happened: Callable[[], object], *, seconds: float = 60) -> None:
    """Wait for it; fails the test when it does not happen in time."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, f"did not happen within {seconds} s"
        time.sleep(0.05)


def processes_of_group(group: int) -> list[int]:
    """Keys of the living processes of a group."""
    return [pid for pid, parent, of_group, state in _processes() if of_group == group and state != "Z"]


def children_of(process: int) -> list[int]:
    """Keys of the living children of a process."""
    return [pid for pid, parent, of_group, state in _processes() if parent == process and state != "Z"]


def cluster_of(supervisor: int, *, but: int = 0) -> int:
    """Key of the cluster that the supervisor runs, once it has workers; not that of the former one.

    A child alone may be a library's: some ask the system for its parts with a program of their own.
    """
    found: list[int] = []

    def is_there() -> bool:
        found[:] = [pid for pid in children_of(supervisor) if pid != but and len(processes_of_group(pid)) >= 5]
        return bool(found)

    wait_until(is_there)
    return found[0]


def _processes() -> Iterator[tuple[int, int, int, str]]:
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,pgid=,state="], capture_output=True, text=True, check=True)
    for line in listing.stdout.splitlines():
        pid, parent, group, state = line.split()
        yield int(pid), int(parent), int(group), state[0]


def lines_of(path: Path) -> list[str]:
    """The lines of a file that may not be there yet."""
    return path.read_text().splitlines() if path.exists() else []
