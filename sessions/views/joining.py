"""The way into a session's room."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from conferencing.jitsi import dial_in_number
from sessions import actions
from sessions.connections import line_of
from sessions.door import door_explained, door_for
from sessions.errors import SessionError
from sessions.forms import LineForm
from sessions.models import TrainingSession
from sessions.models.materials import RecordingLeave
from sessions.rules import Refusal
from sessions.views.fetching import fetch_session


@require_safe
@login_required
def rejoin(request: HttpRequest, room: str) -> HttpResponse:
    """Where the video server sends a browser without a valid token (``tokenAuthUrl``): to the session's own door.

    It knows the room's name alone, which may be that of a room given up since. A reader to whom the session is not
    visible gets 404, like a name that never was.
    """
    found = get_object_or_404(TrainingSession.objects.visible_to(request.user).of_room(room))
    return redirect("sessions:join", found.pk)


@require_safe
@login_required
def join(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Send the browser to the room with a token in the fragment; refused, a page says why (403)."""
    # Three hundred press at once: here only whether it is there for the reader, all else is asked by the action.
    sought = get_object_or_404(TrainingSession.objects.visible_to(request.user).only("pk"), pk=session_id)
    try:
        room = actions.join_session(sought, by=request.user)
        answer = HttpResponse(status=302, headers={"Location": room})
    except SessionError as refusal:
        if refusal.reason is Refusal.CONSENT:
            return redirect("sessions:recording", session_id=session_id)
        answer = _refused(request, session_id, refusal)
    return _kept_by_nobody(answer)


def _refused(request: HttpRequest, session_id: uuid.UUID, refusal: SessionError) -> HttpResponse:
    """A page that says why not."""
    found = fetch_session(request, session_id)
    door = door_explained(found, request.user)
    sentence = door.sentence if door.refusal else str(refusal)
    context = {"session": found, "workshop": found.workshop, "door": door, "refusal": sentence}
    return render(request, "sessions/join_refused.html", context, status=403)


def _kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
@login_required
def phone(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The number and the PIN for whoever has a telephone and no line; refused, a page says why (403)."""
    if not dial_in_number():
        raise Http404
    found = fetch_session(request, session_id)
    try:
        way = actions.tell_phone_way(found, by=request.user)
    except SessionError as refusal:
        if refusal.reason is Refusal.CONSENT:
            return redirect("sessions:recording", session_id=session_id)
        return _kept_by_nobody(_refused(request, session_id, refusal))
    context = {"session": found, "workshop": found.workshop, "way": way}
    return _kept_by_nobody(render(request, "sessions/phone.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def connection(request: HttpRequest) -> HttpResponse:
    """What of the picture I want in every room, for the line that I have."""
    form = LineForm(request.POST or None, initial={"line": line_of(request.user.person_id)})
    if form.is_valid():
        actions.choose_line(form.cleaned_data["line"], by=request.user)
        messages.success(request, _("Your choice is kept: the next room you enter goes by it."))
        return redirect("sessions:connection")
    return render(request, "sessions/connection.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recording(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """That the session is recorded, why, and what becomes of it; POST agrees. 404 where it is not recorded."""
    found = fetch_session(request, session_id)
    leave = RecordingLeave.objects.filter(session=found, ended_at__isnull=True).first()
    if leave is None or not door_for(found, request.user).is_mine:
        raise Http404
    if request.method == "POST":
        actions.consent_to_recording(found, by=request.user)
        messages.success(request, _("Your consent is noted. You can enter now."))
        return redirect("sessions:session", session_id=found.pk)
    has_agreed = found.consents.filter(person=request.user.person_id).exists()
    context = {"session": found, "workshop": found.workshop, "leave": leave, "has_agreed": has_agreed}
    return render(request, "sessions/recording.html", context)
