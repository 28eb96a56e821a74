"""Pages that a letter's link opens, and the page that asks for such a letter.

The address with the token is left at once: it puts the link's key (never the token, which would then lie in the
database with the session) into the session and leads to an address without it, as Django's own reset does. Only that
first answer says ``no-referrer``: on a page with a form it would make browsers send ``Origin: null``, which the
protection against forged requests refuses.
"""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network import actions
from network.errors import LinkError
from network.forms import ActivationForm, ForgottenPasswordForm, NewPasswordForm
from network.models import SecretLink
from network.rules import token_digest

Purpose = SecretLink.Purpose
GONE, TOO_MANY = 410, 429
ATTEMPTS = "reset_password"  # a name of allauth's: 20 a minute from one address of the net, 5 for one of mail


@never_cache
@require_safe
def activation_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter to the activation page."""
    return _take_in_hand(request, token, Purpose.ACTIVATION, "network:activation")


@never_cache
@require_safe
def password_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter to the page of the new password."""
    return _take_in_hand(request, token, Purpose.PASSWORD_RESET, "network:new_password")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activation(request: HttpRequest) -> HttpResponse:
    """The purpose of the data, one's name, office and clock, and a password; then to the sign-in, signed out."""
    link = _link_in_hand(request, Purpose.ACTIVATION)
    if link is None:
        return _ended(request)
    form = ActivationForm(request.POST or None, user=link.user)
    if not form.is_valid():
        context = {"form": form, "person": link.user.person, "kept_months": settings.EVIDENCE_KEPT_MONTHS}
        return render(request, "network/activation.html", context)
    chosen = {"password": form.cleaned_data["password"], "time_zone": form.cleaned_data["time_zone"]}
    try:
        actions.activate_account(link, **chosen, by=link.user)
    except LinkError:
        return _ended(request)
    return _to_sign_in(request, _("Your account is active. Sign in with the password you have just chosen."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Another password instead of the forgotten one; every session ends, and the second factor is still asked."""
    link = _link_in_hand(request, Purpose.PASSWORD_RESET)
    if link is None:
        return _ended(request)
    form = NewPasswordForm(request.POST or None, user=link.user)
    if not form.is_valid():
        return render(request, "network/new_password.html", {"form": form})
    try:
        actions.reset_password(link, password=form.cleaned_data["password"], by=link.user)
    except LinkError:
        return _ended(request)
    return _to_sign_in(request, _("Your new password is set and every session has ended. Sign in with it."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """One field. Whatever is typed, the answer is the same: what follows, follows by letter."""
    form = ForgottenPasswordForm(request.POST or None)
    asked = request.POST.get("email", "").strip().lower()
    # A HEAD is no question either, though allauth would count it.
    if request.method == "POST" and not ratelimit.consume(request, action=ATTEMPTS, key=asked):
        form.add_error(None, _("Too many questions from here. Wait a minute and ask again."))
        return render(request, "network/forgotten_password.html", {"form": form}, status=TOO_MANY)
    if not form.is_valid():
        return render(request, "network/forgotten_password.html", {"form": form})
    actions.ask_for_password(form.cleaned_data["email"])
    return redirect("network:forgotten_password_sent")


@require_safe
def forgotten_password_sent(request: HttpRequest) -> HttpResponse:
    """What to expect, in words that hold for everybody."""
    return render(request, "network/forgotten_password_sent.html")


def _take_in_hand(request: HttpRequest, token: str, purpose: Purpose, page: str) -> HttpResponse:
    """Put the link's key into a session under a new key, so that a session planted beforehand gains nothing."""
    links = SecretLink.objects.live(timezone.now()).filter(purpose=purpose, token_hash=token_digest(token))
    key = links.values_list("pk", flat=True).first()
    if key is not None:
        if not request.user.is_authenticated:  # whoever is, got a key of their own on signing in
            request.session.cycle_key()
        request.session[_place(purpose)] = key
    else:
        request.session.pop(_place(purpose), None)
    response = redirect(page)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _link_in_hand(request: HttpRequest, purpose: Purpose) -> SecretLink | None:
    """The link that this session came by, if it is still good."""
    key = request.session.get(_place(purpose))
    links = SecretLink.objects.live(timezone.now()).select_related("user__person__office__country")
    return links.filter(pk=key, purpose=purpose).first()


def _place(purpose: Purpose) -> str:
    return f"network.link.{purpose}"


def _ended(request: HttpRequest) -> HttpResponse:
    """One page for links that are used, withdrawn, expired or never were: what to do now."""
    return render(request, "network/link_ended.html", status=GONE)


def _to_sign_in(request: HttpRequest, sentence: str) -> HttpResponse:
    """Signed out, whoever was signed in here: the next step proves the password, and asks for the second factor."""
    logout(request)
    messages.success(request, sentence)
    return redirect("account_login")
