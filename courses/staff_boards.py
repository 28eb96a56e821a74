"""The boards of seats in the administration: a workshop's offices, an office's workshops, a letter to the silent."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from courses import actions
from courses.board import board_of, office_board
from courses.errors import CourseError
from courses.models import Workshop
from network.models import Office
from network.querysets import standing_of


class _StaffPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of School and Secretariat; nobody else is let in."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not standing_of(request.user).is_staff:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """The way here; the last one is this page."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *self.way_here(), here]

    def way_here(self) -> list[dict]:
        return []


class WorkshopBoardView(_StaffPage):
    """The seats of one workshop, office by office."""

    template_name = "courses/staff/board.html"

    def get_page_title(self) -> str:
        return _("Board of seats")

    def get_page_subtitle(self) -> str:
        return self.workshop.title

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Which workshop it is about."""
        self.workshop = get_object_or_404(Workshop.objects.visible_to(request.user).for_cards(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def way_here(self) -> list[dict]:
        return [{"url": reverse("workshops:inspect", args=[self.workshop.pk]), "label": self.workshop.title}]

    def get_context_data(self, **kwargs) -> dict:
        now = timezone.now()
        is_open_still = self.workshop.state == Workshop.State.ANNOUNCED and now < self.workshop.nominations_close_at
        return super().get_context_data(**kwargs) | {
            "workshop": self.workshop,
            "board": board_of(self.workshop, now),
            "may_write": is_open_still and not self.workshop.is_open,
            "is_secretariat": standing_of(self.request.user).is_secretariat,
        }


class OfficeBoardView(_StaffPage):
    """The seats of one office in every workshop to come."""

    template_name = "courses/staff/office_board.html"

    def get_page_title(self) -> str:
        return _("Seats in all workshops")

    def get_page_subtitle(self) -> str:
        return self.office.country.name

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Which office it is about."""
        self.office = get_object_or_404(Office.objects.in_order(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "office": self.office,
            "boards": office_board(self.office, timezone.now()),
        }


@require_POST
def ask_offices(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the contact points of one office, once a day; letters to several are read before they go."""
    if not standing_of(request.user).is_staff:
        raise PermissionDenied
    workshop = get_object_or_404(Workshop.objects.visible_to(request.user), pk=pk)
    asked = request.POST.get("office", "")
    try:
        number = actions.write_to_offices(workshop, list(Office.objects.filter(code=asked)), by=request.user)
    except CourseError as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext("%(number)s office was written to.", "%(number)s offices were written to.", number)
        messages.success(request, told % {"number": number})
    return redirect("workshops:board", pk=pk)
