"""Workflows and their steps in the reader's language.

Each is stored under one name, which is also what it is found by; whoever lays one says how it is told, and
``training_platform/wiring.py`` gathers it. What an administrator named otherwise is told as it was named.
"""

from collections.abc import Mapping
from typing import TypeVar

from django.utils import translation
from django.utils.functional import Promise
from wagtail.models import Page, Task, Workflow, WorkflowState

Words = Mapping[str, str | Promise]
Named = TypeVar("Named", Task, Workflow)

_words: dict[str, str | Promise] = {}


def learn_words(words: Words) -> None:
    """How workflows and steps are told, by the names that they are stored under; again is harmless."""
    _words.update(words)


def step_words(name: str, language: str | None = None) -> str:
    """How what is stored as ``name`` is told, in ``language`` or in the reader's."""
    with translation.override(language or translation.get_language()):
        return str(_words.get(name, name))


def tell_steps(page: Page) -> None:
    """Name the workflow that ``page`` is in, and its steps, for the screen that is being drawn; nothing is stored.

    Wagtail's editor draws them by their stored names, from the state that it finds kept with the page.
    """
    if state := page.current_workflow_state:
        tell_state(state)
        if state.current_task_state is not None:
            tell_name(state.current_task_state.task)
        page._current_workflow_states = [state]


def tell_state(state: WorkflowState) -> None:
    """The same for one passage through a workflow and for the lists of its steps."""
    tell_name(state.workflow)
    for listing in ("all_tasks_with_state", "all_tasks_with_status"):
        steps_of = getattr(state, listing)
        setattr(state, listing, lambda steps_of=steps_of: [tell_name(step) for step in steps_of()])


def tell_name(named: Named) -> Named:
    """The same, named for the screen that is being drawn; it is not to be saved."""
    named.name = step_words(named.name)
    return named
