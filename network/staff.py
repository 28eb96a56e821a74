"""What every screen of records in the Wagtail admin has: rights, deeds as buttons, changes made by actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from network.listing import RecordIndexView
from network.models import User
from network.places import place_of
from network.querysets import standing_of
from network.record_forms import with_names
from network.rules import Standing
from network.telling import record_words, words_of

LONGEST_REASON = 2000


class WayOut(MenuItem):
    """An entry of the admin's menu that leads to a page of the public side, for those whose standing it ``suits``."""

    def __init__(
        self, label: Promise, url_name: str, *, name: str, icon: str, suits: Callable[[Standing], bool]
    ) -> None:
        super().__init__(label, reverse_lazy(url_name), name=name, icon_name=icon)
        self.suits = suits

    def is_shown(self, request: HttpRequest) -> bool:
        return self.suits(standing_of(request.user))


class RecordPolicy(ModelPermissionPolicy):
    """The rights of the groups, and only those verbs that the screen offers at all, whoever asks."""

    def __init__(self, model: type[models.Model], verbs: tuple[str, ...]) -> None:
        super().__init__(model)
        self.verbs = verbs

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.verbs and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: User, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


@dataclass(frozen=True)
class Deed:
    """A button on a record's page.

    ``perform(record, by, reason)`` calls an action; ``shown(record, by)`` says who sees it, and is asked again on POST.
    ``warns(record)`` says beforehand what cannot be undone: the button then stands behind that sentence.
    ``day_label``: a day is asked under that name, today unless another is chosen, and handed to ``perform`` as a fourth
    argument. ``takes_remark(record)``: whether a reason may be given though none is asked. ``is_dangerous``: it ends
    something.
    """

    name: str
    label: str
    perform: Callable[..., object]
    shown: Callable[[models.Model, User], bool]
    asks_reason: bool = False
    day_label: str = ""
    warns: Callable[[models.Model], str] | None = None
    takes_remark: Callable[[models.Model], bool] | None = None
    is_dangerous: bool = False


class RecordInspectView(generic.InspectView):
    """One record: its facts, what more the viewset tells of it, and the deeds that this reader may do."""

    viewset: "RecordViewSet | None" = None

    def get_object(self, queryset: models.QuerySet | None = None) -> models.Model:
        return get_object_or_404(self.viewset.visible_records(self.request.user), pk=self.pk)

    def get_field_display_value(self, field_name: str, field: models.Field | None) -> object:
        """In words; instants as they are, for the template's clocks."""
        value = getattr(self.object, field_name, None)
        if isinstance(value, (models.Model, models.Manager, bool)):
            return words_of(value)
        value = super().get_field_display_value(field_name, field)
        value = value() if callable(value) else value
        return value if isinstance(value, datetime) else words_of(value)

    def get_context_for_field(self, field_name: str) -> dict:
        context = super().get_context_for_field(field_name)
        return context | {"is_instant": isinstance(context["value"], datetime)}

    def get_page_title(self) -> str:
        return capfirst(self.model._meta.verbose_name)

    def get_page_subtitle(self) -> str:
        return self.viewset.named(self.object)

    def get_edit_url(self) -> str | None:
        return super().get_edit_url() if self.viewset.is_editable(self.object) else None

    def get_language_display_value(self) -> str:
        """The language by its own name, not by its code."""
        code = self.object.language
        return get_language_info(code)["name_local"].capitalize() if code else ""

    def get_time_zone_display_value(self) -> str:
        """The zone by the place that people call it after."""
        return place_of(self.object.time_zone) if self.object.time_zone else ""

    def get_fields_context(self) -> list[dict]:
        """An empty fact is named only where somebody could fill it in."""
        fillable = self.viewset.fillable_fields()
        told = zip(self.fields, super().get_fields_context(), strict=True)
        return [context for name, context in told if context["value"] != "" or name in fillable]

    def get_context_data(self, **kwargs) -> dict:
        by = self.request.user
        deeds = [
            (
                deed,
                reverse(self.viewset.get_url_name(deed.name), args=[self.object.pk]),
                deed.warns(self.object) if deed.warns else "",
                bool(deed.takes_remark and deed.takes_remark(self.object)),
            )
            for deed in self.viewset.deeds
            if deed.shown(self.object, by)
        ]
        zone, city = self.viewset.host_clock(self.object)
        changes = self.viewset.changes_of(self.object, by)
        told = {
            "deeds": deeds,
            "changes": changes,
            "host_zone": zone,
            "host_city": city,
            "audit_url": self._audit_url(),
        }
        return super().get_context_data(**kwargs) | told | self.viewset.told_of(self.object)

    def _audit_url(self) -> str:
        """All that happened to this record, for whoever may read the audit book (the roof's screen)."""
        if not self.request.user.has_perm("audit.view_auditevent"):
            return ""
        asked = {"subject_type": self.model._meta.label_lower, "subject_id": self.object.pk}
        return f"{reverse('audit_events:index')}?{urlencode(asked)}"


class RecordViewSet(ModelViewSet):
    """Records in the admin: listed and shown to those who may see them; nothing is deleted, nothing copied."""

    verbs: tuple[str, ...] = ("view", "add", "change")
    deeds: tuple[Deed, ...] = ()
    refusals: tuple[type[Exception], ...] = ()
    form_fields: list[str] = []
    index_view_class = RecordIndexView
    inspect_view_enabled = True
    inspect_view_class = RecordInspectView
    inspect_template_name = "network/staff/record.html"
    copy_view_enabled = False
    add_to_reference_index = False

    @property
    def permission_policy(self) -> RecordPolicy:
        return RecordPolicy(self.model, self.verbs)

    @property
    def menu_name(self) -> str:
        """What the roof's menu knows this screen by; the default would change with the language."""
        return self.name

    def visible_records(self, user: User) -> models.QuerySet:
        """The rows that ``user`` may see at all."""
        rows = self.model._default_manager.all()
        return rows.visible_to(user) if hasattr(rows, "visible_to") else rows

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.visible_records(request.user)

    def host_clock(self, record: models.Model) -> tuple[str, str]:
        """Zone and city on whose clock the record's hours are told beside the reader's; empty where there is none."""
        return "", ""

    def changes_of(self, record: models.Model, by: User) -> list[tuple[object, str]]:
        """Changes with a page of their own that ``by`` may make now, each with its address; most records have none.

        Each has a ``label`` and ``is_dangerous``.
        """
        return []

    def named(self, record: models.Model) -> str:
        """What the record is called at the head of its page; without codes and keys."""
        return record_words(record)

    def formfield_for_dbfield(self, db_field: models.Field, **kwargs) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, **kwargs)
        return with_names(field) if field else None

    def is_editable(self, record: models.Model) -> bool:
        """Whether the way into its form is shown: not where it is closed to changes for good."""
        return True

    def fillable_fields(self) -> frozenset[str]:
        """What is asked of whoever changes a record; nothing where none is ever changed."""
        return frozenset(self.get_form_class(for_update=True).base_fields) if "change" in self.verbs else frozenset()

    def told_of(self, record: models.Model) -> dict:
        """What the record's page tells beside its fields."""
        return {}

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(**{"viewset": self, **kwargs})

    def get_urlpatterns(self) -> list:
        deeds = [
            path(f"{deed.name}/<{self.pk_path_converter}:pk>/", self._deed_view(deed), name=deed.name)
            for deed in self.deeds
        ]
        return super().get_urlpatterns() + deeds

    def _deed_view(self, deed: Deed) -> Callable[..., HttpResponse]:
        @require_POST
        def view(request: HttpRequest, pk) -> HttpResponse:
            """Fetch, ask, act, and back to the record with a sentence."""
            record = get_object_or_404(self.visible_records(request.user), pk=pk)
            policy = self.permission_policy
            if not policy.user_has_any_permission(request.user, ["view"]) or not deed.shown(record, request.user):
                raise PermissionDenied
            try:
                day = (_day_in(request.POST),) if deed.day_label else ()
                deed.perform(record, request.user, _reason_in(request.POST), *day)
            except forms.ValidationError as fault:
                messages.error(request, fault.messages[0])
            except self.refusals as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Done: %(deed)s.") % {"deed": deed.label})
            return redirect(self.get_url_name("inspect"), pk=pk)

        return view


def _reason_in(posted: QueryDict) -> str:
    """The reason given with a deed, without what no database can hold and no longer than anybody would read."""
    return posted.get("reason", "").replace("\x00", "")[:LONGEST_REASON]


def _day_in(posted: QueryDict) -> date:
    """The day that a deed is for; today where none is told. Raises ``ValidationError``."""
    return forms.DateField(required=False).clean(posted.get("day", "")) or timezone.localdate()


class ActingMixin:
    """A form whose change is made by an action. ``act(fields)`` returns the record; refusals come back to the form."""

    viewset: RecordViewSet | None = None

    def act(self, fields: dict) -> models.Model:
        raise NotImplementedError

    def save_instance(self) -> models.Model:
        return self.act(dict(self.form.cleaned_data))

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as faults:
            form.add_error(None, faults)
        except self.viewset.refusals as refusal:
            form.add_error(None, str(refusal))
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse(self.viewset.get_url_name("inspect"), args=[self.object.pk])

    def get_success_buttons(self) -> list:
        return []


class ActingCreateView(ActingMixin, generic.CreateView):
    """A new record, made by an action."""


class ActingEditView(ActingMixin, generic.EditView):
    """A record changed by an action, with what has changed."""

    def get_queryset(self) -> models.QuerySet:
        return self.viewset.visible_records(self.request.user)

    def get_page_subtitle(self) -> str:
        return self.viewset.named(self.object)

    def save_instance(self) -> models.Model:
        self.has_content_changes = self.form.has_changed()
        return self.act({name: self.form.cleaned_data[name] for name in self.form.changed_data})
