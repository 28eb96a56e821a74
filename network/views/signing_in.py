"""Signing in and out, the password and the steps between: allauth's screens, where ours do more or say less.

They are classes because allauth's are; what is ours alone stands in functions.
"""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from network import actions
from network.login_codes import draw_nonce
from network.second_factor import passkeys_work

AWAY = 503
CLEAR = '"cache", "storage"'  # Clear-Site-Data: nothing of the reader stays in the browser (W3C, ASVS 14.3.1)

WHY = {
    "rest": gettext_lazy("Nobody used the platform for a while, so you were signed out. Sign in to go on."),
    "length": gettext_lazy("Sessions last twelve hours at most. Sign in to go on."),
    "standing": gettext_lazy("Your roles have changed since you signed in. Sign in to go on with the new ones."),
    "door": gettext_lazy("This session cannot be used any more. Sign in to go on."),
    "elsewhere": gettext_lazy(
        "This session was ended: from another device, by a new password, or because the account changed. "
        "Sign in to go on."
    ),
}


def shut_without_limits(view: Callable) -> Callable:
    """A view that counts tries; while nothing can be counted it lets nobody in, and says so (fail closed)."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (RedisError, ConnectionError, OperationalError):
            page = render(request, "503.html", status=AWAY)
            page["Retry-After"] = "60"
            return page

    return answer


class SignIn(account.LoginView):
    """E-mail and password; beside them the passkey and the code by letter."""

    def get_context_data(self, **kwargs) -> dict:
        """With the reason why somebody was signed out, and what is possible here."""
        return super().get_context_data(**kwargs) | {
            "why": WHY.get(self.request.GET.get("why", "")),
            "passkeys_work": passkeys_work(),
        }


class SignOut(account.LogoutView):
    """A page that asks, and a button that does."""

    def post(self, *args, **kwargs) -> HttpResponse:
        """Leave, and let the browser forget."""
        user, key = self.request.user, self.request.session.session_key
        response = super().post(*args, **kwargs)
        if user.is_authenticated:
            actions.note_sign_out(user, key, by=user)
        response["Clear-Site-Data"] = CLEAR
        return response


class AskCode(account.RequestLoginCodeView):
    """A code by letter, instead of the password."""

    def form_valid(self, form) -> HttpResponse:
        """The same work for an address that nobody has: a job that sends nothing (allauth draws no nonce for it)."""
        response = super().form_valid(form)
        actions.ask_for_code(form._user, nonce=getattr(self.request, "code_nonce", "") or draw_nonce())
        return response


class ChangePassword(account.PasswordChangeView):
    """Asks for the old password; ends every other session."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Who has no password of their own yet asks for one by letter."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("network:forgotten_password")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """This session goes on, under another key."""
        user, former = self.request.user, self.request.session.session_key
        actions.change_password(user, password=form.cleaned_data["password1"], by=user)
        update_session_auth_hash(self.request, user)
        actions.note_new_key(former, self.request.session.session_key)
        messages.success(self.request, _("Your password is changed. Every other session of yours has ended."))
        return redirect("my_account")


def door(view: type) -> Callable:
    """A screen that whoever has no session yet may ask: its posts are counted by address, and fail closed."""
    counted = rate_limit(action="login")(never_cache(view.as_view()))
    return shut_without_limits(counted)


sign_in = shut_without_limits(SignIn.as_view())
sign_out = SignOut.as_view()
ask_code = door(AskCode)
type_code = door(account.ConfirmLoginCodeView)
change_password = shut_without_limits(never_cache(ChangePassword.as_view()))
password_again = shut_without_limits(never_cache(account.ReauthenticateView.as_view()))
