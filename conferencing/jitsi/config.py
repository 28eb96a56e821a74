"""What is set about the video server: where it is, what is shared with it, whether the practice room stands in."""

from django.conf import settings
from django.utils.crypto import salted_hmac

HS256 = "HS256"
RS256 = "RS256"


def is_practice() -> bool:
    """Whether the demo's practice room stands in for a video server."""
    return settings.DEMO and not settings.JITSI_URL


def signs_with_keys() -> bool:
    """Whether tokens are signed with a private key of ours (RS256) rather than with a secret shared with the server."""
    return settings.JITSI_SIGNS_WITH_KEYS and not is_practice()


def is_configured() -> bool:
    """Whether anybody can be sent to a room at all."""
    can_sign = signs_with_keys() or bool(settings.JITSI_TOKEN_SECRET)
    return is_practice() or bool(settings.JITSI_URL and settings.JITSI_DOMAIN and can_sign)


def token_secret() -> str:
    """The secret shared with the video server; the practice room shares one with itself."""
    return settings.JITSI_TOKEN_SECRET or _practice_secret("token")


def events_secret() -> str:
    """What the video server's posts must carry; empty when nothing is set, and then nothing is let in."""
    return settings.JITSI_EVENTS_SECRET or _practice_secret("events")


def roster_secret() -> str:
    """What we show the video server's roster module; empty when the roster is not asked for."""
    return settings.JITSI_ROSTER_SECRET


def has_interface() -> bool:
    """Whether the server's own interface (Prosody's HTTP) is reached, which is closed to everybody else."""
    return bool(settings.JITSI_URL and settings.JITSI_DOMAIN and settings.JITSI_INTERFACE_URL)


def reads_rosters() -> bool:
    """Whether there is a roster to read."""
    return has_interface() and bool(roster_secret())


def dial_in_number() -> str:
    """What one calls to be put through to a room by ordinary telephone; empty when there is no such number."""
    return settings.JITSI_DIAL_IN_NUMBER if is_configured() else ""


def conference_domain() -> str:
    """The XMPP domain of the rooms."""
    return f"conference.{settings.JITSI_DOMAIN}"


def _practice_secret(purpose: str) -> str:
    return salted_hmac("conferencing.practice", purpose, algorithm="sha256").hexdigest() if is_practice() else ""
