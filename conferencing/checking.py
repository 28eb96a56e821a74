"""Looking over a live video server: what is as it must be, and what is missing, each in a plain sentence.

The sentences are for whoever administers it, in English like every command. Nothing is changed there, nobody enters.
"""

import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from conferencing.jitsi import ServerAway, config, keys, read_census, read_roster, server, sign_token, tokens, wire
from conferencing.jitsi.knock import is_let_in
from conferencing.jitsi.tokens import forged_tokens

LARGEST_SKEW = timedelta(seconds=30)
CLOSED = (
    "/room-census",
    "/room-size?room=x&domain=x",
    "/room?room=x&domain=x",
    "/sessions",
    "/room-info?room=x",
    "/end-meeting",
    "/lms-roster",
    "/conference-request/v1",
    "/colibri/stats",
    "/debug",
    "/metrics",
)
SHUT = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``is_well`` is ``None`` where it could not be told."""

    is_well: bool | None
    sentence: str


def look_over(*, at: datetime | None = None) -> Iterator[Finding]:
    """Every finding, in the order in which one would mend them."""
    now = at or timezone.now()
    wire.stop_leaving_alone()
    missing = list(_settings_missing())
    yield from missing
    if not settings.JITSI_URL:
        return
    yield from _front_door(now)
    yield from _closed_locations()
    if config.has_interface():
        yield from _roster(now)
        yield from _census()
        yield from _tokens(now)
    yield from _parts()


def _settings_missing() -> Iterator[Finding]:
    needed = {
        "JITSI_URL": "the address of the video server",
        "JITSI_DOMAIN": "its XMPP domain (with the container images: meet.jitsi)",
        "JITSI_EVENTS_SECRET": "what its posts carry",
        "JITSI_INTERFACE_URL": "Prosody's own HTTP, without which meetings are not ended and rosters not read",
        "JITSI_ROSTER_SECRET": "what is shown to mod_lms_roster, without which a lost post stays lost",
    }
    for name, words in needed.items():
        if not getattr(settings, name):
            yield Finding(False, f"{name} is not set: {words}.")
    if config.signs_with_keys():
        for use in keys.USES:
            if not keys.keys_for(use):
                yield Finding(False, f"There is no key for {use}: run manage.py jitsi_keys make.")
    elif not settings.JITSI_TOKEN_SECRET:
        yield Finding(False, "Neither JITSI_TOKEN_SECRET nor JITSI_SIGNS_WITH_KEYS is set: no token can be made.")
    elif config.is_configured():
        yield Finding(None, "Tokens are signed with a shared secret: who takes the video server over can make them.")


def _front_door(now: datetime) -> Iterator[Finding]:
    if urlsplit(settings.JITSI_URL).scheme != "https":
        yield Finding(False, "JITSI_URL is not https: voices and tokens travel in clear.")
    try:
        answer = wire.ask("GET", settings.JITSI_URL, breaks=False)
    except ServerAway as fault:
        yield Finding(False, f"The video server does not answer at JITSI_URL: {fault}.")
        return
    yield Finding(answer.status < HTTPStatus.BAD_REQUEST, f"The front door answers {answer.status}.")
    try:
        skew = abs(parsedate_to_datetime(answer.date) - now)
    except (ValueError, TypeError):
        yield Finding(None, "The front door does not say what time it is.")
        return
    yield Finding(skew <= LARGEST_SKEW, f"Its clock and ours are {int(skew.total_seconds())} seconds apart.")


def _closed_locations() -> Iterator[Finding]:
    """What the world must not reach. Where the platform's own address is let through, it cannot see that from here."""
    if urlsplit(settings.JITSI_URL).netloc == urlsplit(settings.JITSI_INTERFACE_URL).netloc:
        yield Finding(None, "The interface is reached by the front door: look from elsewhere whether it is closed.")
        return
    for path in CLOSED:
        try:
            status = wire.ask("GET", f"{settings.JITSI_URL}{path}", breaks=False).status
        except ServerAway:
            continue
        place = path.partition("?")[0]
        # A web server that gives its page for a room to every path has not opened the interface; census is told apart.
        yield Finding(status in SHUT, f"{place} is {'closed' if status in SHUT else f'open to the world ({status})'}.")


def _roster(now: datetime) -> Iterator[Finding]:
    if not config.roster_secret():
        return
    try:
        told = read_roster()
    except ServerAway as fault:
        yield Finding(False, f"mod_lms_roster gives no roster: {fault}.")
        return
    yield Finding(True, "mod_lms_roster tells who is inside.")
    skew = abs(told.told_at - now)
    yield Finding(skew <= LARGEST_SKEW, f"Prosody's clock and ours are {int(skew.total_seconds())} seconds apart.")
    try:
        status = server.ask_interface("GET", "/lms-roster").status
    except ServerAway as fault:
        yield Finding(None, f"The roster could not be asked without its secret: {fault}.")
    else:
        is_shut = status == HTTPStatus.UNAUTHORIZED
        yield Finding(is_shut, f"The roster {'is refused' if is_shut else 'is told'} to whoever lacks the secret.")


def _census() -> Iterator[Finding]:
    try:
        rooms = read_census()
    except ServerAway:
        yield Finding(None, "There is no census (mod_muc_census): it is not needed beside the roster.")
    else:
        yield Finding(True, f"The census counts {len(rooms)} rooms.")


def _tokens(now: datetime) -> Iterator[Finding]:
    """A good token is let in, and each that is wrong in one thing is not."""
    room = secrets.token_hex(16)
    try:
        good = sign_token(
            room=room,
            identity=uuid.uuid4(),
            name="Check",
            is_moderator=False,
            expires_at=now + timedelta(minutes=2),
            at=now,
        )
        is_in = is_let_in(good, room=room)
        yield Finding(
            is_in, "A token of ours is let in." if is_in else "A token of ours is refused: see Prosody's log."
        )
        for fault, token in forged_tokens(good, at=now):
            was_in = is_let_in(token, room=room)
            yield Finding(not was_in, f"A token {fault} is {'LET IN' if was_in else 'refused'}.")
        yield from _ending(good, room)
    except (ServerAway, LookupError, ValueError) as fault:
        yield Finding(None, f"Tokens could not be tried over /http-bind: {fault}.")


def _ending(token: str, room: str) -> Iterator[Finding]:
    """Whether a participant's ``token`` would end meetings: ``room`` is one that is not there, so nothing ends."""
    if not config.signs_with_keys():
        return  # then whoever has a token has what opens it, and that was said
    query, shown = {"conference": tokens.room_address(room)}, {"Authorization": f"Bearer {token}"}
    status = server.ask_interface("POST", "/end-meeting", params=query, headers=shown).status
    is_shut = status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    yield Finding(
        is_shut, f"A participant's token {'ends no meeting' if is_shut else f'may end any meeting ({status})'}."
    )


def _parts() -> Iterator[Finding]:
    names = {"bridge": "The videobridge", "focus": "Jicofo"}
    for part, is_well in server.health().items():
        yield Finding(is_well, f"{names[part]} says that it is {'well' if is_well else 'not well'}.")
