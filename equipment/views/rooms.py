"""Rooms of an office: how ready they are and why, who helps in them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipment import actions
from equipment.models import FaultMinutes, LinkMeasure, TestCall
from equipment.querysets import offices_kept_by, offices_of
from equipment.room_forms import RoomForm
from equipment.room_panels import office_panel, room_panel
from network.models import Office, OfficeRoom
from network.querysets import standing_of

SHOWN = 20


@require_safe
@login_required
def office(request: HttpRequest, office: str) -> HttpResponse:
    """What an office has and lacks, how ready each of its rooms is, warranties ahead, test calls, minutes lost."""
    allowed = offices_of(standing_of(request.user))
    offices = Office.objects.select_related("country")
    found = get_object_or_404(offices if allowed is None else offices.filter(pk__in=allowed), code=office)
    context = {"panel": office_panel(found), "office": found, "keeps": _keeps(request, found.pk)}
    return render(request, "equipment/office_rooms.html", context)


@require_safe
@login_required
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    """One room: its band, why, the cheapest step up, its score by parts, its trend, its calls and measures."""
    found = _fetch(request, room_id)
    panel, keeps = room_panel(found), _keeps(request, found.office_id)
    calls = TestCall.objects.filter(room=found)
    context = {
        "panel": panel,
        "room": found,
        "office": found.office,
        "calls": calls[:SHOWN],
        "changed": set(calls.counting().changed_by(request.user).values_list("pk", flat=True)) if keeps else (),
        "measures": LinkMeasure.objects.filter(room=found)[:SHOWN],
        "faults": FaultMinutes.objects.filter(room=found)[:SHOWN],
        "keeps": keeps,
    }
    return render(request, "equipment/room.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def room_profile(request: HttpRequest, room_id: int) -> HttpResponse:
    """Who helps in a room, what it has none of, and for the Secretariat which kit is due to it."""
    found = fetch_kept_room(request, room_id)
    may_set_kit = standing_of(request.user).is_secretariat
    form = RoomForm(request.POST or None, room=found, may_set_kit=may_set_kit)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.furnish_room(found, technical_contact=told["technical_contact"], by=request.user)
        actions.tell_absent(found, told["absent"], by=request.user)
        if may_set_kit:
            actions.assign_kit(found, told["kit"], by=request.user)
        messages.success(request, _("What is known of the room is saved."))
        return redirect("equipment:room", room_id=found.pk)
    return render(request, "equipment/room_profile.html", {"room": found, "office": found.office, "form": form})


@require_POST
@login_required
def report_inventory(request: HttpRequest, room_id: int) -> HttpResponse:
    """Say that everything in the room is entered: from now on what is not is lacking."""
    found = fetch_kept_room(request, room_id)
    actions.report_inventory(found, by=request.user)
    messages.success(request, _("The inventory of the room is reported."))
    return redirect("equipment:room", room_id=found.pk)


def _rooms():
    return OfficeRoom.objects.select_related("office__country", "profile")


def _fetch(request: HttpRequest, room_id: int) -> OfficeRoom:
    """A room whose office's equipment the reader reads; a stranger gets 404."""
    allowed = offices_of(standing_of(request.user))
    return get_object_or_404(_rooms() if allowed is None else _rooms().filter(office__in=allowed), pk=room_id)


def fetch_kept_room(request: HttpRequest, room_id: int) -> OfficeRoom:
    """A room that the reader keeps; whoever does not gets 404."""
    allowed = offices_kept_by(standing_of(request.user))
    return get_object_or_404(_rooms() if allowed is None else _rooms().filter(office__in=allowed), pk=room_id)


def _keeps(request: HttpRequest, office_id: int) -> bool:
    allowed = offices_kept_by(standing_of(request.user))
    return allowed is None or office_id in allowed
