"""Where I am signed in, and how to end it."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from network import actions
from network.models import User
from network.rules import longest_rest


@never_cache
@require_safe
@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """Every session that lasts, with its browser and system in words; this one first."""
    rows = _lasting_sessions(request.user)
    current = request.session.session_key
    context = {
        "here": next((row for row in rows if row.session_key == current), None),
        "elsewhere": [row for row in rows if row.session_key != current],
    }
    return render(request, "network/devices.html", context)


def _lasting_sessions(user: User) -> list[UserSession]:
    """There still, not ended by a new password or epoch, and not resting too long; the last seen first."""
    since = timezone.now() - longest_rest(user.standing, is_superuser=user.is_superuser)
    rows = (row for row in UserSession.objects.purge_and_list(user) if row.last_seen_at > since)
    return sorted(rows, key=lambda row: row.last_seen_at, reverse=True)


@require_POST
@login_required
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my other sessions; this one ends by signing out."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    actions.end_session(get_object_or_404(others, pk=pk), by=request.user)
    messages.success(request, _("That session has ended."))
    return redirect("usersessions_list")


@require_POST
@login_required
def devices_end_others(request: HttpRequest) -> HttpResponse:
    """End all of my sessions but this one, which goes on under another key."""
    former = request.session.session_key
    actions.end_sessions(request.user, by=request.user)
    update_session_auth_hash(request, request.user)
    actions.note_new_key(former, request.session.session_key)
    messages.success(request, _("Every other session of yours has ended."))
    return redirect("usersessions_list")
