"""The reader's clock and language for the length of one request; how long a session lasts, and what it may reach."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_from_path

from network.actions import note_ended_session, note_presence
from network.querysets import standing_of
from network.rules import SEEN_EVERY, end_of_session, is_guarded
from network.second_factor import kinds_of
from network.session_marks import SEEN, has_second_factor, marks_of, ways_of

# Asked by a page that lies open, not by its reader: no sign that anybody is there.
ASKED_BY_PAGES = ("/admin/editing-sessions/ping/",)

# What a session reaches that still lacks its second factor: out, and what has no reader at all.
ALWAYS_OPEN = frozenset({"account_logout", "wagtailadmin_logout", "health", "icon", "csp_report"})
# With a factor enrolled: to show it, and nothing that would add another one in its place.
TO_VERIFY = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
# With none: to enrol one. What is asked again before that is the password.
TO_ENROL = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
    }
)


class SessionLimits:
    """Ends sessions that rested or lasted too long, whose roles changed, or that began at another door than ours.

    The person reads why on the sign-in page and comes back to the page asked for. Sessions that were ended elsewhere
    (a new password, a closed account, :func:`network.actions.end_sessions`) are told so as well. OWASP ASVS 7.3, 7.4.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = SESSION_KEY in request.session
        if not request.user.is_authenticated:
            return _sign_out(request, "elsewhere", self.get_response) if was_signed_in else self.get_response(request)
        now = timezone.now()
        marks = marks_of(request.session) if ways_of(request) else None
        user = request.user
        why = end_of_session(marks, now=now.timestamp(), standing=user.standing, is_superuser=user.is_superuser)
        if why:
            note_ended_session(user, request.session.session_key, why=why, by=user, at=now)
            return _sign_out(request, why, self.get_response)
        if now.timestamp() - marks.seen >= SEEN_EVERY.total_seconds() and not request.path.startswith(ASKED_BY_PAGES):
            request.session[SEEN] = int(now.timestamp())
            note_presence(request.session.session_key, at=now)
        return self.get_response(request)


def _sign_out(request: HttpRequest, why: str, get_response) -> HttpResponse:
    """To the sign-in page, which says ``why`` and leads back to a page that was only to be read."""
    logout(request)
    sign_in = reverse("account_login")
    if request.path == sign_in:
        return get_response(request)
    way = {"why": why} | ({"next": request.get_full_path()} if request.method == "GET" else {})
    return redirect(f"{sign_in}?{urlencode(way, safe='/')}")


class SecondFactor:
    """Leads whoever must show a second factor to do so; until then such a session reaches nothing else.

    Required of guarded roles (:data:`network.rules.GUARDED_ROLES`), and asked of everybody who has one enrolled. A
    whitelist of URL names, so that a new address is closed until somebody opens it (CVE-2019-16766). ASVS 6.3.3.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, _view, _args, _kwargs):
        if not request.user.is_authenticated or has_second_factor(request):
            return None
        name = request.resolver_match.view_name
        if name in ALWAYS_OPEN:
            return None
        kinds = kinds_of(request.user)
        if kinds:
            page = "mfa_reauthenticate_webauthn" if kinds == {"webauthn"} else "mfa_reauthenticate"
            return None if name in TO_VERIFY else _lead(request, page)
        if is_guarded(standing_of(request.user), is_superuser=request.user.is_superuser):
            return None if name in TO_ENROL else _lead(request, "mfa_index")
        return None


def _lead(request: HttpRequest, page: str) -> HttpResponse:
    way = f"?{urlencode({'next': request.get_full_path()}, safe='/')}" if request.method == "GET" else ""
    return redirect(f"{reverse(page)}{way}")


class ReadersClock:
    """Tell the hour in the zone of the signed-in reader; otherwise in the platform's own.

    Addresses without a language, the administration above all, speak the language of the reader's account.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            language = get_language_from_path(request.path_info) or request.user.language
            with timezone.override(ZoneInfo(request.user.person.time_zone)), translation.override(language):
                return self.get_response(request)
        return self.get_response(request)
