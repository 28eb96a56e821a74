"""A deputy for an absence: named by whoever is away, or by the Secretariat for her; ended early by any of the three."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network import actions
from network.forms import DeputyForm
from network.models import Appointment
from network.querysets import standing_of
from network.views.office_people import add_faults


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deputy_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a deputy for the appointment ``pk``; somebody else's is not there (404)."""
    mine = Appointment.objects.deputised_by(request.user).select_related("person", "office")
    principal = get_object_or_404(mine, pk=pk)
    form = DeputyForm(request.POST or None, principal=principal)
    if form.is_valid():
        chosen = form.cleaned_data
        days = {"first_day": chosen["first_day"], "last_day": chosen["last_day"]}
        try:
            actions.appoint_deputy(principal, chosen["person"], **days, by=request.user)
        except ValidationError as faults:
            add_faults(form, faults)
        else:
            messages.success(request, _("%(name)s is named as deputy.") % {"name": chosen["person"].full_name})
            return _back(request, principal)
    context = {"form": form, "principal": principal, "is_mine": principal.person_id == request.user.person_id}
    return render(request, "network/deputy_appoint.html", context)


@require_POST
@login_required
def deputy_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the time of the deputy whose appointment is ``pk``, now; of somebody else's it is not there (404)."""
    theirs = Appointment.objects.deputies_ended_by(request.user).select_related("person", "stands_in_for__person")
    deputy = get_object_or_404(theirs, pk=pk)
    actions.end_deputy(deputy, by=request.user)
    messages.success(request, _("%(name)s stands in no longer.") % {"name": deputy.person.full_name})
    return _back(request, deputy.stands_in_for)


def _back(request: HttpRequest, principal: Appointment) -> HttpResponse:
    """The Secretariat comes from the appointment in the administration; everybody else from the office.

    A deputy who has just ended her own time has no office to look after any more.
    """
    standing = standing_of(request.user)
    if standing.is_secretariat:
        return redirect("appointments:inspect", pk=principal.pk)
    return redirect("my_office" if principal.person_id == standing.person_id else "home")
