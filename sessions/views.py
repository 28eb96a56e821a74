"""A session's page, the way into its room, its roster and its settling."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendars.ical import calendar_text
from calendars.rules import Options
from courses.models import Enrolment
from network.querysets import standing_of
from sessions import actions
from sessions.door import Door, door_for
from sessions.errors import SENTENCES, SessionError
from sessions.forms import AnswerForm, RosterForm
from sessions.in_calendars import entry_of
from sessions.inviting import answer_invitation
from sessions.models import TrainingSession
from sessions.panels import answers_to, my_attendance, people_inside, roster_lines
from sessions.roster import tickable
from sessions.rules import Refusal
from sessions.weighing import weigh


def _fetch(request: HttpRequest, session_id: uuid.UUID) -> TrainingSession:
    """The session with what the reader is to it; a stranger gets 404."""
    visible = TrainingSession.objects.visible_to(request.user).with_place_of(request.user.person_id)
    return get_object_or_404(visible.for_cards(), pk=session_id)


@require_safe
@login_required
def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """When and what, whether I can enter or why not, how long I was there; leaders see the room and the roster."""
    found = _fetch(request, session_id)
    door = door_for(found, request.user)
    context = {"session": found, "workshop": found.workshop, "door": door} | _hours(found)
    if found.seat in Enrolment.HOLDING:
        context["mine"] = my_attendance(found, request.user.person_id)
        context |= _my_answer(found, request.user.person_id)
    return render(request, "sessions/session.html", context | _for_leaders(request, found, door))


def _my_answer(found: TrainingSession, person_id: uuid.UUID) -> dict[str, object]:
    """Whether I said to come, while that can still be said."""
    if found.state != TrainingSession.State.SCHEDULED or timezone.now() >= found.starts_at:
        return {}
    answer = found.participations.filter(person=person_id).values_list("answer", flat=True).first()
    return {"may_answer": True, "answer": answer}


def _hours(found: TrainingSession) -> dict[str, object]:
    now = timezone.now()
    scheduled = found.state == TrainingSession.State.SCHEDULED
    return {
        "has_begun": scheduled and now >= found.starts_at,
        "is_running": found.is_running_at(now),
    }


def _for_leaders(request: HttpRequest, found: TrainingSession, door: Door) -> dict[str, object]:
    """Who is inside and the roster, then the verdicts; those who answer for an office see its part of them alone."""
    if found.state == TrainingSession.State.SETTLED:
        return _verdicts(request, found, door)
    if found.state != TrainingSession.State.SCHEDULED:
        return {}
    shown: dict[str, object] = {"inside": people_inside(found)} if door.leads else {}
    if timezone.now() < found.starts_at:
        return shown | ({"answers": answers_to(found)} if door.leads else {})
    if door.leads or standing_of(request.user).offices_as("contact_point"):
        shown["roster"] = roster_lines(found, request.user)
    return shown


def _verdicts(request: HttpRequest, found: TrainingSession, door: Door) -> dict[str, object]:
    offices = standing_of(request.user).offices_as("contact_point", "national_editor")
    if not (door.leads or offices):
        return {}
    rows = found.attendance.select_related("person", "office__country").order_by(
        "person__family_names", "person__given_names"
    )
    return {"settled": rows if door.leads else rows.filter(office__in=offices)}


@require_safe
@login_required
def event(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The session as a file for one's own calendar: a copy, which does not move when the session does."""
    found = get_object_or_404(TrainingSession.objects.visible_to(request.user).only("pk"), pk=session_id)
    options = Options(language=(get_language() or "es")[:2])
    text = calendar_text([entry_of(found)], name=settings.NETWORK_NAME, options=options, clocks=())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def participation(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Say whether I come, as the invitation asks. A link alone changes nothing: programs follow links of e-mails."""
    mine = TrainingSession.objects.visible_to(request.user).of_person(request.user.person_id)
    found = get_object_or_404(mine.for_cards(), pk=session_id)
    row = found.participations.filter(person=request.user.person_id).first()
    asked = request.GET.get("answer") or (row.answer if row else "")
    form = AnswerForm(request.POST or None, initial={"answer": asked})
    if form.is_valid():
        try:
            answer_invitation(found, answer=form.cleaned_data["answer"], by=request.user)
        except SessionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your answer is noted. Your seat stays yours."))
        return redirect("sessions:session", session_id=found.pk)
    context = {"session": found, "workshop": found.workshop, "form": form}
    return render(request, "sessions/participation.html", context)


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
        found = _fetch(request, session_id)
        door = door_for(found, request.user)
        context = {"session": found, "workshop": found.workshop, "door": door, "refusal": refusal}
        answer = render(request, "sessions/join_refused.html", context, status=403)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_POST
@login_required
def tick_roster(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Note who was seen in the room: for leaders, and for contact points about their office.

    A leader goes on to settling with what was ticked: nothing ticked is nothing to note there.
    """
    found = _fetch(request, session_id)
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
