"""What becomes of a page that was submitted: the book notes it and the people concerned are told (R60).

Wagtail's workflow decides; these follow from it, once each, in the transaction of what was decided.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from content import mails
from content.querysets import visible_to
from foundations.audit.actions import record_event
from network.models import User


@transaction.atomic
def note_submission(state: TaskState, *, by: User | None, at: datetime | None = None) -> None:
    """A step of a workflow began: whoever reviews it, and may read the page, is told."""
    page, now = page_of(state.workflow_state), at or timezone.now()
    if page is None:
        return
    record_event("content.page_submitted", page, by=by, at=now, step=state.task_id)
    mails.tell_reviewers(state, page, _reviewers_of(state, page, now), at=now)


@transaction.atomic
def note_return(state: WorkflowState, *, by: User | None, at: datetime | None = None) -> None:
    """The page went back to its author, who is told why."""
    page, now = page_of(state), at or timezone.now()
    if page is None:
        return
    record_event("content.page_returned", page, by=by, at=now, step=state.current_task_state.task_id)
    mails.tell_of_return(state, page, at=now)


@transaction.atomic
def note_publication(state: WorkflowState, *, by: User | None, at: datetime | None = None) -> None:
    """A workflow ended: if what was submitted is published by now, whoever submitted it is told, once.

    Publishing around a workflow ends it, in Wagtail's words, as cancelled; whoever withdrew a page oneself knows.
    """
    page, now = page_of(state), at or timezone.now()
    if page is None or by == state.requested_by or not _holds(page, state):
        return
    record_event("content.page_published", page, by=by, at=now)
    mails.tell_of_publication(state, page, at=now)


def _holds(page: Page, state: WorkflowState) -> bool:
    """Whether the published page is the one that was submitted, or a later one."""
    task_state = state.current_task_state
    return page.live and task_state is not None and (page.live_revision_id or 0) >= task_state.revision_id


def page_of(state: WorkflowState) -> Page | None:
    """The page that a workflow is about, as it is now; ``None`` for anything else."""
    found = state.content_object
    return Page.objects.select_related("locale").get(pk=found.pk) if isinstance(found, Page) else None


def _reviewers_of(state: TaskState, page: Page, at: datetime) -> list[User]:
    """The people of the step's groups whose standing now lets them read the page: groups may lag behind."""
    groups = state.task.specific.groups.all()
    users = User.objects.filter(groups__in=groups, is_active=True).distinct().select_related("person").order_by("pk")
    same = Page.objects.filter(pk=page.pk)
    return [user for user in users if visible_to(same, user, at).exists()]
