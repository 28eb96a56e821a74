"""Excuses, objections and corrections: what somebody asks for, and what whoever leads decides."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions import actions
from sessions.door import door_for
from sessions.errors import SessionError
from sessions.forms import ContestForm, CorrectForm, DecisionForm, ExcuseForm
from sessions.models import Attendance, TrainingSession
from sessions.panels import computed
from sessions.roster import excusable
from sessions.views.fetching import fetch_session


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def excuses(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Ask for oneself, or as a contact point for the people of the office; whoever leads decides here."""
    found = fetch_session(request, session_id)
    leads = door_for(found, request.user).leads
    for_whom = excusable(found, request.user)
    if not (leads or for_whom.exists()):
        raise Http404
    asks = request.method == "POST"
    if asks and not for_whom.exists():
        raise Http404
    form = ExcuseForm(request.POST if asks else None, session=found, user=request.user)
    if asks and form.is_valid():
        try:
            actions.ask_excuse(found, form.cleaned_data["person"], reason=form.cleaned_data["reason"], by=request.user)
        except SessionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The excuse is noted. Whoever leads the session decides on it."))
        return redirect("sessions:excuses", session_id=found.pk)
    rows = found.excuses.select_related("person", "person__office__country")
    context = {
        "session": found,
        "workshop": found.workshop,
        "form": form if form.fields["person"].queryset.exists() else None,
        "rows": rows if leads else rows.filter(person__in=for_whom.values("person")),
        "leads": leads,
    }
    return render(request, "sessions/excuses.html", context)


@require_POST
@login_required
def decide(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Accept an excuse or not. For those who lead the session; others get 404."""
    led = TrainingSession.objects.visible_to(request.user).led_by(request.user)
    found = get_object_or_404(led, pk=session_id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        fields = form.cleaned_data
        excuse = get_object_or_404(found.excuses, pk=fields["excuse"])
        accepts = fields["decision"] == "accept"
        try:
            actions.decide_excuse(excuse, accept=accepts, answer=fields["answer"], by=request.user)
        except SessionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The decision is noted, and the person is told."))
    return redirect("sessions:excuses", session_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contest(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Object to the own verdict, once. Who has none gets 404."""
    mine = Attendance.objects.filter(person=request.user.person_id, session=session_id)
    row = get_object_or_404(mine.select_related("session__workshop__host_office", "contest"))
    form = ContestForm(request.POST or None)
    if hasattr(row, "contest"):
        messages.info(request, _("You have contested this attendance already: that can be done once."))
        return redirect("sessions:session", session_id=row.session_id)
    if form.is_valid():
        try:
            actions.contest_verdict(row, reason=form.cleaned_data["reason"], by=request.user)
        except SessionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your objection is noted. Whoever led the session answers it."))
        return redirect("sessions:session", session_id=row.session_id)
    context = {"session": row.session, "workshop": row.session.workshop, "form": form, "mine": computed(row)}
    return render(request, "sessions/contest.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, session_id: uuid.UUID, attendance_id: int) -> HttpResponse:
    """Correct one verdict, or answer the objection to it. For those who lead the session; others get 404."""
    led = TrainingSession.objects.visible_to(request.user).led_by(request.user)
    rows = Attendance.objects.filter(session__in=led.filter(pk=session_id)).exclude(person=request.user.person_id)
    row = get_object_or_404(
        rows.select_related("session__workshop__host_office", "person", "contest").prefetch_related("corrections"),
        pk=attendance_id,
    )
    waits = getattr(row, "contest", None) is not None and row.contest.answered_at is None
    form = CorrectForm(request.POST or None, attendance=row, waits=waits)
    if form.is_valid():
        try:
            _correct(request, row, form)
        except SessionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("sessions:sheet", session_id=row.session_id)
    context = {"session": row.session, "workshop": row.session.workshop, "row": row, "form": form, "waits": waits}
    return render(request, "sessions/correct.html", context | {"mine": computed(row)})


def _correct(request: HttpRequest, row: Attendance, form: CorrectForm) -> None:
    fields = form.cleaned_data
    if fields.get("keep"):
        actions.answer_contest(row.contest, answer=fields["reason"], by=request.user)
        messages.success(request, _("The objection is answered: the attendance stays."))
        return
    actions.correct_verdict(row, present_minutes=fields["minutes"], reason=fields["reason"], by=request.user)
    messages.success(request, _("The attendance is corrected, and the person is told."))
