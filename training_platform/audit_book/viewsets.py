"""The audit book in the Wagtail admin."""

import json
import uuid
from collections.abc import Iterable
from urllib.parse import urlencode

import django_filters
from django.apps import apps
from django.conf import settings
from django.contrib.admin.utils import quote
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import BaseColumn, TitleColumn

from foundations.audit.models import AuditCheck, AuditEvent, AuditSeal
from network.listing import CodeFilter, FactColumn, RecordFilterSet, RecordIndexView
from network.models import Person
from network.places import place_of
from network.staff import RecordViewSet
from training_platform.audit_book.details import details_in_words
from training_platform.audit_book.words import READINGS, action_choices, kind_of, sentence_of

ROWS_ON_A_LEAF = 50
PERSON = Person._meta.label_lower
READY_MADE = [("readings", _("Who read or downloaded restricted things")), ("sign_ins", _("Who signed in"))]


def kind_choices() -> list[tuple[str, str]]:
    """Every kind of record of ours, by its name in the reader's language."""
    ours = [model._meta for model in apps.get_models() if _is_ours(model)]
    return sorted(((meta.label_lower, capfirst(meta.verbose_name)) for meta in ours), key=lambda choice: choice[1])


def people_called(words: str) -> "models.QuerySet[Person]":
    """People in whose names every word stands somewhere; or the one person with that number."""
    try:
        return Person.objects.filter(pk=uuid.UUID(words.strip()))
    except ValueError:
        found = Person.objects.all()
    for word in words.split():
        found = found.filter(models.Q(given_names__icontains=word) | models.Q(family_names__icontains=word))
    return found


class BookFilter(RecordFilterSet):
    """When, what, who, upon which record; and two questions asked often."""

    ready = CodeFilter(label=_("Asked often"), choices=READY_MADE, method="filter_ready")
    at = django_filters.DateFromToRangeFilter(label=_("From and until"), widget=DateRangePickerWidget)
    action = django_filters.ChoiceFilter(label=_("What happened"), choices=action_choices, empty_label=_("All"))
    who = django_filters.CharFilter(label=_("Who (name)"), method="filter_who")
    subject_type = django_filters.ChoiceFilter(label=_("Kind of record"), choices=kind_choices, empty_label=_("All"))
    subject_id = django_filters.CharFilter(label=_("Number of the record"))

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def filter_ready(self, events, name, value):
        if value == "readings":
            return events.filter(action__in=READINGS)
        return events.filter(action__endswith="signed_in")

    def filter_who(self, events, name, value):
        return events.filter(actor__in=people_called(value).values("pk")) if value.strip() else events


class LinkColumn(FactColumn):
    """A cell whose words lead to more rows of the book."""

    cell_template_name = "training_platform/staff/_link_cell.html"

    def __init__(self, *args, get_url, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"url": self.get_url(instance)}


def book_url(**asked: object) -> str:
    """The book's address with these filters."""
    return f"{reverse('audit_events:index')}?{urlencode(asked)}"


def told_at(event: AuditEvent) -> str:
    """To the second, on the reader's clock, which is named."""
    local, place = timezone.localtime(event.at), place_of(timezone.get_current_timezone_name())
    reading = f"{date_format(local, 'SHORT_DATE_FORMAT')}, {local:%H:%M:%S}"
    return gettext("%(reading)s in %(place)s") % {"reading": reading, "place": place}


def told_record(event: AuditEvent) -> str:
    """The kind of record; a person by name. Numbers tell nobody anything and stand on the page of the event."""
    if not event.subject_type:
        return ""
    kind, name = capfirst(kind_of(event.subject_type)), getattr(event, "subject_name", "")
    return f"{kind}: {name}" if name else kind


def with_names(events: Iterable[AuditEvent]) -> list[AuditEvent]:
    """The rows with the names of the people they speak of, in one query: the book itself holds none."""
    rows = list(events)
    wanted = {row.actor for row in rows if row.actor}
    wanted |= {uuid.UUID(row.subject_id) for row in rows if row.subject_type == PERSON}
    names = {person.pk: person.full_name for person in Person.objects.filter(pk__in=wanted)} if wanted else {}
    for row in rows:
        unknown = gettext("somebody who is no longer on record") if row.actor else gettext("the platform itself")
        row.actor_name = names.get(row.actor, unknown)
        row.subject_name = names.get(uuid.UUID(row.subject_id), "") if row.subject_type == PERSON else ""
    return rows


class BookView(RecordIndexView):
    """One leaf of the book. The next begins after its last key, so the millionth costs what the first did."""

    filterset_class = BookFilter
    default_ordering = "-id"

    def paginate_queryset(self, queryset, page_size):
        before = self.request.GET.get("before", "")
        rows = list(queryset.before_key(int(before) if before.isdecimal() else None)[: ROWS_ON_A_LEAF + 1])
        self.last_key = rows[ROWS_ON_A_LEAF - 1].pk if len(rows) > ROWS_ON_A_LEAF else None
        return None, None, with_names(rows[:ROWS_ON_A_LEAF]), False

    @property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "action",
                label=_("What happened"),
                accessor=lambda event: sentence_of(event.action),
                get_url=lambda event: reverse("audit_events:inspect", args=[quote(event.pk)]),
            ),
            FactColumn("at", label=_("When"), accessor=told_at),
            LinkColumn(
                "actor",
                label=_("Who"),
                accessor=lambda event: event.actor_name,
                get_url=lambda event: book_url(who=event.actor) if event.actor else "",
            ),
            LinkColumn("subject", label=_("Record"), accessor=told_record, get_url=history_url_of),
        ]

    def get_context_data(self, *args, **kwargs):
        asked = self.request.GET.copy()
        asked.pop("_w_filter_fragment", None)
        asked.pop("before", None)
        older = asked.copy()
        older["before"] = self.last_key if hasattr(self, "last_key") else ""
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "older_query": older.urlencode() if self.last_key else "",
            "newest_query": asked.urlencode() if "before" in self.request.GET else None,
            "last_check": AuditCheck.objects.over().last(),
            "last_seal": AuditSeal.objects.order_by("last_event").last(),
            "ready_made": [(words, book_url(ready=name)) for name, words in READY_MADE],
        }


def history_url_of(event: AuditEvent) -> str:
    """All that happened to the record of ``event``."""
    if not event.subject_type:
        return ""
    return book_url(subject_type=event.subject_type, subject_id=event.subject_id)


class AuditViewSet(RecordViewSet):
    """Who did what, when, to which record."""

    model = AuditEvent
    icon = "history"
    verbs = ("view",)
    menu_label = _("Audit")
    menu_order = 150
    add_to_admin_menu = True
    index_view_class = BookView
    index_results_template_name = "training_platform/staff/audit_results.html"
    inspect_template_name = "training_platform/staff/audit_event.html"
    inspect_view_fields = ["at"]

    def named(self, event: AuditEvent) -> str:
        return sentence_of(event.action)

    def told_of(self, record) -> dict:
        row = with_names([record])[0]
        return {
            "sentence": sentence_of(row.action),
            "actor_name": row.actor_name,
            "record": told_record(row),
            "history_url": history_url_of(row),
            "told_details": details_in_words(row.details),
            "raw_details": json.dumps(row.details, indent=2, ensure_ascii=False, sort_keys=True),
        }


def _is_ours(model: type[models.Model]) -> bool:
    home = apps.get_app_config(model._meta.app_label).name
    return any(home == name.partition(".apps.")[0] for name in settings.OWN_APPS)
