"""``{% review_band page %}``: at the head of the editor, where a page stands and what its reader may decide.

``{% review_band page is_translation=True %}``: the same over the screen of a translation, which has no form to send a
decision with: there each decision is a form of its own.

``{% tell_states states %}``: before Wagtail's lists of what goes through workflows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from content.step_words import step_words, tell_state
from network.models import User
from network.telling import person_words

register = template.Library()


@dataclass(frozen=True)
class Decision:
    """A button: the action's name in Wagtail's workflow, its words, and whether a comment is asked for first."""

    name: str
    label: str
    asks_comment: bool

    @property
    def is_return(self) -> bool:
        return self.name == "reject"


@register.inclusion_tag("content/staff/_review_band.html", takes_context=True)
def review_band(context: template.Context, page: Page, *, is_translation: bool = False) -> dict[str, object]:
    """Who submitted the page, when and for which step, with the buttons of whoever decides; or why it came back.

    Nothing for a page that is in no workflow. Five questions at most.
    """
    state = page.current_workflow_state
    if state is None or state.current_task_state is None:
        return {"state": None}
    step, user = state.current_task_state, context["request"].user
    return {
        "page": page,
        "state": state,
        "step": step,
        "step_words": step_words(step.task.name),
        "author": _told(state.requested_by),
        "is_mine": state.requested_by == user,
        "is_returned": state.status == WorkflowState.STATUS_NEEDS_CHANGES,
        "returned_by": _told(step.finished_by),
        "decisions": _decisions(page, state, step, user),
        "has_published": page.live,
        "is_translation": is_translation,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def tell_states(states: Iterable[WorkflowState]) -> str:
    """Name workflows and steps in the reader's language where Wagtail lists them; draws nothing."""
    for state in states:
        tell_state(state)
    return ""


def _decisions(page: Page, state: WorkflowState, step: TaskState, user: User) -> list[Decision]:
    """What ``user`` may decide now, at most one button of a kind: yes at once, no with its reason."""
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        return []
    offered = step.task.specific.get_actions(page, user)
    yes = _("Approve and publish") if state.is_at_final_task else _("Approve and pass on")
    words = {("approve", False): yes, ("reject", True): _("Return with a comment")}
    found = [Decision(name, words[name, asks], asks) for name, _label, asks in offered if (name, asks) in words]
    return sorted(found, key=lambda decision: decision.is_return)


def _told(user: User | None) -> str:
    return person_words(user.person) if user else ""
