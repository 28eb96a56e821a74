"""Issuing the certificates of a workshop that is over: read who earned what and who misses it by what, then confirm."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from certificates import actions
from certificates.earning import due_by_workshop
from certificates.errors import CertificateError
from certificates.issuing import progress_of, sheet_of_workshop
from certificates.models import IssueRun
from certificates.querysets import workshops_to_issue
from network.listing import RecordIndexView

SHOWN = 60
LOOKS_AGAIN_SECONDS = 10


class CertificateIndexView(RecordIndexView):
    """The certificates; the Secretariat goes from here to issue more."""

    @property
    def header_buttons(self) -> list:
        if not self.request.user.standing.is_secretariat:
            return super().header_buttons
        issue = HeaderButton(_("Issue certificates"), reverse("certificate_records:issue_list"), icon_name="check")
        return [*super().header_buttons, issue]


class _IssuePage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the Secretariat; nobody else is let in."""

    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.standing.is_secretariat:
            raise PermissionDenied
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, **_named: object) -> None:
        """What the page is about, by what its address names; 404 where it is not there."""

    def get_page_title(self) -> str:
        return _("Issue certificates")

    def get_breadcrumbs_items(self) -> list[dict]:
        certificates = {"url": reverse("certificate_records:index"), "label": _("Certificates")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, certificates, here]


class IssueListView(_IssuePage):
    """Workshops that are over and settled, the last first."""

    template_name = "certificates/staff/issue_list.html"

    def get_context_data(self, **kwargs) -> dict:
        workshops = list(workshops_to_issue()[:SHOWN])
        due = due_by_workshop(workshops)
        lines = [(workshop, due[workshop.pk]) for workshop in workshops]
        return super().get_context_data(**kwargs) | {"lines": lines}


class IssueView(_IssuePage):
    """Kinds by people of one workshop; what is confirmed is what was read, or it is shown again."""

    template_name = "certificates/staff/issue.html"
    has_changed = False
    refusal = ""

    def find(self, pk: int) -> None:
        self.workshop = get_object_or_404(workshops_to_issue(), pk=pk)

    def get_page_subtitle(self) -> str:
        return self.workshop.title

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        sheet = sheet_of_workshop(self.workshop)
        if request.POST.get("confirm") != sheet.mark:
            self.has_changed = True
            return self.get(request, *args, **kwargs)
        try:
            run = actions.begin_issue(self.workshop, chosen=sheet.chosen, by=request.user)
        except CertificateError as refusal:
            self.refusal = str(refusal)
            return self.get(request, *args, **kwargs)
        messages.success(request, _("The certificates are being issued."))
        return redirect("certificate_records:issue_run", pk=run.pk)

    def get_context_data(self, **kwargs) -> dict:
        told = {"workshop": self.workshop, "sheet": sheet_of_workshop(self.workshop)}
        running = self.workshop.issue_runs.filter(finished_at__isnull=True).first()
        shown = {"has_changed": self.has_changed, "refusal": self.refusal, "running": running}
        return super().get_context_data(**kwargs) | told | shown


class IssueRunView(_IssuePage):
    """How far it has come, looked at again by itself until it is done; it goes on whether anybody looks or not."""

    template_name = "certificates/staff/issue_run.html"

    def get_page_subtitle(self) -> str:
        return self.run.workshop.title

    def find(self, pk: int) -> None:
        self.run = get_object_or_404(IssueRun.objects.select_related("workshop"), pk=pk)

    def get_context_data(self, **kwargs) -> dict:
        told = {"run": self.run, "progress": progress_of(self.run), "seconds": LOOKS_AGAIN_SECONDS}
        return super().get_context_data(**kwargs) | told

    def render_to_response(self, context: dict, **kwargs) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if not context["progress"].is_done:
            response["Refresh"] = str(LOOKS_AGAIN_SECONDS)
        return response
