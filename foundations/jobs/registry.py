"""Which function runs under which name."""

from collections.abc import Callable
from typing import Any

_tasks: dict[str, Callable[..., Any]] = {}


def task(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function under ``app.verb_noun``. A name is given once."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if _tasks.setdefault(name, function) is not function:
            raise ValueError(f"Two tasks are called {name}.")
        return function

    return register


def task_named(name: str) -> Callable[..., Any]:
    """The function registered as ``name``; :class:`LookupError` when there is none."""
    return _tasks[name]


def task_names() -> list[str]:
    """Every registered name, sorted."""
    return sorted(_tasks)
