"""allauth's questions, answered for a network that nobody joins by themselves (N3) and whose members are targets."""

import math
import time
from typing import NoReturn

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_login_redirect_url
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import parse_rates
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from network import actions
from network.login_codes import draw_nonce
from network.session_marks import ways_of

TOO_MANY_REQUESTS = 429
SHORT_WAIT = 1  # minutes
# What allauth says when a limit is reached, and whose limit that is.
LIMITS = {"too_many_login_attempts": "login_failed", "rate_limited": "login_failed"}


class ClosedDoor(DefaultAccountAdapter):
    """No sign-up, no letter of allauth's own, no answer that tells which accounts there are."""

    def is_open_for_signup(self, request) -> bool:
        """Accounts are made by the Secretariat or an office's contact point, never by a stranger."""
        return False

    # --- Letters ----------------------------------------------------------------------------------------------------
    def generate_login_code(self) -> str:
        """What allauth takes for the code is the nonce from which the code is made (:mod:`network.login_codes`)."""
        return draw_nonce()

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Leave the nonce of the one letter of allauth's for the view, which does the same work for nobody's address.

        Any other letter would leave by allauth's own way: there is none.
        """
        if template_prefix != "account/email/login_code":
            raise ValueError(f"allauth wants to send {template_prefix}: write it as a letter of the network.")
        self.request.code_nonce = context["code"]

    def send_notification_mail(self, template_prefix: str, user, context=None, email=None) -> None:
        """Nothing: what is to be told, :mod:`network.receivers` lets the network tell, in the recipient's language."""

    # --- Who gets in ------------------------------------------------------------------------------------------------
    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Count the try; past the limit nobody gets in for a while, with the right password neither."""
        try:
            super().pre_authenticate(request, **credentials)
        except ImmediateHttpResponse:
            self._note_refusal(credentials.get("email", ""))
            raise

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """One count for each account, whatever host name the request bears and however the address is written."""
        return f"sign-in:{credentials.get('email', '').strip().lower()}"

    def _note_refusal(self, email: str) -> None:
        """One line in the audit book for each account and five minutes, however many tries follow."""
        tries, seconds = _limit("login_failed", "key")
        if cache.add(f"network.refused:{self._get_login_attempts_cache_key(None, email=email)}", 1, timeout=seconds):
            actions.note_refused_sign_ins(email, tries=tries)

    def pre_login(self, request, user, **_how) -> HttpResponse | None:
        """A code or a passkey of an account that is closed or not activated opens nothing."""
        if user.may_sign_in:
            return None
        clear_login(request)
        messages.error(request, self.error_messages["email_password_mismatch"])
        return redirect("account_login")

    def post_login(self, request, user, *, redirect_url, **_how) -> HttpResponse:
        """Note who got in and how; to the page asked for, without a greeting."""
        actions.note_sign_in(user, how=ways_of(request), by=user)
        return redirect(get_login_redirect_url(request, redirect_url))

    def is_reauthentication_required(self, *, app: str, **_more) -> bool:
        """A sign-in of the last five minutes counts: nobody types the password twice to enrol a first factor."""
        records = get_authentication_records(context.request, context.request.user)
        return not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT

    # --- Limits -----------------------------------------------------------------------------------------------------
    def validation_error(self, code, *args) -> ValidationError:
        """A limit that is reached is no mistake in a field: it is a page that says when to come back."""
        if code in LIMITS:
            self._refuse(LIMITS[code])
        return super().validation_error(code, *args)

    def refuse_code(self) -> NoReturn:
        """Too many codes were asked for this address."""
        self._refuse("request_login_code")

    def _refuse(self, limit: str) -> NoReturn:
        _tries, seconds = _limit(limit, "key")
        raise ImmediateHttpResponse(too_many(context.request, minutes=math.ceil(seconds / 60)))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The last hop that a trusted proxy vouches for; a header that does not fit our proxies is not believed."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            return request.META["REMOTE_ADDR"]

    # --- Ways -------------------------------------------------------------------------------------------------------
    def is_safe_url(self, url: str) -> bool:
        """On the very host that was asked, or without any."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())


def too_many(request: HttpRequest, *, minutes: int = SHORT_WAIT) -> HttpResponse:
    """Too many tries: when to come back, in words and for machines (RFC 6585 4)."""
    page = render(request, "429.html", {"minutes": minutes}, status=TOO_MANY_REQUESTS)
    page["Retry-After"] = str(minutes * 60)
    return page


def _limit(action: str, per: str) -> tuple[int, int]:
    """How many tries in how many seconds."""
    rates = {rate.per: rate for rate in parse_rates(app_settings.RATE_LIMITS[action])}
    return rates[per].amount, int(rates[per].duration)
