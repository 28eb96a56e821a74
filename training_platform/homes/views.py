"""Where each role begins, and the homes on the public side."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from network.actions import hide_first_steps
from network.querysets import standing_of
from network.rules import OFFICE_ROLES, Standing
from training_platform.homes.figures import plot_of_years, totals
from training_platform.homes.parts import MY_OFFICE, MY_TRAINING, Reader, filled


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The beginning of each role, in the reader's own language; strangers get the public home."""
    if not request.user.is_authenticated:
        return redirect(f"/{translation.get_language()[:2]}/")
    with translation.override(request.user.language):
        return redirect(home_of(standing_of(request.user)) or f"/{request.user.language}/")


def home_of(standing: Standing) -> str:
    """The name of the page where somebody of that standing begins, the weightiest role first; empty for the front page.

    School, Secretariat and the technical administrators begin in the administration, whose first page is made of what
    is due to them.
    """
    if standing.is_staff or standing.holds("administrator"):
        return "wagtailadmin_home"
    if standing.offices_as(*OFFICE_ROLES):
        return "my_office"
    if standing.is_network:
        return "my_training"
    return "network_in_figures" if standing.holds("funder") else ""


@require_safe
@login_required
def my_training(request: HttpRequest) -> HttpResponse:
    """What is next and due, my workshops with the reason of each, hours by area, certificates; what I lead."""
    if not standing_of(request.user).is_network:
        raise Http404
    bands = filled(MY_TRAINING, Reader(request.user, timezone.now()))
    return render(request, "training_platform/my_training.html", {"bands": bands})


@require_safe
@login_required
def my_office(request: HttpRequest) -> HttpResponse:
    """For whoever holds a role for an office: its contact points, the editors of its school, its custodians."""
    reader = Reader(request.user, timezone.now())
    if not reader.offices:
        raise Http404
    request.number_due = len(reader.dues)  # for the navigation, which is drawn after the page
    context = {
        "offices": reader.offices,
        "bands": filled(MY_OFFICE, reader),
        "only_custodian": reader.only_custodian,
        "has_room": bool(reader.rooms),
    }
    return render(request, "training_platform/my_office.html", context)


@require_safe
@login_required
def network_in_figures(request: HttpRequest) -> HttpResponse:
    """Totals for funders, and for those who account to them: workshops, people, offices, hours; nobody's name."""
    standing = standing_of(request.user)
    if not (standing.is_staff or standing.holds("funder")):
        raise Http404
    everything, years = totals(timezone.localdate())
    context = {
        "totals": everything,
        "years": years,
        "plot": plot_of_years(years),
        "reads_reports": standing.is_secretariat or standing.holds("funder"),
    }
    return render(request, "training_platform/network_in_figures.html", context)


@require_POST
@login_required
def first_steps_hide(request: HttpRequest) -> HttpResponse:
    """Put the first steps away, for good."""
    hide_first_steps(request.user, by=request.user)
    return redirect("home")
