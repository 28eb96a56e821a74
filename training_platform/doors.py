"""The one way into the admin: Wagtail's own sign-in is closed, the platform's stands for it."""

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache


@never_cache
def admin_door(request: HttpRequest) -> HttpResponse:
    """To the sign-in. Who is signed in and still sent here has no right to the admin: no circle, a plain no."""
    if request.user.is_authenticated:
        list(get_messages(request))  # Wagtail's sentence on this, in English: the page that follows says it better
        raise PermissionDenied
    way = request.GET.urlencode(safe="/")
    return redirect(f"{reverse('account_login')}?{way}")
