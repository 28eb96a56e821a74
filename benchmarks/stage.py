"""The stage of a measurement: a database of its own with the ground laid, and a web server before it."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

TOP = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


PORT = free_port()


@contextmanager
def stage() -> Iterator[None]:
    """Django set up over an empty database with the ground laid; everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="platform-bench-") as folder, _own_database(folder) as url:
        os.environ.update(_environment(folder, url))
        _lay()
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()


def _environment(folder: str, database_url: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "only-for-measuring-" + "x" * 50,
        "BASE_URL": f"http://127.0.0.1:{PORT}",
        "DATABASE_URL": database_url,
        "VAR_DIR": folder,
        "DEMO": "0",
        "DEBUG": "0",
        "LOG_LEVEL": "WARNING",
        "EMAIL_URL": "dummymail://",
        "JITSI_URL": "https://video.example",
        "JITSI_DOMAIN": "video.example",
        "JITSI_TOKEN_SECRET": "token-secret-for-measuring-32-bytes",
        "JITSI_EVENTS_SECRET": "events-secret-for-measuring",
    }


@contextmanager
def _own_database(folder: str) -> Iterator[str]:
    """A SQLite file, or a new database on the server of ``DATABASE_URL``."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder}/platform.sqlite3"
        return
    import psycopg
    from environ import Env

    given, name = Env.db_url_config(url), f"bench_{os.getpid()}"
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    login = {word: given[key] for word, key in words.items() if given.get(key)}
    with psycopg.connect(**login, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            parts = urlsplit(url)
            yield urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _lay() -> None:
    import django

    from training_platform.translations import compile_translations

    compile_translations(TOP)  # before the first app asks for a word: what is read once is kept
    django.setup()
    from django.core.management import call_command

    call_command("createcachetable")
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from tests.ground import lay_ground

    lay_ground()


@contextmanager
def server(application: str = "training_platform.wsgi") -> Iterator[int]:
    """Two gunicorn workers of four threads on loopback, as docs/operations.md says; gives the process id."""
    command = [sys.executable, "-m", "gunicorn", application, "-c", "python:training_platform.web_server"]
    command += ["--bind", f"127.0.0.1:{PORT}", "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=TOP)
    try:
        _wait_until_up()
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_up() -> None:
    for _attempt in range(300):
        try:
            status, _length = get("/es/")
        except OSError:
            time.sleep(0.1)
        else:
            if status >= http.client.INTERNAL_SERVER_ERROR:
                raise RuntimeError(f"The front page answers {status}.")
            return
    raise RuntimeError("The web server did not come up.")


def get(path: str, cookie: str = "") -> tuple[int, int]:
    """Ask for one page; status and bytes of the answer."""
    status, body = fetch(path, cookie)
    return status, len(body)


def fetch(path: str, cookie: str = "", **headers: str) -> tuple[int, bytes]:
    """Ask for one page over a connection of its own; status and body as it came."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie, "Connection": "close"} | headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def signed_in(user) -> str:
    """The cookie of a session of ``user``, without passing through a password."""
    from django.conf import settings
    from django.test import Client

    from tests.makers.signing_in import force_login

    client = Client()
    force_login(client, user)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"
