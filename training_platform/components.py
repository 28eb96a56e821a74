"""The living page of components: everything that pages are made of, in its states, for whoever builds the next page.

Each component is one template of ``frame/components/``: what the page shows of it is what it prints as its snippet.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from courses.rules import HoursByKind
from foundations.printing.plots import Bar, BarPlot
from network.querysets import standing_of
from training_platform.component_plots import drawn_samples, drawn_states

SPRITE = Path(settings.BASE_DIR) / "training_platform" / "static" / "vendor" / "bootstrap-icons" / "icons.svg"


@dataclass(frozen=True)
class Component:
    """One component; ``code`` names its template and its place on the page."""

    code: str
    title: str | Promise

    @property
    def template_name(self) -> str:
        return f"frame/components/{self.code}.html"

    @property
    def source(self) -> str:
        """What a builder writes."""
        return get_template(self.template_name).template.source.strip()


COMPONENTS: tuple[Component, ...] = (
    Component("hero", _("Head of the front page")),
    Component("card", _("Cards")),
    Component("facts", _("Facts box")),
    Component("timeline", _("Timeline")),
    Component("clocks", _("Clocks")),
    Component("state", _("States with their reason")),
    Component("seats", _("Seats")),
    Component("notice", _("Notices")),
    Component("empty", _("Nothing there")),
    Component("actions", _("Buttons")),
    Component("ask", _("A question without a script")),
    Component("form", _("Form with a mistake")),
    Component("filters", _("Narrowing a list")),
    Component("table", _("Table that becomes cards")),
    Component("pagination", _("Pages of a list")),
    Component("month", _("Month")),
    Component("tiles", _("Figures")),
    Component("due", _("What is due")),
    Component("steps", _("First steps")),
    Component("progress", _("Progress")),
    Component("people", _("People")),
    Component("hours", _("Theory and practice")),
    Component("plot", _("Bars beside a table")),
    Component("plot_money", _("Firm, promised and missing")),
    Component("waterfall", _("What is left from step to step")),
    Component("matrix", _("Figures in a matrix")),
    Component("grid", _("What each office has of each kind")),
    Component("ladder", _("Readiness of the rooms")),
    Component("trend", _("Readiness over time")),
    Component("spans", _("Warranties")),
    Component("dispersion", _("Prices beside each other")),
    Component("links", _("Places to go")),
    Component("breadcrumbs", _("The way here")),
    Component("icons", _("Icons")),
)


class SampleForm(forms.Form):
    """A field that was left empty, one that need not be filled, and a box to tick."""

    name = forms.CharField(label=_("Name"), help_text=_("As it is printed on certificates."))
    reason = forms.CharField(label=_("Reason"), required=False)
    mode = forms.BooleanField(label=_("Send me an e-mail"), required=False)


@require_safe
@login_required
def components(request: HttpRequest) -> HttpResponse:
    """For School, Secretariat and technical administrators; to others it is not there."""
    standing = standing_of(request.user)
    if not (standing.is_staff or standing.holds("administrator")):
        raise Http404
    form = SampleForm({"name": ""}, prefix="shown")
    context = {
        "components": COMPONENTS,
        "now": timezone.now(),
        "today": timezone.localdate(),
        "form": form,
        "wrong": form["name"],
        "leaf": Paginator(range(60), 10).page(3),
        "hours": HoursByKind(theory=Decimal(15), practice=Decimal(9)),
        "plot": BarPlot(
            "shown",
            title=gettext("People trained"),
            words=gettext("The table beside the bars says each number."),
            bars=[Bar("Costa Rica", (7, 2)), Bar("Guatemala", (8, 0)), Bar("Honduras", (3, 1))],
            legend=(gettext("Prosecutors"), gettext("Police")),
        ),
        "icons": icon_names(),
        **drawn_samples(),
        **drawn_states(),
    }
    return render(request, "training_platform/components.html", context)


def icon_names() -> list[str]:
    """Every symbol of the sprite."""
    return re.findall(r'<symbol id="([a-z]+)"', SPRITE.read_text(encoding="utf-8"))
