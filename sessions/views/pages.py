"""A session's page, its event for a calendar, and whether somebody comes."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from calendars.ical import calendar_text
from calendars.rules import Options
from conferencing.jitsi import dial_in_number
from courses.models import Enrolment, Workshop
from network.querysets import standing_of
from sessions.door import Door, door_explained
from sessions.errors import SessionError
from sessions.forms import AnswerForm
from sessions.in_calendars import entry_of
from sessions.inviting import answer_invitation
from sessions.models import Attendance, TrainingSession
from sessions.models.materials import Material
from sessions.panels import answers_to, my_attendance, people_inside, roster_lines
from sessions.querysets import SITE_ROLES
from sessions.rules import Refusal
from sessions.views.fetching import fetch_page
from sessions.weighing import read_book


@require_safe
@login_required
def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """When and what, whether I can enter or why not, how long I was there; leaders see the room and the roster."""
    found = fetch_page(request, session_id)
    door = door_explained(found, request.user)
    context = {"session": found, "workshop": found.workshop, "door": door} | _hours(found)
    context |= _on_my_way(request, found, door)
    if found.seat in Enrolment.HOLDING:
        context["mine"] = my_attendance(found, request.user.person_id)
    if found.seat in Enrolment.HOLDING or found.part:
        context |= _my_answer(found, request.user.person_id)
    mine = context.get("mine")
    was_present = mine is not None and mine.is_final and mine.verdict == Attendance.Verdict.PRESENT
    context["ways"] = _ways(request, found, door, needs_excuse=not was_present)
    context["speaks"] = bool(standing_of(request.user).offices_as("contact_point"))
    return render(request, "sessions/session.html", context | _for_leaders(request, found, door))


def _ways(request: HttpRequest, found: TrainingSession, door: Door, *, needs_excuse: bool) -> list[tuple[str, str]]:
    """What else the reader can do about this session, each with its address. Asks the database nothing."""
    state, standing = found.state, standing_of(request.user)
    if state == TrainingSession.State.CANCELLED:
        return []
    scheduled, begun = state == TrainingSession.State.SCHEDULED, timezone.now() >= found.starts_at
    speaks = bool(standing.offices_as("contact_point"))
    keeps = speaks or bool(standing.offices_as(*SITE_ROLES))
    has_place = found.workshop.modality != Workshop.Modality.VIRTUAL
    asks = door.leads or speaks or (needs_excuse and found.seat in Enrolment.HOLDING)
    reads = door.leads or speaks or bool(standing.offices_as("national_editor"))
    ways = [
        ("board", _("Board"), door.leads and scheduled),
        ("sites", _("Connected sites"), scheduled and (door.leads or keeps)),
        ("door", _("Code for the door"), door.leads and scheduled and has_place),
        ("excuses", _("Excuses") if door.leads else _("Ask for an excuse"), asks),
        ("sheet", _("Attendance sheet"), reads and begun),
    ]
    return [(label, reverse(f"sessions:{name}", args=[found.pk])) for name, label, shown in ways if shown]


def _my_answer(found: TrainingSession, person_id: uuid.UUID) -> dict[str, object]:
    """Whether I said to come, while that can still be said."""
    if found.state != TrainingSession.State.SCHEDULED or timezone.now() >= found.starts_at:
        return {}
    answer = found.participations.filter(person=person_id).values_list("answer", flat=True).first()
    return {"may_answer": True, "answer": answer}


def _on_my_way(request: HttpRequest, found: TrainingSession, door: Door) -> dict[str, object]:
    """Where the session is mine, its materials; where I can enter now or later, my line, and whether it is recorded."""
    if not door.is_mine:
        return {}
    shown: dict[str, object] = {}
    if found.has_materials:
        shown["materials"] = Material.objects.visible_to(request.user).of_session(found)
    if door.is_open or door.refusal is Refusal.NOT_YET:
        shown |= {"line": found.line, "is_recorded": found.is_recorded, "has_phone": bool(dial_in_number())}
    return shown


def _hours(found: TrainingSession) -> dict[str, object]:
    now = timezone.now()
    scheduled = found.state == TrainingSession.State.SCHEDULED
    return {
        "has_begun": scheduled and now >= found.starts_at,
        "is_running": found.is_running_at(now),
        "was_at": found.was_at if scheduled and now < found.ends_at else None,
    }


def _for_leaders(request: HttpRequest, found: TrainingSession, door: Door) -> dict[str, object]:
    """Who is inside and the roster, then the verdicts; those who answer for an office see its part of them alone."""
    if found.state == TrainingSession.State.SETTLED:
        return _verdicts(request, found, door)
    if found.state != TrainingSession.State.SCHEDULED:
        return {}
    shown: dict[str, object] = {}
    if door.leads:
        shown = {"parts": found.parts.in_order() if found.has_parts else [], "is_staff": _is_staff(request)}
    if timezone.now() < found.starts_at:
        return shown | {"inside": people_inside(found), "answers": answers_to(found)} if door.leads else {}
    if not (door.leads or standing_of(request.user).offices_as("contact_point")):
        return {}
    book = read_book(found)
    shown["roster"] = roster_lines(found, request.user, book=book)
    return shown | ({"inside": people_inside(found, book)} if door.leads else {})


def _is_staff(request: HttpRequest) -> bool:
    return standing_of(request.user).is_staff


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


def _noted_sentence(found: TrainingSession) -> str:
    if found.seat in Enrolment.HOLDING:
        return _("Your answer is noted. Your seat stays yours.")
    return _("Your answer is noted. Tell the School as well, so that somebody can take your part.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def participation(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Say whether I come, as the invitation asks. A link alone changes nothing: programs follow links of e-mails."""
    mine = TrainingSession.objects.visible_to(request.user).of_person(request.user.person_id)
    found = get_object_or_404(mine.with_place_of(request.user.person_id).for_cards(), pk=session_id)
    row = found.participations.filter(person=request.user.person_id).first()
    asked = request.GET.get("answer") or (row.answer if row else "")
    form = AnswerForm(request.POST or None, initial={"answer": asked})
    if form.is_valid():
        try:
            answer_invitation(found, answer=form.cleaned_data["answer"], by=request.user)
        except SessionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _noted_sentence(found))
        return redirect("sessions:session", session_id=found.pk)
    context = {"session": found, "workshop": found.workshop, "form": form}
    return render(request, "sessions/participation.html", context)
