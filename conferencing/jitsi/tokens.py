"""Who may enter which room, said in a token, and the address that carries it.

What is signed and what is checked follows the token rules of Prosody's plugins (mod_auth_token,
mod_token_verification, luajwtjitsi): one algorithm, the audience one string, no leeway, ``typ`` in capitals, and a
token without an end would be good for ever, so none is made. With RS256 the key that signs never leaves the platform.
"""

import json
import re
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jwt.exceptions import InvalidSubjectError

from conferencing.errors import ConferencingError
from conferencing.jitsi import keys
from conferencing.jitsi.config import HS256, RS256, conference_domain, is_practice, signs_with_keys, token_secret

CLOCK_SKEW = timedelta(seconds=60)
LONGEST = timedelta(hours=24)
SYSTEM_GOOD_FOR = timedelta(seconds=60)
ROOM = re.compile(r"[a-z0-9-]{1,64}", re.IGNORECASE)
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
    """A token that lets one ``identity`` (a person, a connected site, a guest) into one room until ``expires_at``.

    Without ``passes_lobby`` a moderator lets the holder in (token_lobby_bypass, jitsi-contrib). ``may_record`` is for
    moderators alone, and for nobody else whatever it says.
    It carries no e-mail and is good for a day at most. Raises :class:`ValueError` when the room, the identity, the end,
    the domain or the secret is missing, when the room is a pattern, and when the end has passed; :class:`LookupError`
    when there is no key to sign with.
    """
    now = at or timezone.now()
    can_sign = signs_with_keys() or token_secret()
    if not (room and identity and expires_at and can_sign and settings.JITSI_DOMAIN) or expires_at <= now:
        raise ValueError("A token needs a room, an identity, an end to come, a domain and a secret.")
    if not ROOM.fullmatch(room):
        raise ValueError("A token is for one room: its name is letters, digits and hyphens.")
    return _signed(
        {
            "room": room,
            "iat": int(now.timestamp()),
            "nbf": int((now - CLOCK_SKEW).timestamp()),
            "exp": int(min(expires_at, now + LONGEST).timestamp()),
            "context": {
                "user": _user(identity, name, is_moderator=is_moderator, passes_lobby=passes_lobby or is_moderator),
                "features": _features(may_record=is_moderator and may_record),
            },
        },
        keys.LOGIN,
        at=now,
    )


def system_token(*, room: str, at: datetime | None = None) -> str:
    """What the platform shows when it asks the server to end the meeting in ``room``; good for a minute."""
    now = at or timezone.now()
    claims = {
        "room": room,
        "iat": int(now.timestamp()),
        "nbf": int((now - CLOCK_SKEW).timestamp()),
        "exp": int((now + SYSTEM_GOOD_FOR).timestamp()),
    }
    return _signed(claims, keys.SYSTEM, at=now)


def room_address(room: str) -> str:
    """The room's address among XMPP's (its JID)."""
    return f"{room}@{conference_domain()}"


def _signed(claims: dict[str, object], use: str, *, at: datetime) -> str:
    told = {
        "iss": settings.JITSI_APP_ID,
        "aud": settings.JITSI_AUDIENCE,
        "sub": settings.JITSI_DOMAIN,
        "jti": secrets.token_hex(16),
        **claims,
    }
    if not signs_with_keys():
        return jwt.encode(told, token_secret(), algorithm=HS256, headers={"typ": "JWT"})
    key = keys.signing_key(use, at=at)
    return jwt.encode(told, key.private, algorithm=RS256, headers={"typ": "JWT", "kid": key.kid})


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
        secret, algorithm = _verifier(token)
        return jwt.decode(
            token,
            secret,
            algorithms=[algorithm],
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


def _verifier(token: str) -> tuple[str | RSAPublicKey, str]:
    """What checks this token, and the one algorithm allowed; ``typ`` must be ``JWT``, which no library asks."""
    header = jwt.get_unverified_header(token)
    if header.get("typ") != "JWT":
        raise jwt.InvalidTokenError("typ")
    if not signs_with_keys():
        return token_secret(), HS256
    known = {key.kid: key.private.public_key() for key in keys.keys_for(keys.LOGIN)}
    if header.get("kid") not in known:
        raise jwt.InvalidSignatureError("kid")
    return known[header["kid"]], RS256


def _user(identity: uuid.UUID, name: str, *, is_moderator: bool, passes_lobby: bool) -> dict[str, object]:
    """Strings and booleans only: a ``null`` or a number breaks clients. Who leads never knocks at the own lobby."""
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


def forged_tokens(good: str, *, at: datetime) -> Iterator[tuple[str, str]]:
    """Tokens like ``good`` that are wrong in one thing each, and in which: what a video server must refuse."""
    claims = jwt.decode(good, options={"verify_signature": False})
    header = jwt.get_unverified_header(good)
    yield "that is missing", ""
    yield "without a signature", jwt.encode(claims, None, algorithm="none")  # type: ignore[arg-type]
    yield "signed by somebody else", jwt.encode(claims, secrets.token_hex(32), algorithm=HS256)
    changed: dict[str, dict[str, object]] = {
        "that has ended": {"exp": int(at.timestamp()) - 1},
        "that has not begun": {"nbf": int(at.timestamp()) + 3600},
        "for another audience": {"aud": "somebody-else"},
        "by another issuer": {"iss": "somebody-else"},
    }
    secret: str | RSAPrivateKey = token_secret()
    if signs_with_keys():
        stranger = {"alg": RS256, "typ": "JWT", "kid": "nobody"}
        yield (
            "signed with a key that is not ours",
            jwt.encode(claims, generate_private_key(65537, 2048), RS256, stranger),
        )
        secret = next(key.private for key in keys.keys_for(keys.LOGIN) if key.kid == header.get("kid"))
    for fault, claim in changed.items():
        yield fault, jwt.encode(claims | claim, secret, algorithm=header["alg"], headers=header)
