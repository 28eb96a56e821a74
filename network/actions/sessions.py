"""Sessions and their devices: begun, seen, ended one by one or all together."""

from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import F

from foundations.audit.actions import record_event
from network.devices import device_of
from network.models import User

# Where a session came from is not kept: the address says too much of where somebody is, and helps nobody to tell
# their devices apart. The column wants a value; this is "no address" (RFC 4291 2.5.2).
NO_ADDRESS = "::"


@transaction.atomic
def end_sessions(user: User, *, by: User | None, at: datetime | None = None) -> None:
    """End every session of ``user`` with this transaction, on every worker: the next request is a stranger's."""
    User.objects.filter(pk=user.pk).update(sessions_epoch=F("sessions_epoch") + 1)
    user.refresh_from_db(fields=["sessions_epoch"])
    record_event("network.sessions_ended", user.person, by=by, at=at)


@transaction.atomic
def end_session(device: UserSession, *, by: User, at: datetime | None = None) -> None:
    """End one session, at once and on every worker. Ended already: nothing."""
    removed, _rows = UserSession.objects.filter(pk=device.pk).delete()
    _forget_session(device.session_key)
    if removed:
        record_event("network.session_ended", device.user.person, by=by, at=at, why="elsewhere")


@transaction.atomic
def note_ended_session(user: User, session_key: str, *, why: str, by: User, at: datetime) -> None:
    """A session came to its end by itself: ``why`` is one of :data:`network.rules.ENDS`."""
    UserSession.objects.filter(session_key=session_key).delete()
    record_event("network.session_ended", user.person, by=by, at=at, why=why)


@transaction.atomic
def note_sign_in(user: User, *, how: list[str], by: User, at: datetime | None = None) -> None:
    """Somebody got in; ``how`` are the means, such as ``password`` and ``totp``."""
    record_event("network.signed_in", user.person, by=by, at=at, how=how)


@transaction.atomic
def note_sign_out(user: User, session_key: str, *, by: User, at: datetime | None = None) -> None:
    """Somebody left by the door."""
    UserSession.objects.filter(session_key=session_key).delete()
    record_event("network.signed_out", user.person, by=by, at=at)


@transaction.atomic
def note_refused_sign_ins(email: str, *, tries: int, at: datetime | None = None) -> None:
    """So many tries upon the account of ``email`` that no more are let through for a while. No address is kept."""
    user = User.objects.select_related("person").filter(email__iexact=email).first()
    record_event("network.sign_in_refused", user.person if user else None, at=at, tries=tries)


def note_device(user: User, *, session_key: str, user_agent: str, at: datetime) -> None:
    """Remember with which browser a session began, in words."""
    UserSession.objects.update_or_create(
        session_key=session_key,
        defaults={
            "user": user,
            "ip": NO_ADDRESS,
            "user_agent": device_of(user_agent),
            "created_at": at,
            "last_seen_at": at,
        },
    )


def note_presence(session_key: str, *, at: datetime) -> None:
    """The session's person is there."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)


def note_new_key(former: str, session_key: str) -> None:
    """The session goes on under another key."""
    UserSession.objects.filter(session_key=former).update(session_key=session_key)


def _forget_session(session_key: str) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore().delete(session_key)
