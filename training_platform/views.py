"""Doors of the roof: the icon that browsers ask for, and the demonstration's sign-in."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from foundations.audit.actions import record_event
from network.models import User
from network.session_marks import DEMO


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it unbidden where a page names no icon: answers of machines, documents."""
    return redirect(static("platform/icon.svg"), permanent=True)


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click into a demo account: with ``DEMO=1`` and from this very machine only; the audit book marks it."""
    if not settings.DEMO or not _comes_from_here(request):
        raise Http404
    user = get_object_or_404(User, email__iexact=request.POST.get("email", ""), is_active=True)
    logout(request)  # the means of a session are its own: those of another one are forgotten with it
    record_authentication(request, user, method=DEMO)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_event("training_platform.demo_signed_in", user.person, by=user)
    way = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(way, {request.get_host()}, require_https=request.is_secure())
    return redirect(way if is_ours else "home")


def _comes_from_here(request: HttpRequest) -> bool:
    """Asked by this machine for this machine, and through no proxy, whose own address would be this machine's."""
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    if any(request.headers.get(name) for name in ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")):
        return False
    return host in settings.LOOPBACK_HOSTS and request.META.get("REMOTE_ADDR") in settings.LOOPBACK_HOSTS
