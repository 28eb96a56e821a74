"""What Django and allauth announce about signing in, handed to our own actions."""

from allauth.account.internal.flows.login import record_authentication
from django.utils import timezone

from network import actions
from network.second_factor import FACTORS
from network.session_marks import set_marks


def begin_session(sender, request, user, **_kwargs):
    """Every session that begins is marked, by whatever door; what door it was, its means tell."""
    now = timezone.now()
    set_marks(request.session, user, at=now)
    if not request.session.session_key:
        request.session.save()  # after another account's session was flushed there is none yet
    agent = request.META.get("HTTP_USER_AGENT", "")
    actions.note_device(user, session_key=request.session.session_key, user_agent=agent, at=now)


def _renew_key(request):
    """The session goes on under another key after each step up (OWASP ASVS 7.2.4)."""
    former = request.session.session_key
    request.session.cycle_key()
    actions.note_new_key(former, request.session.session_key)


def note_added_factor(sender, request, user, authenticator, **_kwargs):
    """Whoever has just enrolled a factor has just shown it."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
        _renew_key(request)
        actions.note_added_factor(user, kind=authenticator.type, by=user)


def note_removed_factor(sender, request, user, authenticator, **_kwargs):
    if authenticator.type in FACTORS:
        actions.note_removed_factor(user, kind=authenticator.type, by=user)


def note_renewed_codes(sender, request, user, authenticator, **_kwargs):
    actions.note_renewed_codes(user, by=user)


def note_used_factor(sender, request, user, authenticator, reauthenticated, **_kwargs):
    if authenticator.type not in FACTORS:
        authenticator.refresh_from_db()  # allauth marked the code on a copy of the row
        left = len(authenticator.wrap().get_unused_codes())
        actions.note_used_code(user, left=left, by=user)
    if reauthenticated:
        _renew_key(request)
