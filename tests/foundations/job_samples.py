"""Tasks for the tests of the queue."""

import os
import signal
import time
from pathlib import Path

from django_tasks import task

from foundations.jobs import registry
from foundations.outbox.actions import write_letter
from foundations.outbox.letters import Recipient


@task()
def leave_mark(folder: str, name: str, seconds: float = 0) -> str:
    """Idempotent work: note that it began, take a while, leave one file under its name."""
    with (Path(folder) / "begun").open("a") as begun:
        begun.write(f"{name}\n")
    time.sleep(seconds)
    (Path(folder) / f"{name}.mark").write_text(name)
    return name


@task()
def kill_worker(folder: str) -> None:
    """Poison: each attempt takes its worker with it."""
    with (Path(folder) / "poisoned").open("a") as runs:
        runs.write("x")
    os.kill(os.getpid(), signal.SIGKILL)


@task()
def write_once(number: int) -> None:
    """A cause's work: takes a moment, and writes its letter once."""
    time.sleep(0.05)
    to = Recipient(uuid=None, address="ana@mp.hn.example", language="es", time_zone="UTC")
    write_letter("network.email_left", to=to, context={}, once_key=f"sample:{number}")


@task(takes_context=True)
def tell_attempt(context) -> int:
    """A library's task that asks which attempt this is."""
    return context.attempt


@registry.task("samples.echo")
def echo(*args, **kwargs) -> dict:
    return {"args": list(args), "kwargs": kwargs}


@registry.task("samples.fail")
def fail(address: str) -> None:
    raise ValueError(f"cannot write to {address}")


@registry.task("samples.speak")
def speak() -> dict:
    from django.utils import timezone, translation

    return {"language": translation.get_language(), "zone": timezone.get_current_timezone_name()}


@registry.task("samples.long", within=30)
def take_long(folder: str, seconds: float) -> None:
    """A long task: note that it began, and that it ended."""
    mark(folder, "begun")
    time.sleep(seconds)
    mark(folder, "ended")


def tell_given_up(folder: str) -> None:
    mark(folder, "given up")


@registry.task("samples.fail_told", given_up=tell_given_up)
def fail_told(folder: str) -> None:
    raise ValueError(folder)


def mark(folder: str, word: str) -> None:
    with (Path(folder) / "marks").open("a") as marks:
        marks.write(f"{word}\n")
