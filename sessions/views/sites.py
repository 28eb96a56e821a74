"""Connected sites: planned, opened, their rosters, the codes on their screens and at the door."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.querysets import standing_of
from sessions import actions
from sessions.codes import SITE, code_for, picture_of, read_code
from sessions.errors import RoomTakenError, SessionError
from sessions.forms import LeaveForm, MarkForm, PlanSiteForm, VisitorForm
from sessions.models import ConnectedSite, RosterEntry, TrainingSession
from sessions.querysets import SITE_ROLES
from sessions.roster import leads, markable
from sessions.views.fetching import fetch_led, fetch_session

REFRESHED_AFTER = "50"  # seconds: what is shown is always good for ten more (HTML Living Standard, "Refresh" header)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sites(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The sites of a session, and rooms to plan: of all offices for School and Secretariat, else of one's own."""
    found = fetch_session(request, session_id)
    kept = found.sites.planned().kept_by(request.user).select_related("room__office__country", "operator")
    form = PlanSiteForm(request.POST or None, session=found, user=request.user)
    may_plan = _may_plan(request)
    if not (may_plan or (request.method != "POST" and (leads(found, request.user) or kept.exists()))):
        raise Http404
    if request.method == "POST" and may_plan and form.is_valid():
        try:
            actions.plan_site(found, form.cleaned_data.pop("room"), **form.cleaned_data, by=request.user)
        except RoomTakenError as refusal:
            form.add_error("room", str(refusal))
            if refusal.may_displace:
                form.ask_for_reason()
        except SessionError as refusal:
            messages.error(request, str(refusal))
            return redirect("sessions:sites", session_id=found.pk)
        else:
            messages.success(request, _("The room takes part in this session, and is booked for it."))
            return redirect("sessions:sites", session_id=found.pk)
    plans = may_plan and found.state == TrainingSession.State.SCHEDULED
    has_rooms = plans and form.fields["room"].queryset.exists()
    context = {
        "session": found,
        "workshop": found.workshop,
        "sites": kept.order_by("room__office__country__name_es", "room__name"),
        "without_room": set(kept.without_room(timezone.now()).values_list("pk", flat=True)),
        "bookable": set(form.fields["room"].queryset.values_list("pk", flat=True)) if has_rooms else (),
        "form": form if has_rooms else None,
        "lacks_rooms": plans and not has_rooms,
    }
    return render(request, "sessions/sites.html", context)


def _may_plan(request: HttpRequest) -> bool:
    standing = standing_of(request.user)
    return standing.is_staff or bool(standing.offices_as(*SITE_ROLES))


def _fetch_site(request: HttpRequest, site_id: uuid.UUID) -> ConnectedSite:
    """The site, for whoever keeps it; a stranger gets 404."""
    kept = ConnectedSite.objects.planned().kept_by(request.user)
    return get_object_or_404(
        kept.select_related("session__workshop__host_office", "session__room", "room__office__country"), pk=site_id
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def site(request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
    """The roster of one site: who is before its screen, mark in, mark out, visitors by name."""
    found = _fetch_site(request, site_id)
    if request.method == "POST":
        _mark(request, found)
        return redirect("sessions:site", site_id=found.pk)
    entries = found.entries.standing().select_related("person").order_by("starts_at", "pk")
    inside = [entry for entry in entries if entry.ends_at is None]
    there = {entry.person_id for entry in inside}
    seats = markable(found, request.user).select_related("person", "office__country")
    context = {
        "site": found,
        "session": found.session,
        "workshop": found.session.workshop,
        "inside": inside,
        "gone": [entry for entry in entries if entry.ends_at is not None and entry.ends_at > entry.starts_at],
        "absent": [seat for seat in seats.order_by("person__family_names") if seat.person_id not in there],
        "visitor_form": VisitorForm(),
        "is_open": found.session.state == TrainingSession.State.SCHEDULED,
    }
    return render(request, "sessions/site.html", context)


def _mark(request: HttpRequest, found: ConnectedSite) -> None:
    """What the pressed button says, with a sentence about it."""
    deeds = {"mark": _mark_people, "visitor": _mark_visitor, "left": _mark_left}
    deed = deeds.get(request.POST.get("do", ""))
    if deed is None:
        return
    try:
        deed(request, found)
    except SessionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The roster is noted."))


def _mark_people(request: HttpRequest, found: ConnectedSite) -> None:
    form = MarkForm(request.POST, site=found, user=request.user)
    if not form.is_valid():
        raise SessionError(" ".join(form.errors["people"]))
    actions.mark_at_site(found, form.cleaned_data["people"], by=request.user)


def _mark_visitor(request: HttpRequest, found: ConnectedSite) -> None:
    form = VisitorForm(request.POST)
    if not form.is_valid():
        raise SessionError(" ".join(fault for faults in form.errors.values() for fault in faults))
    actions.mark_at_site(found, [actions.Visitor(**form.cleaned_data)], by=request.user)


def _mark_left(request: HttpRequest, found: ConnectedSite) -> None:
    form = LeaveForm(request.POST)
    if form.is_valid():
        entry = get_object_or_404(RosterEntry.objects.filter(site=found), pk=form.cleaned_data["entry"])
        actions.mark_left(entry, by=request.user)


@require_safe
@login_required
def site_join(request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
    """Open the connection: the browser goes to the room with the site's own token in the fragment."""
    found = _fetch_site(request, site_id)
    try:
        answer = HttpResponse(status=302, headers={"Location": actions.join_as_site(found, by=request.user)})
    except SessionError as refusal:
        messages.error(request, str(refusal))
        answer = redirect("sessions:site", site_id=found.pk)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
@login_required
def site_screen(request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
    """The code for the site's screen: a new one each minute, fetched by the page itself."""
    found = _fetch_site(request, site_id)
    return _screen(request, found.session, code_for(found, at=timezone.now()), place=str(found.room))


@require_safe
@login_required
def door(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The code for the door of the room where a session is held. For those who lead it; others get 404."""
    found = fetch_led(request, session_id)
    return _screen(request, found, code_for(found, at=timezone.now()), place=found.workshop.city)


def _screen(request: HttpRequest, found: TrainingSession, code: str, *, place: str) -> HttpResponse:
    context = {
        "session": found,
        "workshop": found.workshop,
        "picture": picture_of(code),
        "place": place,
        "is_open": found.state == TrainingSession.State.SCHEDULED and timezone.now() < found.ends_at,
    }
    answer = render(request, "sessions/screen.html", context)
    if context["is_open"]:
        answer["Refresh"] = REFRESHED_AFTER
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mark_myself(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever read the code on a screen says to be there. What we never signed is 404; an old one is told to be so."""
    read = read_code(code, at=timezone.now())
    if read is None:
        raise Http404
    kind, key, is_current = read
    found_site = get_object_or_404(ConnectedSite.objects.planned(), pk=key) if kind == SITE else None
    session_id = found_site.session_id if found_site else key
    found = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_cards(), pk=session_id)
    if request.method == "POST" and is_current:
        try:
            actions.mark_myself(found, site=found_site, by=request.user)
        except SessionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("You are marked as present. If you leave early, tell whoever keeps the room."))
        return redirect("sessions:session", session_id=found.pk)
    context = {"session": found, "workshop": found.workshop, "is_current": is_current, "code": code}
    return render(request, "sessions/mark_myself.html", context)
