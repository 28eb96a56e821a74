"""Verifications, gone through by phone: opened, scanned or ticked, closed, signed."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipment import actions
from equipment.errors import EquipmentError
from equipment.forms import RoundForm, SeenForm, SignForm
from equipment.forms.fields import add_refusal
from equipment.models import Asset, VerificationRound, VerificationRow
from equipment.paper import round_pdf
from equipment.views.fetching import fetch_round, keeps, kept_offices, read_offices
from network.models import OfficeRoom

ROOMS = "verification_rooms"  # in the reader's session: the room of this visit, by round
ROWS_OF_A_LEAF, TICKED_AT_ONCE = 60, 60
Outcome = VerificationRow.Outcome


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    """The verifications of my offices; who keeps the equipment opens one."""
    offices = read_offices(request)
    kept = kept_offices(request)
    form = RoundForm(request.POST or None, offices=kept) if kept.exists() else None
    if request.method == "POST" and form is None:
        raise Http404
    if form is not None and form.is_valid():
        try:
            begun = actions.open_round(**form.cleaned_data, by=request.user)
        except EquipmentError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The verification is open: walk through the rooms and scan the labels."))
            return redirect("equipment:round", pk=begun.pk)
    rounds = VerificationRound.objects.visible_to(request.user).with_counts().order_by("-opened_at", "-pk")
    rounds = rounds.select_related("office__country")
    leaf = Paginator(rounds, ROWS_OF_A_LEAF).get_page(request.GET.get("page"))
    return render(request, "equipment/round_list.html", {"form": form, "leaf": leaf, "many": len(offices) > 1})


@require_safe
@login_required
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left to be met, room by room, and what was met; ``?show=seen`` or ``all``, ``?room=`` for one room."""
    found = fetch_round(request, pk)
    counts = VerificationRound.objects.filter(pk=pk).with_counts().get()
    shown = request.GET.get("show", "left" if found.closed_at is None else "all")
    rows = rows_shown(found, shown, request.GET.get("room", ""))
    leaf = Paginator(rows, ROWS_OF_A_LEAF).get_page(request.GET.get("page"))
    room = room_of_visit(request, found)
    may_note = found.closed_at is None and keeps(request, found.office_id)
    asked = {"tag": request.GET.get("tag", "")[:30], "room": room and room.pk}
    context = {
        "round": found,
        "counts": counts,
        "leaf": leaf,
        "shown": shown,
        "room": room,
        "rooms": OfficeRoom.objects.filter(office=found.office_id).order_by("name"),
        "may_keep": keeps(request, found.office_id),
        "form": SeenForm(office_id=found.office_id, initial=asked) if may_note else None,
        "sees_all": kept_offices(request).count() > 1,
    }
    return render(request, "equipment/round.html", context)


def rows_shown(found: VerificationRound, shown: str, room: str):
    """The rows of a round as asked: of one room, not met yet or met."""
    rows = found.rows.select_related("asset__item_type", "asset__room", "seen_in", "round").order_by(
        "asset__room__name", "tag"
    )
    if room.isdecimal():
        rows = rows.filter(asset__room=int(room))
    left = {"outcome__in": [Outcome.EXPECTED, Outcome.MISSING]}
    return {"left": rows.filter(**left), "seen": rows.exclude(**left)}.get(shown, rows)


def room_of_visit(request: HttpRequest, found: VerificationRound) -> OfficeRoom | None:
    """The room that was chosen on this visit; one question where one was."""
    key = request.session.get(ROOMS, {}).get(str(found.pk))
    return OfficeRoom.objects.filter(pk=key, office=found.office_id).first() if key else None


@require_POST
@login_required
def round_see(request: HttpRequest, pk: int) -> HttpResponse:
    """Tags that were met, scanned or ticked; the room is remembered for this visit."""
    found = fetch_round(request, pk, kept=True)
    tags = request.POST.getlist("tag")[:TICKED_AT_ONCE]
    form = SeenForm({"tag": tags[0] if tags else "", "room": request.POST.get("room", "")}, office_id=found.office_id)
    if not form.is_valid():
        messages.error(request, _("Scan a label, tick something or type a tag, and choose a room of the list."))
        return redirect("equipment:round", pk=found.pk)
    room = form.cleaned_data["room"]
    if request.POST.get("keep_room", "on"):
        chosen = request.session.get(ROOMS, {})
        request.session[ROOMS] = chosen | {str(found.pk): room.pk if room else None}
    try:
        rows = [actions.note_seen(found, tag=tag, room=room, by=request.user) for tag in tags]
    except EquipmentError as refusal:
        messages.error(request, str(refusal))
        return redirect("equipment:round", pk=found.pk)
    if request.POST.get("from") == "label":
        return redirect("labels:asset", tag=rows[0].tag)
    messages.success(request, told_of(rows))
    return redirect("equipment:round", pk=found.pk)


def told_of(rows: list[VerificationRow]) -> str:
    """One sentence on what was noted: of another office's asset no more than of a tag that nobody knows."""
    if len(rows) > 1:
        return ngettext("%(count)s asset noted.", "%(count)s assets noted.", len(rows)) % {"count": len(rows)}
    row = rows[0]
    if not row.is_of_office:
        return _("%(tag)s is noted. It is not of this inventory.") % {"tag": row.tag}
    if row.outcome == Outcome.ELSEWHERE:
        return _("%(tag)s is noted: it was found in another room than the inventory says.") % {"tag": row.tag}
    return _("%(tag)s is noted.") % {"tag": row.tag}


@require_POST
@login_required
def round_unsee(request: HttpRequest, pk: int) -> HttpResponse:
    """It was a slip."""
    found = fetch_round(request, pk, kept=True)
    for row in found.rows.filter(tag=request.POST.get("tag", "")):
        try:
            actions.take_back_sighting(row, by=request.user)
        except EquipmentError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Taken back: %(tag)s.") % {"tag": row.tag})
    return redirect("equipment:round", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it: what was not met is missing from now on."""
    found = fetch_round(request, pk, kept=True)
    if request.method == "POST":
        actions.close_round(found, by=request.user)
        messages.success(request, _("The verification is closed. Print the report and have it signed."))
        return redirect("equipment:round", pk=found.pk)
    left = found.rows.filter(outcome=Outcome.EXPECTED).select_related("asset__item_type", "asset__room").order_by("tag")
    return render(request, "equipment/round_close.html", {"round": found, "left": left[:200], "count": left.count()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who signed the report."""
    found = fetch_round(request, pk, kept=True)
    form = SignForm(request.POST or None)
    if form.is_valid():
        try:
            actions.sign_round(found, name=form.cleaned_data["name"], by=request.user)
        except EquipmentError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The signature is noted."))
            return redirect("equipment:round", pk=found.pk)
    return render(request, "equipment/round_sign.html", {"round": found, "form": form})


@require_safe
@login_required
def round_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of a verification, to be printed and signed."""
    found = fetch_round(request, pk)
    content = io.BytesIO(round_pdf(found, at=timezone.now()))
    what = _("verification")
    name = f"{what}-{found.office.code}-{found.opened_at:%Y-%m-%d}.pdf"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")


@require_safe
@login_required
def label(request: HttpRequest, tag: str) -> HttpResponse:
    """What the QR of a label leads to: the asset; while its office verifies, one tap to say that it is here.

    A tag that the reader may not see is not there (404), known or not; to who keeps an office that verifies, either
    leads to that verification.
    """
    tag = tag.upper()
    found = Asset.objects.visible_to(request.user).with_places().filter(tag=tag).first()
    running = VerificationRound.objects.kept_by(request.user).running().select_related("office__country")
    if found is None:
        verification = get_object_or_404(running[:1])
        return redirect(f"{verification.get_absolute_url()}?tag={tag[:30]}#see")
    verification = running.filter(office=found.office_id).first()
    if verification is None:
        return redirect("equipment:asset", pk=found.pk)
    row = verification.rows.filter(tag=tag).select_related("seen_in").first()
    room = room_of_visit(request, verification)
    context = {
        "asset": found,
        "round": verification,
        "counts": VerificationRound.objects.filter(pk=verification.pk).with_counts().get(),
        "row": row,
        "is_seen": row is not None and row.seen_at is not None,
        "room": room,
        "rooms": OfficeRoom.objects.filter(office=found.office_id).order_by("name"),
        "asks_room": room is None or bool(request.GET.get("room")),
    }
    return render(request, "equipment/label.html", context)
