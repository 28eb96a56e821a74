"""What editors owe to pages: those in a workflow whose next word is theirs."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, get_default_page_content_type

from content.step_words import step_words
from network.inbox import Due, Kind
from network.models import User
from network.querysets import standing_of
from network.rules import GROUPS_BY_ROLE

REVIEWING = tuple(role for role in GROUPS_BY_ROLE if role != "administrator")


def pages_to_review(user: User, at: datetime) -> list[Due]:
    """Pages in moderation whose step is one of the reader's groups' to decide; none to who enters no admin.

    Technical administrators may decide every page in a breakdown; what they owe is the platform's work alone.

    Four questions: the tasks, those of each kind, the states, the pages.
    """
    if not standing_of(user).holds(*REVIEWING):
        return []
    waiting = TaskState.objects.reviewable_by(user).filter(revision__base_content_type=get_default_page_content_type())
    states = waiting.select_related("task", "revision").order_by("started_at")
    keys = {state: int(state.revision.object_id) for state in states}
    pages = Page.objects.in_bulk(set(keys.values())) if keys else {}
    return [
        Due(
            what=_("Review the page “%(title)s”") % {"title": pages[key].draft_title},
            url=reverse("wagtailadmin_pages:edit", args=[key]),
            kind=Kind.PAGE,
            why=_("It waits at “%(step)s”.") % {"step": step_words(state.task.name)},
        )
        for state, key in keys.items()
        if key in pages
    ]
