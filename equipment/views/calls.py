"""Test calls of a room: noted, corrected, withdrawn."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipment import actions
from equipment.errors import EquipmentError
from equipment.models import TestCall
from equipment.room_forms import CorrectCallForm, TestCallForm, WithdrawCallForm
from equipment.views.rooms import fetch_kept_room


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def test_call(request: HttpRequest, room_id: int) -> HttpResponse:
    """Note how a test call of a room that one keeps went; of a session, where its page led here."""
    found = fetch_kept_room(request, room_id)
    session = _session_of(request)
    form = TestCallForm(request.POST or None, room=found, initial={"session": session})
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.record_test_call(
                found, video=told["video"], audio=told["audio"], sharing=told["sharing"], made_at=told["made_at"],
                line=form.line, note=told["note"], session=told["session"], by=request.user,
            )  # fmt: skip
        except EquipmentError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The test call is noted."))
            return redirect("equipment:room", room_id=found.pk)
    context = {"room": found, "office": found.office, "form": form, "session": session}
    return render(request, "equipment/test_call.html", context)


def _session_of(request: HttpRequest) -> uuid.UUID | None:
    """The session that a call is for, as the address or what was posted names it; ``None`` for what is no key."""
    try:
        return uuid.UUID(request.POST.get("session") or request.GET.get("session", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def call_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was noted of a call, while that is possible; and the way to withdraw it."""
    call = _fetch_changed(request, pk)
    may_correct = TestCall.objects.corrected_by(request.user).filter(pk=call.pk).exists()
    form = CorrectCallForm(request.POST or None, call=call) if may_correct else None
    if form is not None and form.is_valid():
        told = form.cleaned_data
        try:
            actions.correct_test_call(
                call, video=told["video"], audio=told["audio"], sharing=told["sharing"], line=form.line,
                note=told["note"], by=request.user,
            )  # fmt: skip
        except EquipmentError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The test call is corrected, and the readiness of the room read anew."))
            return redirect("equipment:room", room_id=call.room_id)
    return _call_page(request, call, form, WithdrawCallForm())


@require_POST
@login_required
def call_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a call back, with the reason: it stays in the record and counts no more."""
    call = _fetch_changed(request, pk)
    form = WithdrawCallForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_test_call(call, reason=form.cleaned_data["reason"], by=request.user)
        except EquipmentError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The test call does not count any more, and stays in the record."))
            return redirect("equipment:room", room_id=call.room_id)
    may_correct = TestCall.objects.corrected_by(request.user).filter(pk=call.pk).exists()
    return _call_page(request, call, CorrectCallForm(call=call) if may_correct else None, form)


def _call_page(
    request: HttpRequest, call: TestCall, form: CorrectCallForm | None, withdrawal: WithdrawCallForm
) -> HttpResponse:
    context = {"call": call, "room": call.room, "office": call.room.office, "form": form, "withdrawal": withdrawal}
    return render(request, "equipment/call_change.html", context)


def _fetch_changed(request: HttpRequest, pk: int) -> TestCall:
    """A call that counts and that the reader may take back; a stranger gets 404."""
    calls = TestCall.objects.counting().changed_by(request.user)
    return get_object_or_404(calls.select_related("room__office__country"), pk=pk)
