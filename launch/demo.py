"""The demonstration on this machine: set up, started, printed, and stopped without a trace."""

import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from launch.prepare import ROOT, prepare, refuse_read_only, say
from launch.refusals import Refusal

HOST = "127.0.0.1"
DEFAULT_PORT = "8000"
SECRETS = ("SECRET_KEY", "JITSI_TOKEN_SECRET", "JITSI_EVENTS_SECRET")
# Left in a shell, they would lead the demonstration into a real database and its letters to a real server.
WITHHELD = ("DATABASE_URL", "EMAIL_URL")
ANSWERS_WITHIN_SECONDS = 60
STOPS_WITHIN_SECONDS = 25
LOOK_SECONDS = 0.3


def run_demo() -> None:
    """Set up what is missing, run web server and task cluster, and stop both on Ctrl-C or SIGTERM.

    Raises :class:`Refusal` with a sentence when it cannot start or when one of the two ends by itself.
    """
    starter = os.getppid()
    os.umask(0o077)
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # both, for a shell starts what it puts in the background deaf to SIGINT
        signal.signal(number, signal.default_int_handler)
    port = chosen_port()
    refuse_taken(port)
    python = prepare("run")
    environment = demo_environment(port)
    try:
        accounts = set_up(python, environment)
        run_until_told(python, environment, port, accounts, starter)
    except KeyboardInterrupt:
        say("\nStopped.")


def chosen_port() -> int:
    """The port in ``PORT``, or the usual one."""
    given = os.environ.get("PORT", DEFAULT_PORT)
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Refusal(f"PORT must be a number from 1 to 65535, not “{given}”.")
    return int(given)


def refuse_taken(port: int) -> None:
    """Raise :class:`Refusal` when another program listens on the port."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except PermissionError:
            raise Refusal(
                f"Port {port} is not for ordinary users: choose one above 1023, as in “PORT=8001 make run”."
            ) from None
        except OSError:
            raise Refusal(
                f"Port {port} is taken, perhaps by another “make run”: stop that program, or choose another port, "
                f"as in “PORT={port + 1} make run”."
            ) from None


def demo_environment(port: int) -> dict[str, str]:
    """What the platform reads: this machine's own variables first, then those of a demonstration."""
    folder = Path(os.environ.get("VAR_DIR") or ROOT / "var")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{folder} could not be made ({error.strerror}).") from None
    refuse_read_only(folder)
    demo = {"BASE_URL": f"http://{HOST}:{port}", "VAR_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    own = {name: value for name, value in os.environ.items() if name not in WITHHELD}
    return demo | demo_secrets(folder / "demo.env") | own | {"DEMO": "1"}


def demo_secrets(keep: Path) -> dict[str, str]:
    """The demonstration's secrets, drawn once and kept in a file that only its owner reads."""
    if not keep.exists():
        lines = [f"{name}={secrets.token_urlsafe(48)}\n" for name in SECRETS]
        with os.fdopen(os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(lines)
    return dict(line.split("=", 1) for line in keep.read_text().splitlines() if "=" in line)


def set_up(python: Path, environment: dict[str, str]) -> str:
    """Translations, database, static files, demonstration data; the accounts as lines to print."""
    say("Setting up the database and the demonstration …")
    quiet = environment | {"LOG_LEVEL": "WARNING"}
    steps = (["-m", "training_platform.translations"], ["manage.py", "prepare_platform"])
    for step in steps:
        done = subprocess.run([python, *step], cwd=ROOT, env=quiet, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise Refusal(f"The set-up failed in “{' '.join(step)}”; the lines above say why.")
    return done.stdout


def run_until_told(python: Path, environment: dict[str, str], port: int, accounts: str, starter: int) -> None:
    """Start both, print the address, and watch over them until told to stop or until the starter is gone."""
    children: dict[str, subprocess.Popen] = {}
    try:
        children["web"] = start("web", [python, *web_server(port)], environment)
        wait_for_answer(port, children)
        children["tasks"] = start("tasks", [python, "manage.py", "run_tasks"], environment)
        say(f"\n  {environment['BASE_URL']}/\n\n{accounts}\nCtrl-C stops everything. Logs: {logs(environment)}")
        while os.getppid() == starter:
            refuse_ended(children)
            time.sleep(LOOK_SECONDS)
    finally:
        stop(list(children.values()))


def web_server(port: int) -> list[str]:
    """The web server, as arguments to Python. No access log: addresses may carry what is confidential."""
    gunicorn = ["-m", "gunicorn", "training_platform.wsgi", "-c", "python:training_platform.web_server"]
    return [*gunicorn, "--bind", f"{HOST}:{port}", "--no-control-socket", "--graceful-timeout", "5"]


def logs(environment: dict[str, str]) -> Path:
    """Where the two write."""
    return Path(environment["VAR_DIR"]) / "logs"


def start(name: str, command: list, environment: dict[str, str]) -> subprocess.Popen:
    """Start the command under a keeper, in a session of its own, so that Ctrl-C reaches us alone."""
    logs(environment).mkdir(exist_ok=True)
    python = command[0]
    with (logs(environment) / f"{name}.log").open("w") as log:
        return subprocess.Popen(
            [python, "-m", "launch.keeper", *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def wait_for_answer(port: int, children: dict[str, subprocess.Popen]) -> None:
    """Wait until the web server answers anything at all; its first page is the slowest, so it is ours."""
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while time.monotonic() < until:
        refuse_ended(children)
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=30).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise Refusal(f"The web server did not answer within {ANSWERS_WITHIN_SECONDS} seconds; its log is web.log.")


def refuse_ended(children: dict[str, subprocess.Popen]) -> None:
    """Raise :class:`Refusal` when one of them has ended by itself."""
    for name, child in children.items():
        if child.poll() is not None:
            raise Refusal(
                f"“{name}” ended by itself (code {child.returncode}), so all is stopped; {name}.log says why."
            )


def stop(children: list[subprocess.Popen]) -> None:
    """Tell all to stop, wait for them, and leave none: a second Ctrl-C does not cut this short."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.stdin.close()
    until = time.monotonic() + STOPS_WITHIN_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
