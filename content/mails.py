"""What editors are told of pages on their way: one letter each, in the place of Wagtail's own (docs/decisions/0021).

A letter names the page by its title and leads to the editor; the words of the page and of comments stay there.
"""

from datetime import datetime

from wagtail.models import Page, TaskState, WorkflowState

from content.addresses import editor_address_of, full_address_of
from content.step_words import step_words
from foundations.outbox.actions import write_letter
from network.mails import recipient_of
from network.models import User


def tell_reviewers(state: TaskState, page: Page, reviewers: list[User], *, at: datetime) -> None:
    """To everybody of the groups of a step, but whoever submitted: a page waits for review."""
    author = state.workflow_state.requested_by
    for user in reviewers:
        if user != author:
            step = step_words(state.task.name, user.language)
            once_key = f"content.page_submitted:{state.pk}:{user.pk}"
            _write("content.page_submitted", user, page, once_key=once_key, at=at, step=step)


def tell_of_return(state: WorkflowState, page: Page, *, at: datetime) -> None:
    """To the author: the page came back, with the reason."""
    task_state = state.current_task_state
    once_key = f"content.page_returned:{task_state.pk}"
    _write("content.page_returned", state.requested_by, page, once_key=once_key, at=at, reason=task_state.comment)


def tell_of_publication(state: WorkflowState, page: Page, *, at: datetime) -> None:
    """To the author: the page is published, and where it stands."""
    address = full_address_of(page, page.locale.language_code)
    once_key = f"content.page_published:{state.pk}"
    _write("content.page_published", state.requested_by, page, once_key=once_key, at=at, address=address)


def tell_of_comments(user: User, page: Page, *, at: datetime) -> None:
    """To whoever follows the comments of a page: there is something new; what it is, the editor shows."""
    once_key = f"content.page_commented:{page.latest_revision_id}:{user.pk}"
    _write("content.page_commented", user, page, once_key=once_key, at=at)


def _write(kind: str, user: User | None, page: Page, *, once_key: str, at: datetime, **context) -> None:
    recipient = recipient_of(user.person) if user is not None else None
    if recipient is None:
        return
    told = {"title": page.get_admin_display_title(), "editor": editor_address_of(page)} | context
    write_letter(kind, to=recipient, context=told, once_key=once_key, at=at)
