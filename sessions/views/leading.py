"""What is done around a session by those who prepare and lead it: parts given and taken back, another room."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.querysets import standing_of
from sessions import actions
from sessions.candidates import candidate, occupation_of, people_called
from sessions.errors import SessionError
from sessions.forms import PartForm
from sessions.mails import entering
from sessions.models import SessionPart, TrainingSession
from sessions.panels import people_inside
from sessions.views.fetching import fetch_led


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def parts(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Who has a part, a search by name, and a part for whom it found. For School and Secretariat; others get 404."""
    found = _kept_by_staff(request, session_id)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = candidate(asked.get("person", ""))
    context: dict[str, object] = {"session": found, "workshop": found.workshop, "chosen": chosen}
    if chosen:
        occupation = occupation_of(chosen, found)
        form = PartForm(request.POST or None, is_taken=bool(occupation.conflicts))
        if form.is_valid():
            return _assigned(request, found, chosen, form.cleaned_data["role"])
        context |= {"form": form, "occupation": occupation}
    else:
        words = request.GET.get("q", "")[:100].strip()
        context |= {"words": words, "people": people_called(words)}
    context["parts"] = found.parts.in_order()
    return render(request, "sessions/parts.html", context)


def _assigned(request: HttpRequest, found: TrainingSession, person, role: str) -> HttpResponse:
    part = actions.assign_part(found, person, role=role, by=request.user)
    told = {"name": person.full_name, "part": part.get_role_display()}
    messages.success(request, _("%(name)s has the part: %(part)s.") % told)
    return redirect("sessions:parts", session_id=found.pk)


@require_POST
@login_required
def remove_part(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Take one part back; a part that is gone already is no fault."""
    found = _kept_by_staff(request, session_id)
    person, role = candidate(request.POST.get("person", "")), request.POST.get("role", "")
    if person is not None and role in SessionPart.Role.values:
        actions.remove_part(found, person, role=role, by=request.user)
        messages.success(request, _("The part was taken back."))
    return redirect("sessions:parts", session_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_room(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What another room would mean, then another room. For those who lead the session; others get 404."""
    found = fetch_led(request, session_id)
    leaving = request.POST.get("leaving", "")
    if request.method == "POST" and leaving.isascii() and leaving.isdecimal():
        was = found.room_id
        try:
            after = actions.replace_room(found, leaving=int(leaving), by=request.user)
        except SessionError as refusal:
            messages.error(request, str(refusal))
        else:
            _say_what_became(request, is_new=after.room_id != was)
        return redirect("sessions:session", session_id=found.pk)
    context = {"session": found, "workshop": found.workshop, "inside": people_inside(found)}
    context["letters"] = len(entering(found, found.room)) + found.guests.to_write_to().count()
    return render(request, "sessions/new_room.html", context)


def _say_what_became(request: HttpRequest, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, _("The session has another room, and everybody who may enter it is written to."))
    else:
        messages.info(request, _("The room was exchanged already: nothing was done twice."))


def _kept_by_staff(request: HttpRequest, session_id: uuid.UUID) -> TrainingSession:
    if not standing_of(request.user).is_staff:
        raise Http404
    return get_object_or_404(TrainingSession.objects.visible_to(request.user).for_cards(), pk=session_id)
