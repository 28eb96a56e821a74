"""Official holidays in the Wagtail admin: plain editing, and a file taken over once it was read what it would do."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from calendars import actions
from calendars.errors import CalendarError
from calendars.holidays import plan_holidays
from calendars.messages import REASONS
from calendars.models import Holiday
from calendars.rules import Step
from calendars.staff_forms import HolidayFileForm, HolidayForm
from network.listing import FactColumn, RecordIndexView
from network.staff import RecordViewSet


class HolidayIndexView(RecordIndexView):
    """The list, with the way to a file."""

    @cached_property
    def header_buttons(self) -> list:
        buttons = super().header_buttons
        if self.add_url:
            import_url = reverse(self.viewset.get_url_name("import_file"))
            buttons.append(HeaderButton(_("From a file"), url=import_url, icon_name="upload"))
        return buttons


class KeptMixin:
    """A screen of one record that its reader may see; any other is not there."""

    viewset = None

    def get_object(self, _queryset: QuerySet | None = None) -> Holiday:
        return get_object_or_404(self.viewset.visible_records(self.request.user), pk=unquote(str(self.kwargs["pk"])))


class HolidayEditView(KeptMixin, generic.EditView):
    """One holiday, changed."""

    http_method_names = ["get", "head", "post"]  # the row is looked up by these alone


class HolidayHistoryView(KeptMixin, generic.HistoryView):
    """What was done to one holiday."""


class HolidayUsageView(KeptMixin, generic.UsageView):
    """Where one holiday is named."""


class HolidayFileView(WagtailAdminTemplateMixin, FormView):
    """Choose a file, read what it would add, change and leave out and why, confirm. Until then nothing is written."""

    template_name = "calendars/staff/holiday_file.html"
    header_icon = "upload"
    page_title = gettext_lazy("Holidays from a file")
    form_class = HolidayFileForm
    viewset = None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.viewset.permission_policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        index = reverse(self.viewset.get_url_name("index"))
        return [
            *self.breadcrumbs_items,
            {"url": index, "label": Holiday._meta.verbose_name_plural},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"today": timezone.localdate(), "by": self.request.user}

    def form_valid(self, form: HolidayFileForm) -> HttpResponse:
        whose = {name: form.cleaned_data[name] for name in ("country", "language")}
        if "confirm" not in self.request.POST or form.cleaned_data["file"]:
            steps = plan_holidays(form.days, **whose)
            context = self.get_context_data(form=form, plan=sorted_out(steps), signed=form.signed, **whose)
            return self.render_to_response(context)
        try:
            steps = actions.import_holidays(form.days, by=self.request.user, **whose)
        except CalendarError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _done_sentence(steps))
        return redirect(self.viewset.get_url_name("index"))


def sorted_out(steps: list[Step]) -> dict[str, list]:
    """By what would be done; of what is left out each with its reason in words."""
    found: dict[str, list] = {"add": [], "change": [], "skip": []}
    for step in steps:
        found[step.deed].append((step.read, REASONS.get(step.reason, ""), step.was))
    return found


def _done_sentence(steps: list[Step]) -> str:
    done = {deed: sum(step.deed == deed for step in steps) for deed in ("add", "change", "skip")}
    if not (done["add"] or done["change"]):
        return _("Nothing was new: everything in the file is here already, or cannot be taken over.")
    added = ngettext("%(add)s holiday was added", "%(add)s holidays were added", done["add"]) % done
    changed = ngettext("%(change)s was changed", "%(change)s were changed", done["change"]) % done
    skipped = ngettext("%(skip)s was left out", "%(skip)s were left out", done["skip"]) % done
    return f"{added}, {changed}, {skipped}."


def whose(holiday: Holiday) -> str:
    """Of which country, or of the whole network."""
    return str(holiday.country or _("The whole network"))


class HolidayViewSet(RecordViewSet):
    """Days on which offices are closed, country by country: they warn whoever plans and forbid nothing."""

    model = Holiday
    icon = "date"
    add_to_settings_menu = True
    index_view_class = HolidayIndexView
    edit_view_class = HolidayEditView
    history_view_class = HolidayHistoryView
    usage_view_class = HolidayUsageView
    form_fields = ["country", "day", "name_es", "name_en", "is_observed"]
    list_display = [
        "name",
        FactColumn("day", label=gettext_lazy("Day")),
        FactColumn("country", label=gettext_lazy("Country"), sort_key="country", accessor=whose),
        "is_observed",
    ]
    list_filter = ["country", "is_observed"]
    search_fields = ["name_es", "name_en"]
    inspect_view_fields = form_fields

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("country")

    def get_form_class(self, for_update: bool = False) -> type[HolidayForm]:
        callback = self.formfield_for_dbfield
        return modelform_factory(Holiday, form=HolidayForm, fields=self.form_fields, formfield_callback=callback)

    def get_urlpatterns(self) -> list:
        view = self.construct_view(HolidayFileView, viewset=self)
        return [*super().get_urlpatterns(), path("import/", view, name="import_file")]
