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
def note_publication(page: Page, *, at: datetime | None = None) -> None:
    """A page was published: if somebody else had submitted it, that person is told, once.

    Publishing around the workflow ends it, in Wagtail's words, as cancelled; whoever withdrew a page oneself knows.
    """
    now = at or timezone.now()
    state = page.workflow_states.select_related("current_task_state").order_by("-created_at", "-pk").first()
    if state is None or state.status not in {WorkflowState.STATUS_APPROVED, WorkflowState.STATUS_CANCELLED}:
        return
    publisher = state.current_task_state.finished_by if state.current_task_state else None
    if publisher is None or publisher == state.requested_by:
        return
    record_event("content.page_published", page, by=publisher, at=now)
    mails.tell_of_publication(state, page, at=now)


def page_of(state: WorkflowState) -> Page | None:
    """The page that a workflow is about; ``None`` for anything else."""
    found = state.content_object
    return found if isinstance(found, Page) else None


def _reviewers_of(state: TaskState, page: Page, at: datetime) -> list[User]:
    """The people of the step's groups whose standing now lets them read the page: groups may lag behind."""
    groups = state.task.specific.groups.all()
    users = User.objects.filter(groups__in=groups, is_active=True).distinct().select_related("person").order_by("pk")
    same = Page.objects.filter(pk=page.pk)
    return [user for user in users if visible_to(same, user, at).exists()]
