"""What a session carries of its sign-in, and by which means it was opened."""

from datetime import datetime

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from network.models import User
from network.rules import SessionMarks, standing_mark

BEGAN, SEEN, STANDING = "network.began", "network.seen", "network.standing"
SECOND_FACTOR = "mfa"
DEMO = "demo"  # the demonstration's one click


def set_marks(session: SessionBase, user: User, *, at: datetime) -> None:
    """Mark a session that begins."""
    session[BEGAN] = session[SEEN] = int(at.timestamp())
    session[STANDING] = standing_mark(user.standing_at(at), is_superuser=user.is_superuser)


def marks_of(session: SessionBase) -> SessionMarks | None:
    """The marks; ``None`` for a session that did not begin at our door."""
    if not (session.get(BEGAN) and session.get(STANDING)):
        return None
    return SessionMarks(began=session[BEGAN], seen=session.get(SEEN, session[BEGAN]), standing=session[STANDING])


def ways_of(request: HttpRequest) -> list[str]:
    """By which means the session was opened: ``password``, ``code``, ``demo``, and kinds of second factors."""
    return [str(record.get("type", record["method"])) for record in get_authentication_records(request, request.user)]


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session has passed a second factor. The demonstration's door counts, in the demonstration alone."""
    passed = {record["method"] for record in get_authentication_records(request, request.user)}
    return SECOND_FACTOR in passed or (settings.DEMO and DEMO in passed)
