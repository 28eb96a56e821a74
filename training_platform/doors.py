"""The one way into the admin: Wagtail's own sign-in is closed, the platform's stands for it."""

from django.contrib.auth import logout
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from network.actions import note_sign_out
from network.views.signing_in import CLEAR


@never_cache
def admin_door(request: HttpRequest) -> HttpResponse:
    """To the sign-in. Who is signed in and still sent here has no right to the admin: no circle, a plain no."""
    if request.user.is_authenticated:
        list(get_messages(request))  # Wagtail's sentence on this, in English: the page that follows says it better
        raise PermissionDenied
    way = request.GET.urlencode(safe="/")
    return redirect(f"{reverse('account_login')}?{way}")


@require_POST
def admin_sign_out(request: HttpRequest) -> HttpResponse:
    """The admin's button to leave. Wagtail's own answers 405 to a GET and forgets the session all the same."""
    user, key = request.user, request.session.session_key
    logout(request)
    if user.is_authenticated:
        note_sign_out(user, key, by=user)
    response = redirect("account_login")
    response["Clear-Site-Data"] = CLEAR
    return response


def no_screen(_request: HttpRequest, **_keys: int) -> HttpResponse:
    """In place of Wagtail's screens that fail on purpose or give rights away: there is nothing here."""
    raise Http404
