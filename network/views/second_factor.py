"""Passkeys, applications that show codes, recovery codes: allauth's screens, where ours ask more."""

import json
from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.models import User
from network.rules import is_guarded
from network.second_factor import kinds_of, may_remove, passkeys_work
from network.views.signing_in import door, shut_without_limits


class Overview(base.IndexView):
    """Which second factors I have, and whether I need one."""

    def get_context_data(self, **kwargs) -> dict:
        """What the page says differs for who must, who may, and where passkeys cannot work."""
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "is_required": is_guarded(user.standing, is_superuser=user.is_superuser),
            "kinds": kinds_of(user),
            "passkeys_work": passkeys_work(),
        }


class Challenge:
    """What the browser needs to make or show a passkey, for an attribute of the form: nothing is written inline."""

    def get_context_data(self, **kwargs) -> dict:
        """``passkey_options`` as JSON."""
        context = super().get_context_data(**kwargs)
        return context | {
            "passkey_options": json.dumps(context.get("js_data", {}), cls=DjangoJSONEncoder),
            "passkeys_work": passkeys_work(),
        }


class ShowFactor(Challenge, base.AuthenticateView):
    """The second step of the sign-in."""

    def get_context_data(self, **kwargs) -> dict:
        """Which of the ways are the reader's own."""
        kinds = kinds_of(self.stage.login.user)
        context = {"has_passkey": "webauthn" in kinds, "has_application": "totp" in kinds}
        return super().get_context_data(**kwargs) | context


class PasskeysOnly:
    """A screen that is not there where browsers make no passkeys."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """On a platform that is called by a bare number."""
        if not passkeys_work():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class AddPasskey(PasskeysOnly, Challenge, webauthn.AddWebAuthnView):
    """Enrol a passkey."""


class Keep:
    """Removing a factor, under the lock of its account: of two removals at once one still finds the other."""

    def form_valid(self, form) -> HttpResponse:
        """Unless it is the last one of somebody who must have one."""
        with transaction.atomic():
            User.objects.select_for_update(of=("self",)).get(pk=self.request.user.pk)
            authenticator = getattr(self, "authenticator", None) or self.get_object()
            if may_remove(authenticator):
                return super().form_valid(form)
        messages.error(self.request, _("Your role requires a second factor: add another one before you remove this."))
        return redirect("mfa_index")


class RemovePasskey(Keep, webauthn.RemoveWebAuthnView):
    """Take a passkey off. Somebody else's is not there."""

    success_url = None

    def get_success_url(self) -> str:
        """Back to the overview."""
        return redirect("mfa_index").url


class RemoveApplication(Keep, totp.DeactivateTOTPView):
    """Take the application off."""


class VerifyPasskey(PasskeysOnly, Challenge, webauthn.ReauthenticateWebAuthnView):
    """The passkey once more, before a change that asks for it, or for a session that lacks it."""

    def form_invalid(self, form) -> HttpResponse:
        """Stay here: allauth would lead to the sign-in."""
        messages.error(self.request, get_adapter().error_messages["incorrect_code"])
        return redirect(self.passthrough_next_url(self.request.path))


class PasskeySignIn(webauthn.LoginWebAuthnView):
    """Sign in with a passkey alone."""


def own(view: type) -> Callable:
    """A screen of the signed-in: never kept by a browser, shut while tries cannot be counted."""
    return shut_without_limits(never_cache(method_decorator(login_required, name="dispatch")(view).as_view()))


show_factor = door(ShowFactor)
overview = own(Overview)
verify_code = own(base.ReauthenticateView)
verify_passkey = own(VerifyPasskey)
add_application = own(totp.ActivateTOTPView)
remove_application = own(RemoveApplication)
add_passkey = own(AddPasskey)
rename_passkey = own(webauthn.EditWebAuthnView)
remove_passkey = own(RemovePasskey)
show_codes = own(recovery_codes.ViewRecoveryCodesView)
renew_codes = own(recovery_codes.GenerateRecoveryCodesView)
passkey_sign_in = shut_without_limits(never_cache(PasskeySignIn.as_view()))
