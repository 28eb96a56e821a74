"""Knocking at the video server's door with a token, as a browser does (BOSH, XEP-0124 and XEP-0206), and no further.

Prosody checks a token when a client signs in (SASL ANONYMOUS); whether it is let in or refused is all that is learnt
here. Nobody enters a room.
"""

import re
import secrets
from contextlib import suppress

from django.conf import settings

from conferencing.jitsi.server import ask_interface
from conferencing.jitsi.wire import ServerAway

BIND = "http://jabber.org/protocol/httpbind"
LISTENS = 4
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"


def is_let_in(token: str, *, room: str) -> bool:
    """Whether the server accepts ``token``. Raises :class:`ServerAway` when it says neither yes nor no."""
    turn = secrets.randbelow(2**31) + 1
    query = {"room": room, **({"token": token} if token else {})}
    greeting = f"<body xmlns='{BIND}' xmlns:xmpp='urn:xmpp:xbosh' rid='{turn}' to='{settings.JITSI_DOMAIN}' "
    begun = _say(f"{greeting}wait='4' hold='1' ver='1.6' xmpp:version='1.0'/>", query)
    session = re.search(r"\bsid=['\"]([\w.-]{1,100})['\"]", begun)
    if session is None:
        raise ServerAway("it begins no session over /http-bind")
    head = f"<body xmlns='{BIND}' sid='{session[1]}' rid="
    words = f"<auth xmlns='{SASL}' mechanism='ANONYMOUS'/>"
    for _patience in range(LISTENS):  # the server answers later when it has the key to fetch first
        turn += 1
        answer = _say(f"{head}'{turn}'>{words}</body>", query)
        words = ""
        if "<failure" in answer or "<success" in answer:
            with suppress(ServerAway):  # a session that was refused may be gone already
                _say(f"{head}'{turn + 1}' type='terminate'/>", query)
            return "<success" in answer
    raise ServerAway("it says neither yes nor no to a token")


def _say(body: str, query: dict[str, str]) -> str:
    answer = ask_interface("POST", "/http-bind", params=query, text=body)
    return answer.body.decode("utf-8", "replace")
