"""The machinery's books in the Wagtail admin: letters and jobs, to look at, and to try again what was given up."""

import uuid

import django_filters
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundations.jobs.actions import revive_job
from foundations.jobs.models import Job
from foundations.outbox.actions import resend_letter
from foundations.outbox.models import Letter
from network.listing import CodeFilter, FactColumn, RecordFilterSet, RecordIndexView
from network.models import Person
from network.staff import Deed, RecordInspectView, RecordViewSet
from network.telling import fetched_with, person_words
from training_platform.machinery_words import LETTERS, TASKS, choices_of, letter_words, return_words, task_words

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


def letter_kinds() -> list[tuple[str, Promise]]:
    """Asked anew for each page, in the language of whoever reads it."""
    return choices_of(LETTERS)


def task_names() -> list[tuple[str, Promise]]:
    """The same of tasks."""
    return choices_of(TASKS)


class LetterFilter(RecordFilterSet):
    """By fate, kind and language."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=letter_kinds, empty_label=_("All"))
    language = CodeFilter(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Letter
        fields = ["state", "fate_unknown"]


class JobFilter(RecordFilterSet):
    """By state, and by what is done."""

    name = django_filters.ChoiceFilter(label=_("What is done"), choices=task_names, empty_label=_("All"))

    class Meta:
        model = Job
        fields = ["state"]


class LetterIndexView(RecordIndexView):
    """Each row with its recipient by name: one question for the names of a leaf."""

    filterset_class = LetterFilter

    def paginate_queryset(self, queryset, page_size):
        paginator, leaf, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        rows = list(rows)
        told = recipients_of(rows)
        for letter in rows:
            letter.recipient_told = told.get(letter.recipient, letter.address)
        return paginator, leaf, rows, is_paginated


def recipients_of(letters: list[Letter]) -> dict[uuid.UUID, str]:
    """The people whom these letters are for, with country and office. One query."""
    people = Person.objects.filter(pk__in={letter.recipient for letter in letters if letter.recipient})
    return {person.pk: person_words(person) for person in fetched_with(people)}


class LetterInspectView(RecordInspectView):
    def get_kind_display_value(self) -> str:
        return letter_words(self.object.kind)

    def get_recipient_display_value(self) -> str:
        return recipients_of([self.object]).get(self.object.recipient, "")

    def get_bounce_status_display_value(self) -> str:
        return return_words(self.object.bounce_status)


class LetterViewSet(RecordViewSet):
    """What was written to whom and what became of it."""

    model = Letter
    icon = "mail"
    verbs = ("view",)
    menu_label = _("E-mails sent")
    menu_order = 140
    add_to_admin_menu = True
    index_view_class = LetterIndexView
    inspect_view_class = LetterInspectView
    list_display = [
        "subject",
        FactColumn("kind", label=_("Kind"), accessor=lambda letter: letter_words(letter.kind), sort_key="kind"),
        FactColumn("recipient_told", label=_("Recipient")),
        FactColumn("fate_shown", label=_("State"), sort_key="state"),
        "created_at",
        "sent_at",
    ]
    search_fields = ["subject", "address"]
    inspect_view_fields = [
        "kind",
        "recipient",
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

    def named(self, letter: Letter) -> str:
        return letter.subject


class JobInspectView(RecordInspectView):
    def get_name_display_value(self) -> str:
        return task_words(self.object.name)


class JobViewSet(RecordViewSet):
    """What the machines were asked to do and how it went."""

    model = Job
    icon = "cogs"
    verbs = ("view",)
    menu_label = _("Tasks")
    menu_order = 160
    add_to_admin_menu = True
    inspect_view_class = JobInspectView
    filterset_class = JobFilter
    list_display = [
        FactColumn("name", label=_("What is done"), accessor=lambda job: task_words(job.name), sort_key="name"),
        "state",
        "attempts",
        "enqueued_at",
        "finished_at",
    ]
    ordering = ["-enqueued_at"]
    inspect_view_fields = ["name", "state", "attempts", "enqueued_at", "started_at", "finished_at", "error"]
    deeds = (TRY_AGAIN,)

    def named(self, job: Job) -> str:
        return task_words(job.name)
