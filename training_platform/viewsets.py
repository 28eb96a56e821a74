"""The machinery's books in the Wagtail admin, to look at: audit, letters, jobs."""

from django.utils.translation import gettext_lazy as _

from foundations.audit.models import AuditEvent
from foundations.jobs.models import Job
from foundations.outbox.models import Letter
from network.staff import RecordViewSet


class LetterViewSet(RecordViewSet):
    """What was written to whom and what became of it."""

    model = Letter
    icon = "mail"
    verbs = ("view",)
    menu_label = _("Letters")
    menu_order = 140
    add_to_admin_menu = True
    list_display = ["subject", "kind", "address", "state", "created_at", "sent_at"]
    list_filter = ["state", "kind", "language"]
    search_fields = ["subject", "address", "kind"]
    inspect_view_fields = [
        "kind",
        "address",
        "language",
        "subject",
        "text",
        "state",
        "attempts",
        "fate_unknown",
        "created_at",
        "due_at",
        "sent_at",
        "error",
    ]


class AuditViewSet(RecordViewSet):
    """Who did what, when, to which record."""

    model = AuditEvent
    icon = "history"
    verbs = ("view",)
    menu_label = _("Audit")
    menu_order = 150
    add_to_admin_menu = True
    list_display = ["action", "at", "subject_type", "subject_id", "actor"]
    list_filter = {"action": ["exact"], "subject_type": ["exact"], "subject_id": ["exact"], "actor": ["exact"]}
    search_fields = ["action", "subject_type", "subject_id"]
    inspect_view_fields = ["at", "action", "actor", "subject_type", "subject_id", "details"]
    list_per_page = 50


class JobViewSet(RecordViewSet):
    """What the machines were asked to do and how it went."""

    model = Job
    icon = "cogs"
    verbs = ("view",)
    menu_label = _("Jobs")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["name", "state", "attempts", "enqueued_at", "finished_at"]
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
