"""A step of a workflow in which a group reviews a page, and says why when it sends one back (R60)."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState

from network.models import User


class ReasonForm(TaskStateCommentForm):
    """What the author is to change; the letter to the author carries it."""

    comment = forms.CharField(label=_("What is to be changed?"), widget=forms.Textarea({"rows": 4}), max_length=2000)


class ReviewTask(AbstractGroupApprovalTask):
    """As Wagtail's approval by a group, but nothing goes back without a word."""

    class Meta:
        verbose_name = _("review by a group")
        verbose_name_plural = _("reviews by a group")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Sending back asks for the reason."""
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state: TaskState, user: User, action_name: str, **fields: str) -> None:
        """The form asks for the reason; a hand-made request is asked again."""
        if action_name == "reject" and not fields.get("comment", "").strip():
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **fields)
