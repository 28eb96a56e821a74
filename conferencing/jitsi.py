"""The window to Jitsi: who may enter which room, said in a token, and the address that carries it. Plain values only.

What is signed and what is checked follows the token rules of Prosody's plugins (mod_auth_token,
mod_token_verification, luajwtjitsi; HS256): the audience is one string, there is no leeway, and a token without an
end would be good for ever, so none is made. An outage or a restart of the video server needs no change here.
"""

import json
import secrets
import uuid
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import quote, urlencode, urlsplit

import jwt
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jwt.exceptions import InvalidSubjectError

from conferencing.errors import ConferencingError

ALGORITHM = "HS256"
CLOCK_SKEW = timedelta(seconds=60)
ANSWERS_WITHIN_SECONDS = 3
MODERATORS_ONLY = ("recording",)
NOBODYS = ("livestreaming", "transcription", "outbound-call", "inbound-call", "file-upload")
PAGE_CONFIG = {
    "startWithAudioMuted": True,
    "startWithVideoMuted": True,
    "disableInviteFunctions": True,
    "readOnlyName": True,
    "deeplinking.disabled": True,
}
# What a browser asks the room for, by what its line carries; every key is one that jitsi-meet takes from an address.
LINES: dict[str, dict[str, object]] = {
    "whole": {},
    "lean": {"resolution": 180, "channelLastN": 2, "maxFullResolutionParticipants": -1},
    "sound": {"startAudioOnly": True, "channelLastN": 0},
}
REFUSALS = {
    jwt.ExpiredSignatureError: ("expired", gettext_lazy("This way in has expired. Please join again.")),
    jwt.ImmatureSignatureError: ("too_early", gettext_lazy("This way in is not valid yet.")),
    jwt.InvalidAudienceError: ("audience", gettext_lazy("This way in was made for another video server.")),
    jwt.InvalidIssuerError: ("issuer", gettext_lazy("This way in was not made by this platform.")),
    InvalidSubjectError: ("domain", gettext_lazy("This way in was made for another video server.")),
    jwt.InvalidSignatureError: ("signature", gettext_lazy("This way in was not made by this platform.")),
    jwt.MissingRequiredClaimError: ("incomplete", gettext_lazy("This way in is incomplete.")),
}


@dataclass(frozen=True)
class Guest:
    """Whom a verified token speaks of."""

    id: str
    name: str
    is_moderator: bool
    expires_at: datetime


def is_practice() -> bool:
    """Whether the demo's practice room stands in for a video server."""
    return settings.DEMO and not settings.JITSI_URL


def is_configured() -> bool:
    """Whether anybody can be sent to a room at all."""
    return is_practice() or bool(settings.JITSI_URL and settings.JITSI_DOMAIN and settings.JITSI_TOKEN_SECRET)


def token_secret() -> str:
    """The secret shared with the video server; the practice room shares one with itself."""
    return settings.JITSI_TOKEN_SECRET or _practice_secret("token")


def events_secret() -> str:
    """What the video server's posts must carry; empty when nothing is set, and then nothing is let in."""
    return settings.JITSI_EVENTS_SECRET or _practice_secret("events")


def sign_token(
    *,
    room: str,
    identity: uuid.UUID,
    name: str,
    is_moderator: bool,
    expires_at: datetime,
    passes_lobby: bool = True,
    may_record: bool = False,
    at: datetime | None = None,
) -> str:
    """A token that lets one person into one room until ``expires_at``; it carries no e-mail.

    Without ``passes_lobby`` a moderator lets the holder in (token_lobby_bypass, jitsi-contrib). ``may_record`` is for
    moderators alone, and for nobody else whatever it says.
    Raises :class:`ValueError` when the room, the person, the end or the secret is missing or the end has passed.
    """
    now = at or timezone.now()
    secret = token_secret()
    if not (room and identity and expires_at and secret and settings.JITSI_DOMAIN) or expires_at <= now:
        raise ValueError("A token needs a room, an identity, an end to come, a domain and a secret.")
    claims = {
        "iss": settings.JITSI_APP_ID,
        "aud": settings.JITSI_AUDIENCE,
        "sub": settings.JITSI_DOMAIN,
        "room": room,
        "iat": int(now.timestamp()),
        "nbf": int((now - CLOCK_SKEW).timestamp()),
        "exp": int(expires_at.timestamp()),
        "jti": secrets.token_hex(16),
        "context": {
            "user": _user(identity, name, is_moderator=is_moderator, passes_lobby=passes_lobby),
            "features": _features(may_record=is_moderator and may_record),
        },
    }
    return jwt.encode(claims, secret, algorithm=ALGORITHM, headers={"typ": "JWT"})


def join_url(*, room: str, token: str, title: str, language: str, return_path: str = "", line: str = "whole") -> str:
    """Where the browser goes: the token stands in the fragment, which no server's log ever sees.

    ``line`` is what the reader's connection carries: the ``whole`` picture, a ``lean`` one, or ``sound`` alone.
    ``return_path`` is where the practice room leads back to; a real video server is not told.
    """
    fragment: dict[str, object] = {"jwt": token, "config.subject": title}
    fragment |= {f"config.{key}": value for key, value in (PAGE_CONFIG | LINES[line]).items()}
    quoted = "&".join(f"{key}={quote(json.dumps(value), safe='')}" for key, value in fragment.items())
    if is_practice():
        query = urlencode({"lang": language, "back": return_path})
        return f"{settings.BASE_URL}/jitsi/practice/{room}?{query}#{quoted}"
    return f"{settings.JITSI_URL}/{room}?{urlencode({'lang': language})}#{quoted}"


def verify_token(token: str, *, room: str) -> Guest:
    """Check a token as Prosody does when somebody enters ``room``; stricter in one thing, that it must end.

    Raises :class:`ConferencingError` with the reason as a sentence and as ``code``.
    """
    claims = _checked_claims(token)
    if not isinstance(claims["room"], str) or claims["room"].lower() != room.lower():
        raise ConferencingError(_("This way in was made for another room."), code="room")
    user = claims.get("context", {}).get("user", {})
    return Guest(
        id=str(user.get("id", "")),
        name=str(user.get("name", "")),
        is_moderator=user.get("moderator") in (True, "true"),
        expires_at=datetime.fromtimestamp(int(claims["exp"]), tz=timezone.get_current_timezone()),
    )


def _checked_claims(token: str) -> dict:
    try:
        _refuse_type(token)
        return jwt.decode(
            token,
            token_secret(),
            algorithms=[ALGORITHM],
            audience=settings.JITSI_AUDIENCE,
            issuer=settings.JITSI_APP_ID,
            subject=settings.JITSI_DOMAIN,
            leeway=0,
            options={"require": ["exp", "iss", "aud", "sub", "room"], "strict_aud": True, "verify_iat": False},
        )
    except jwt.InvalidTokenError as fault:
        unreadable = ("unreadable", gettext_lazy("This way in cannot be read. Please join again."))
        code, sentence = REFUSALS.get(type(fault), unreadable)
        raise ConferencingError(str(sentence), code=code) from fault


def _refuse_type(token: str) -> None:
    """The header must call it ``JWT``, in capitals, which the library does not ask."""
    if jwt.get_unverified_header(token).get("typ") != "JWT":
        raise jwt.InvalidTokenError("typ")


def _user(identity: uuid.UUID, name: str, *, is_moderator: bool, passes_lobby: bool) -> dict[str, object]:
    return {
        "id": str(identity),
        "name": name,
        "moderator": is_moderator,
        "affiliation": "owner" if is_moderator else "member",
        "lobby_bypass": passes_lobby,
    }


def _features(*, may_record: bool) -> dict[str, bool]:
    """What the video server allows; with any feature named, those not named are refused."""
    return {
        **dict.fromkeys(MODERATORS_ONLY, may_record),
        **dict.fromkeys(NOBODYS, False),
        "screen-sharing": True,
        "name-readonly": True,
    }


def _practice_secret(purpose: str) -> str:
    return salted_hmac("conferencing.practice", purpose, algorithm="sha256").hexdigest() if is_practice() else ""


def is_answering() -> bool:
    """Whether the video server answers at all within three seconds. Asked by the clock alone, never within a request.

    Any answer below 500 will do, and none is followed elsewhere.
    """
    address = urlsplit(settings.JITSI_URL)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    try:
        with closing(kind(address.hostname or "", address.port, timeout=ANSWERS_WITHIN_SECONDS)) as line:
            line.request("GET", address.path or "/", headers={"Connection": "close"})
            return line.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, HTTPException):
        return False
