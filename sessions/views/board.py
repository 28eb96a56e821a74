"""The moderator's board: what is shown, how it is asked for again, and what is done from it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sessions import actions
from sessions.board import board_of, stamp_of
from sessions.errors import SessionError
from sessions.forms import ExtendForm, IncidentForm, OccupantForm
from sessions.models import TrainingSession


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def board(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Who is in, sites, who is missing; asked again with the tag of what is shown it answers 304 while nothing changed.

    For those who lead the session; others get 404.
    """
    led = TrainingSession.objects.visible_to(request.user).led_by(request.user)
    found = get_object_or_404(led.for_cards().select_related("room", "workshop__host_office"), pk=session_id)
    if found.state != TrainingSession.State.SCHEDULED:
        messages.error(request, _("This session is cancelled, or its attendance is settled."))
        return redirect("sessions:session", session_id=found.pk)
    if request.method == "POST":
        return _act(request, found)
    now = timezone.now()
    stamp = stamp_of(found, at=now)
    if unchanged := get_conditional_response(request, etag=f'"{stamp}"'):
        return unchanged
    context = {
        "session": found,
        "workshop": found.workshop,
        "board": board_of(found, at=now),
        "stamp": stamp,
        "is_running": found.is_running_at(now),
        "has_begun": now >= found.starts_at,
    }
    answer = render(request, "sessions/board.html", context)
    answer["ETag"] = f'"{stamp}"'
    return answer


def _act(request: HttpRequest, found: TrainingSession) -> HttpResponse:
    """What the pressed button says; then the board again."""
    deeds: dict[str, Callable[[HttpRequest, TrainingSession], str]] = {
        "incident": _start,
        "works": _stop,
        "extend": _extend,
        "occupant": _resolve,
    }
    deed = deeds.get(request.POST.get("do", ""))
    if deed is not None:
        try:
            messages.success(request, deed(request, found))
        except SessionError as refusal:
            messages.error(request, str(refusal))
    return redirect("sessions:board", session_id=found.pk)


def _checked(form) -> dict:
    if not form.is_valid():
        raise SessionError(" ".join(fault for faults in form.errors.values() for fault in faults))
    return form.cleaned_data


def _start(request, found: TrainingSession) -> str:
    actions.start_incident(found, by=request.user, **_checked(IncidentForm(request.POST, session=found)))
    return _("The incident is noted: nobody loses minutes until you say that the room works again.")


def _stop(request, found: TrainingSession) -> str:
    actions.stop_incident(found, by=request.user)
    return _("The incident has ended: minutes count again.")


def _extend(request, found: TrainingSession) -> str:
    actions.extend_session(found, by=request.user, **_checked(ExtendForm(request.POST)))
    return _("The session ends later.")


def _resolve(request, found: TrainingSession) -> str:
    fields = _checked(OccupantForm(request.POST, session=found))
    actions.resolve_occupant(found, fields["stay"], person=fields["person"], reason=fields["reason"], by=request.user)
    return _("Noted who it was.")
