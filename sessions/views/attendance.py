"""The roster of a session and its settling."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions import actions
from sessions.door import door_for
from sessions.errors import SENTENCES, SessionError
from sessions.forms import RosterForm
from sessions.models import TrainingSession
from sessions.roster import tickable
from sessions.rules import Refusal
from sessions.views.fetching import fetch_session
from sessions.weighing import weigh


@require_POST
@login_required
def tick_roster(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Note who was seen in the room: for leaders, and for contact points about their office.

    A leader goes on to settling with what was ticked: nothing ticked is nothing to note there.
    """
    found = fetch_session(request, session_id)
    leads = door_for(found, request.user).leads
    if not (leads or tickable(found, request.user).exists()):
        raise Http404
    goes_on = leads and request.POST.get("then") == "settle"
    if goes_on and not request.POST.getlist("people"):
        return redirect("sessions:settle", session_id=found.pk)
    form = RosterForm(request.POST, session=found, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["people"]))
        return redirect("sessions:session", session_id=found.pk)
    try:
        actions.tick_roster(found, form.cleaned_data["people"], by=request.user)
    except SessionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The roster is noted."))
        if goes_on:
            return redirect("sessions:settle", session_id=found.pk)
    return redirect("sessions:session", session_id=found.pk)


def _why_not_settled_now(found: TrainingSession, now: datetime) -> str:
    """The reason why there is nothing to settle, and what to do; empty when there is."""
    if found.state == TrainingSession.State.SETTLED:
        return _("The attendance of this session is settled already: it stands on this page.")
    if found.state == TrainingSession.State.CANCELLED:
        return str(SENTENCES[Refusal.CANCELLED])
    return "" if now >= found.starts_at else _("This session has not begun: its attendance is settled once it has.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settle(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Show what settling would write, then write it. For those who lead the session; others get 404."""
    led = TrainingSession.objects.visible_to(request.user).led_by(request.user)
    found = get_object_or_404(led.for_cards(), pk=session_id)
    now = timezone.now()
    if why_not := _why_not_settled_now(found, now):
        messages.error(request, why_not)
        return redirect("sessions:session", session_id=found.pk)
    if request.method != "POST":
        ends_now = now < found.ends_at
        rows = weigh(found, ended_at=now if ends_now else found.ended_at, at=now)
        context = {"session": found, "workshop": found.workshop, "rows": rows, "ends_now": ends_now}
        return render(request, "sessions/settle.html", context)
    try:
        actions.settle_session(found, by=request.user)
    except SessionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The attendance is settled."))
    return redirect("sessions:session", session_id=found.pk)
