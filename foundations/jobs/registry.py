"""Which function runs under which name, how long it may take, and who is told when it is given up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

LONGEST_SECONDS = 300
"""No task may declare more: a job without a message counts as lost after twice that time."""


@dataclass(frozen=True)
class Registered:
    """A function with what was declared of it."""

    function: Callable[..., Any]
    within: int | None = None
    given_up: Callable[..., Any] | None = None


_tasks: dict[str, Registered] = {}


def task(
    name: str, *, within: int | None = None, given_up: Callable[..., Any] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function under ``app.verb_noun``. A name is given once.

    ``within`` makes it a long task: it may take so many seconds instead of ``JOB_TIMEOUT_SECONDS``. ``given_up`` is
    called with the same arguments once a job of this name is dead, to tell whoever waits for it.
    """
    if within is not None and not settings.JOB_TIMEOUT_SECONDS < within <= LONGEST_SECONDS:
        raise ValueError(f"{name} declares {within} seconds.")

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        registered = Registered(function, within, given_up)
        if _tasks.setdefault(name, registered).function is not function:
            raise ValueError(f"Two tasks are called {name}.")
        return function

    return register


def task_named(name: str) -> Callable[..., Any]:
    """The function registered as ``name``; :class:`LookupError` when there is none."""
    return _tasks[name].function


def task_names() -> list[str]:
    """Every registered name, sorted."""
    return sorted(_tasks)


def long_tasks() -> dict[str, int]:
    """The names of the long tasks, with the seconds that each may take."""
    return {name: known.within for name, known in _tasks.items() if known.within is not None}


def longest_seconds() -> int:
    """What the longest of all tasks may take."""
    return max([settings.JOB_TIMEOUT_SECONDS, *long_tasks().values()])


def give_up(name: str, *args: Any, **kwargs: Any) -> None:
    """Tell whoever registered ``name`` that a job of it is dead; nothing where nobody asked to be told."""
    known = _tasks.get(name)
    if known is not None and known.given_up is not None:
        known.given_up(*args, **kwargs)
