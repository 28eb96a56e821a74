"""The way into a session's room."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from sessions import actions
from sessions.door import door_for
from sessions.errors import SessionError
from sessions.models import TrainingSession
from sessions.views.fetching import fetch_session


@require_safe
@login_required
def rejoin(request: HttpRequest, room: str) -> HttpResponse:
    """Where the video server sends a browser without a valid token (``tokenAuthUrl``): to the session's own door.

    It knows the room's name alone. A reader to whom the session is not visible gets 404, like a name that never was.
    """
    found = get_object_or_404(TrainingSession.objects.visible_to(request.user), room__name=room)
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
        found = fetch_session(request, session_id)
        door = door_for(found, request.user)
        context = {"session": found, "workshop": found.workshop, "door": door, "refusal": refusal}
        answer = render(request, "sessions/join_refused.html", context, status=403)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
