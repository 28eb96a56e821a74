"""The machinery's books in the Wagtail admin: letters and jobs, to look at, and to try again what was given up."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from foundations.jobs.actions import revive_job
from foundations.jobs.models import Job
from foundations.outbox.actions import resend_letter
from foundations.outbox.models import Letter
from network.staff import Deed, RecordViewSet

SEND_AGAIN = Deed(
    name="send_again",
    label=_("Send again"),
    warns=lambda letter: (
        _("It may have arrived already: if so, it arrives twice.")
        if letter.fate_unknown
        else _("The mail server refused it. Send it again when the reason is mended.")
    ),
    perform=lambda letter, by, _reason: resend_letter(letter, by=by),
    shown=lambda letter, _by: letter.state == Letter.State.FAILED and bool(letter.address),
)
TRY_AGAIN = Deed(
    name="try_again",
    label=_("Try again"),
    perform=lambda job, by, _reason: revive_job(job, by=by),
    shown=lambda job, _by: job.state == Job.State.DEAD,
)


class LetterViewSet(RecordViewSet):
    """What was written to whom and what became of it."""

    model = Letter
    icon = "mail"
    verbs = ("view",)
    menu_label = _("E-mails sent")
    menu_order = 140
    add_to_admin_menu = True
    list_display = [
        "subject",
        "kind",
        "address",
        Column("fate_shown", label=_("State"), sort_key="state"),
        "created_at",
        "sent_at",
    ]
    list_filter = ["state", "fate_unknown", "kind", "language"]
    search_fields = ["subject", "address", "kind"]
    inspect_view_fields = [
        "kind",
        "address",
        "language",
        "subject",
        "text_shown",
        "fate_shown",
        "attempts",
        "created_at",
        "due_at",
        "sent_at",
        "bounced_at",
        "bounce_status",
        "error",
    ]
    deeds = (SEND_AGAIN,)


class JobViewSet(RecordViewSet):
    """What the machines were asked to do and how it went."""

    model = Job
    icon = "cogs"
    verbs = ("view",)
    menu_label = _("Jobs")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["name", "state", "attempts", "enqueued_at", "finished_at"]
    ordering = ["-enqueued_at"]
    list_filter = ["state", "name"]
    search_fields = ["name"]
    inspect_view_fields = [
        "name",
        "arguments",
        "state",
        "attempts",
        "enqueued_at",
        "started_at",
        "finished_at",
        "error",
    ]
    deeds = (TRY_AGAIN,)
