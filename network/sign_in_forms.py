"""allauth's forms of signing in, where this network asks more of them or says less."""

import json
import time
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from network.backends import account_of
from network.login_codes import is_code_of, is_fresh
from network.models import User


class AskCodeForm(RequestLoginCodeForm):
    """The address to which a code shall go. One question to the database, whatever is typed."""

    def clean_email(self) -> str:
        """The account that may sign in, if there is one, is left in ``_user``; the reader is not told."""
        email = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code", key=email.lower()):
            get_account_adapter().refuse_code()
        user = account_of(email)
        self._user = user if user is not None and user.may_sign_in else None
        return email


class TypeCodeForm(ConfirmLoginCodeForm):
    """The code of the letter. What allauth takes for the code is the nonce alone (:mod:`network.login_codes`)."""

    code = forms.CharField(
        label=_("Code of the e-mail"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Right, and not older than ten minutes."""
        code, nonce = self.cleaned_data["code"], self.expected_code or ""
        if not is_code_of(nonce, code) or not is_fresh(nonce, now=time.time()):
            raise get_adapter().validation_error("incorrect_code")
        return code


class OnceOnly:
    """Codes of an application are good once, in their half minute and those around it (RFC 6238 5.2)."""

    def clean_code(self) -> str:
        """As allauth does it; then nobody has used this code before."""
        code = super().clean_code()
        kind = getattr(self, "authenticator", None)
        if kind is None or kind.type == Authenticator.Type.TOTP:
            use_up(self.user, code)
        return code


def use_up(user: User, code: str) -> None:
    """Note that ``code`` was shown; a second time it is refused like a wrong one."""
    plain = "".join(digit for digit in code if digit.isdigit())
    lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    if not cache.add(f"network.totp:{user.pk}:{plain}", "used", timeout=lasts):
        raise get_adapter().validation_error("incorrect_code")


class ShowCodeForm(OnceOnly, AuthenticateForm):
    """At the sign-in: the code of the application, or a recovery code."""


class ShowCodeAgainForm(OnceOnly, ReauthenticateForm):
    """The same before a change that asks for it."""


class EnrolApplicationForm(OnceOnly, ActivateTOTPForm):
    """The first code of an application; it does not sign in afterwards."""


class OwnOrigin:
    """Passkeys answer for the page that asked them: ours and no other, not even one of a sister host (WebAuthn 7.2)."""

    def clean_credential(self) -> object:
        """Refused before anything else when it was asked for by another page."""
        inherited = getattr(super(), "clean_credential", None)
        if not is_from_here(self.cleaned_data["credential"]):
            raise get_adapter().validation_error("incorrect_code")
        return inherited() if inherited else self.cleaned_data["credential"]


def is_from_here(credential: object) -> bool:
    """Whether the browser says that a page under ``BASE_URL`` asked for this credential."""
    try:
        said = json.loads(websafe_decode(credential["response"]["clientDataJSON"]))  # type: ignore[index]
        ours, theirs = urlsplit(settings.BASE_URL), urlsplit(said["origin"])
    except (KeyError, TypeError, ValueError):
        return False
    return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)


class AddPasskeyForm(OwnOrigin, AddWebAuthnForm):
    """A new passkey: one that signs in by itself unless the reader wants it as a second factor only."""

    name = forms.CharField(label=_("Name of this passkey"), required=False, max_length=60)
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without the password"),
        required=False,
        initial=True,
        help_text=_("The device then asks for your finger, your face or its own code."),
    )


class ShowPasskeyForm(OwnOrigin, AuthenticateWebAuthnForm):
    """As a second factor at the sign-in."""


class ShowPasskeyAgainForm(OwnOrigin, ReauthenticateWebAuthnForm):
    """Before a change that asks for it."""


class PasskeySignInForm(OwnOrigin, LoginWebAuthnForm):
    """Instead of the password. A closed account's passkey is refused like an unknown one."""

    def clean_credential(self) -> Authenticator:
        """The passkey of an account that may sign in."""
        authenticator = super().clean_credential()
        if not authenticator.user.may_sign_in:
            raise ValidationError(get_adapter().error_messages["incorrect_code"], code="incorrect_code")
        return authenticator
