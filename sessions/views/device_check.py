"""The page on which a device and a line are tried, and the bounded bytes that the line is measured with.

Guests reach it by the invitation that their browser came by; without an account no result of theirs is kept. This page
alone has camera and microphone for itself, which the roof's zones say; what is tried stays in the browser but for the
result that the reader keeps.
"""

import secrets
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conferencing.device_checks import NEEDS, keep_device_check
from conferencing.device_models import DeviceCheck
from sessions.forms import DeviceCheckForm
from sessions.views.guests import invited_here

MOST_BYTES = 512 * 1024
MOST_MEASURES, WITHIN_SECONDS = 60, 600
TOO_MANY = 429
View = Callable[[HttpRequest], HttpResponse]


def _for_who_enters(view: View) -> View:
    """For members, and for whoever holds a guest's invitation to a session that is still to end; others sign in."""
    for_members = login_required(view)

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        is_guest = not request.user.is_authenticated and invited_here(request) is not None
        return (view if is_guest else for_members)(request)

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@_for_who_enters
def device_check(request: HttpRequest) -> HttpResponse:
    """What is tried and what it means, in words that a script fills in; a member's POST keeps the result."""
    if not request.user.is_authenticated:
        return render(request, "sessions/device_check.html", {"needs": NEEDS, "most_bytes": MOST_BYTES})
    form = DeviceCheckForm(request.POST or None, user=request.user)
    if form.is_valid():
        keep_device_check(**form.cleaned_data, by=request.user)
        if form.cleaned_data.get("room"):
            messages.success(request, _("The result is kept, and the line stands in the record of the room."))
        else:
            messages.success(request, _("The result is kept. You alone read it here."))
        return redirect("sessions:device_check")
    kept = DeviceCheck.objects.filter(person=request.user.person_id).first()
    context = {"form": form, "kept": kept, "needs": NEEDS, "most_bytes": MOST_BYTES}
    return render(request, "sessions/device_check.html", context)


def _measured(view: View) -> View:
    """At most sixty measurements in ten minutes for one account or invitation: the line measured is ours as well."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        invited = None if request.user.is_authenticated else invited_here(request)
        key = f"device_check:{invited.pk if invited else request.user.pk}"
        cache.add(key, 0, WITHIN_SECONDS)
        try:
            is_too_much = cache.incr(key) > MOST_MEASURES
        except ValueError:  # it ran out between the two
            is_too_much = False
        return HttpResponse(status=TOO_MANY) if is_too_much else view(request)

    return answer


@require_safe
@_for_who_enters
@_measured
def measure_down(request: HttpRequest) -> HttpResponse:
    """As many random bytes as are asked for, 512 kB at most: nothing on the way can press them together."""
    asked = request.GET.get("bytes", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < len(str(MOST_BYTES)) + 1 else 1
    return HttpResponse(secrets.token_bytes(min(number, MOST_BYTES)), content_type="application/octet-stream")


@require_POST
@_for_who_enters
@_measured
def measure_up(request: HttpRequest) -> HttpResponse:
    """Bytes that come are counted by the sender and kept by nobody; more than 512 kB are refused unread."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return HttpResponse(status=413)
    while request.read(64 * 1024):
        pass
    return HttpResponse(status=204)
