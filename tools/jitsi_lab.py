"""A real Prosody under our configuration of it: ``python -m tools.jitsi_lab PLUGINS`` (``deploy/jitsi/README.md``).

``PLUGINS`` is a folder with Jitsi's modules of Prosody (``resources/prosody-plugins`` of jitsi-meet; Debian's package
jitsi-meet-prosody has them in ``/usr/share/jitsi-meet/prosody-plugins``) and with ``mod_event_sync_component.lua`` of
jitsi-contrib. Prosody itself is this machine's own (Debian: ``prosody lua-basexx lua-cjson lua-luaossl lua-inspect``).

``deploy/jitsi/prosody.cfg.lua`` and ``mod_lms_roster.lua`` are run as they stand, with keys of ours (RS256) and our own
receiver behind them; headless participants come over BOSH (XEP-0206). Each thing that must hold is one line of the
answer. It is no part of the tests: what it asks is the other program.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from socketserver import ThreadingMixIn
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

MEET = "meet.lab"
INTERFACE, PLATFORM = 5290, 8104
SECRET = secrets.token_hex(24)
SOON = 15  # seconds
OURS = Path(__file__).resolve().parent.parent / "deploy" / "jitsi"
BIND = "http://jabber.org/protocol/httpbind"
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
NEEDED = (
    "util.lib.lua",
    "luajwtjitsi.lib.lua",
    "token/util.lib.lua",
    "mod_auth_token.lua",
    "mod_token_verification.lua",
    "mod_token_affiliation.lua",
    "mod_muc_meeting_id.lua",
    "mod_muc_end_meeting.lua",
    "mod_event_sync_component.lua",
)
# What the package of Jitsi sets before ours: the focus that makes rooms, breakout rooms, how browsers come in.
BEFORE = """
admins = {{ "focus@auth.{meet}" }}
plugin_paths = {{ "{modules}", "{plugins}" }}
modules_enabled = {{ "disco", "saslauth", "bosh", "websocket", "smacks" }}
modules_disabled = {{ "s2s", "offline" }}
c2s_ports = {{}}
installer_plugin_path = "{folder}/custom"
run_as_root = true
daemonize = false
storage = "memory"
data_path = "{folder}"
pidfile = "{folder}/prosody.pid"
log = {{ info = "{folder}/prosody.log" }}
http_ports = {{ {port} }}
muc_room_locking = false
muc_room_default_public_jids = true
consider_bosh_secure = true
consider_websocket_secure = true
insecure_open_authentication = "Yes please, I know what I'm doing!"
"""
AFTER = """
VirtualHost "auth.{meet}"
    authentication = "insecure"
Component "breakout.{meet}" "muc"
"""


def configuration(folder: Path, plugins: Path) -> str:
    """Ours as it is shipped, its words in place, between what Jitsi's package brings."""
    ours = (OURS / "prosody.cfg.lua").read_text()
    words = {
        ', "ADDRESS-IN-THE-PRIVATE-NETWORK"': "",
        '"Bearer …"': f'"Bearer {SECRET}"',
        '"…"': f'"{SECRET}"',
        "PLATFORM": f"http://127.0.0.1:{PLATFORM}",
        "MEET": MEET,
    }
    for word, value in words.items():
        ours = ours.replace(word, value)
    told = {"meet": MEET, "folder": folder, "plugins": plugins, "modules": folder / "modules", "port": INTERFACE}
    return BEFORE.format(**told) + ours + AFTER.format(**told)


@dataclass
class Browser:
    """One that comes over BOSH. ``heard`` is everything that was said to it."""

    host: str = MEET
    query: dict[str, str] = field(default_factory=dict)
    heard: str = ""
    turn: int = 1_000_000
    session: str = ""
    address: str = ""

    def begin(self, mechanism: str = "ANONYMOUS", words: str = "") -> bool:
        """Sign in; ``False`` when it is refused. Raises :class:`TimeoutError` when no answer comes at all."""
        self.say(
            "", more=f"to='{self.host}' xmlns:xmpp='urn:xmpp:xbosh' xmpp:version='1.0' wait='1' hold='1' ver='1.6'"
        )
        found = re.search(r"\bsid=['\"]([^'\"]+)", self.heard)
        self.session = found[1] if found else ""
        self.say(f"<auth xmlns='{SASL}' mechanism='{mechanism}'>{words}</auth>")
        self.until("<success", "<failure", "condition=")
        if "<success" not in self.heard:
            return False
        self.say("", more=f"to='{self.host}' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'")
        bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
        self.say(f"<iq type='set' id='b' xmlns='jabber:client'>{bind}</iq>")
        self.until("<jid>")
        self.address = re.search(r"<jid>([^<]+)", self.heard)[1]  # type: ignore[index]
        return True

    def enter(self, room: str, nick: str) -> str:
        """Come into a room: the role that is given, or the words of the refusal, empty while one waits outside."""
        self.heard = ""
        muc = "<x xmlns='http://jabber.org/protocol/muc'/>"
        self.say(f"<presence xmlns='jabber:client' to='{room}@conference.{MEET}/{nick}'>{muc}</presence>")
        with suppress(TimeoutError):
            self.until("code='110'", 'code="110"', "type='error'")
        if refusal := re.search(r"type='error'.*?<([a-z-]+) xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'", self.heard):
            return refusal[1]
        own = [tag for tag in re.findall(r"<item [^>]*>", self.heard) if self.address in tag] or [""]
        told = dict(re.findall(r"(role|affiliation)='([a-z]+)'", own[-1]))
        return f"{told.get('affiliation', '')} {told.get('role', '')}".strip()

    def leave(self, room: str, nick: str) -> None:
        """Go out of the room, and no further."""
        to = f"{room}@conference.{MEET}/{nick}"
        self.say(f"<presence xmlns='jabber:client' to='{to}' type='unavailable'/>")

    def until(self, *words: str) -> None:
        """Listen until one of ``words`` is heard. Raises :class:`TimeoutError`."""
        end = time.monotonic() + SOON
        while not any(word in self.heard for word in words):
            if time.monotonic() > end:
                raise TimeoutError(words[0])
            self.say("")

    def say(self, stanza: str, more: str = "") -> None:
        """One turn of the conversation."""
        sid = f" sid='{self.session}'" if self.session else ""
        body = f"<body xmlns='{BIND}' rid='{self.turn}'{sid} {more}>{stanza}</body>"
        self.turn += 1
        status, answer = ask("POST", f"/http-bind?{urlencode(self.query)}", body=body, host=self.host)
        self.heard += answer if status == 200 else f" condition='{status}'"


def ask(method: str, path: str, *, body: str = "", host: str = MEET, **headers: str) -> tuple[int, str]:
    """Prosody's HTTP: its status and its words."""
    line = HTTPConnection("127.0.0.1", INTERFACE, timeout=SOON)
    try:
        line.request(method, path, body.encode(), {"Host": host} | headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        line.close()


class Laboratory:
    """Prosody, our receiver, and what was found."""

    def __init__(self, folder: Path, plugins: Path) -> None:
        self.folder, self.plugins = folder, plugins
        self.faults = 0
        (folder / "modules").mkdir()
        shutil.copy(OURS / "mod_lms_roster.lua", folder / "modules")
        libraries = folder / "custom" / "share" / "lua" / "5.4"
        libraries.mkdir(parents=True)
        for library in Path("/usr/share/lua/5.1").glob("*.lua"):  # Debian packs some of plain Lua for 5.1 alone
            shutil.copy(library, libraries)
        (folder / "prosody.cfg.lua").write_text(configuration(folder, plugins))
        self.prosody: subprocess.Popen | None = None

    def start(self) -> None:
        """Run Prosody and wait for its door. Raises :class:`SystemExit` with its log when it does not open."""
        command = ["prosody", "--config", str(self.folder / "prosody.cfg.lua"), "-F"]
        self.prosody = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _attempt in range(100):
            with suppress(OSError):
                ask("GET", "/lms-roster")
                time.sleep(1)  # the keys are fetched
                return
            time.sleep(0.1)
        sys.exit(self.log())

    def kill(self) -> None:
        """As a machine does that loses its power."""
        if self.prosody is not None:
            self.prosody.kill()
            self.prosody.wait()

    def log(self) -> str:
        """What Prosody wrote."""
        with suppress(OSError):
            return (self.folder / "prosody.log").read_text()
        return ""

    def find(self, sentence: str, holds: object) -> None:
        """Say whether a thing holds."""
        self.faults += not holds
        print(f"{'holds' if holds else 'FAILS'}: {sentence}", flush=True)


@contextmanager
def receiver() -> Iterator[None]:
    """The platform's own addresses, its tables of rooms in a database that is gone afterwards."""
    from django.apps import apps
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    from conferencing.events import presence_changed

    presence_changed.receivers.clear()  # the floors above have no tables here, nor have redirects
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "redirects" not in name]
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("conferencing").get_models():
            editor.create_model(model)

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

    server = make_server("127.0.0.1", PLATFORM, get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()


def came_true(happened: Callable[[], object]) -> bool:
    """Whether it happens in a while."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.2)
    return False


def token_for(room: str, identity: uuid.UUID, **more: object) -> str:
    """A token of ours, for an hour."""
    from django.utils import timezone

    from conferencing.jitsi import sign_token

    told = {"name": "Ana", "is_moderator": False, "expires_at": timezone.now() + timedelta(hours=1)}
    return sign_token(room=room, identity=identity, **told | more)  # type: ignore[arg-type]


def focus_in(room: str) -> Browser:
    """Jicofo's part: it makes the room and is its first."""
    focus = Browser(host=f"auth.{MEET}")
    focus.begin("PLAIN", "AGZvY3VzAHg=")  # "\0focus\0x"
    focus.enter(room, "focus")
    return focus


def tokens(lab: Laboratory) -> None:
    """Who is let in at the door, as ``manage.py jitsi_check`` asks."""
    from conferencing.checking import look_over

    for finding in look_over():
        if "token" in finding.sentence.lower():
            lab.find(finding.sentence, finding.is_well)


def rooms(lab: Laboratory, room: str, other: str) -> list[tuple[Browser, uuid.UUID]]:
    """Who enters which room, and as what."""
    inside = []
    for label, where, more, wanted in (
        ("A participant enters as one", room, {}, "member participant"),
        ("A moderator enters as one", room, {"is_moderator": True}, "owner moderator"),
        ("A token for another room does not enter", other, {}, "not-allowed"),
    ):
        identity = uuid.uuid4()
        browser = Browser(query={"room": where, "token": token_for(room, identity, **more)})
        found = browser.enter(where, identity.hex[:8]) if browser.begin() else "refused"
        lab.find(f"{label} ({found}).", found == wanted)
        if where == room:
            inside.append((browser, identity))
    return inside


def roster(lab: Laboratory, room: str, inside: list[tuple[Browser, uuid.UUID]]) -> None:
    """Who is told who is inside."""
    from conferencing.jitsi import read_roster
    from conferencing.models import Stay

    for label, headers in (("without", {}), ("with another", {"Authorization": "Bearer wrong"})):
        status, words = ask("GET", "/lms-roster", **headers)
        lab.find(f"The roster is refused {label} secret ({status}).", status == 401 and room not in words)
    told = read_roster()
    found = {occupant.identity for meeting in told.rooms if meeting.name == room for occupant in meeting.occupants}
    lab.find("The roster names who is inside, and nobody else.", found == {str(who) for _browser, who in inside})
    lab.find("It names the meeting.", all(meeting.meeting_id for meeting in told.rooms if meeting.occupants))
    lab.find("Of one room it tells that room.", [meeting.name for meeting in read_roster(room).rooms] == [room])
    _status, words = ask("GET", "/lms-roster", Authorization=f"Bearer {SECRET}")
    lab.find("It tells no name.", "Ana" not in words and json.loads(words)["rooms"])
    lab.find("Every entry was posted to us.", came_true(lambda: Stay.objects.count() == len(inside)))
    posted = set(Stay.objects.values_list("occupant_jid", "joined_at"))
    listed = {(one.occupant_jid, one.joined_at) for meeting in told.rooms for one in meeting.occupants}
    lab.find("Posts and roster tell of one entry in the same words.", posted == listed)


def leaving(lab: Laboratory, room: str, inside: list[tuple[Browser, uuid.UUID]]) -> None:
    """A leave, an end that only the platform may ask for, and a server that dies."""
    from django.utils import timezone

    from conferencing.actions import note_roster
    from conferencing.jitsi import end_meeting, read_roster
    from conferencing.models import Stay, VideoRoom

    browser, identity = inside[0]
    browser.leave(room, identity.hex[:8])
    left = Stay.objects.filter(identity=identity, left_exactly=True)
    lab.find("A leave is posted to us.", came_true(left.exists))
    login = {"Authorization": f"Bearer {token_for(room, identity, is_moderator=True)}"}
    place = f"/end-meeting?{urlencode({'conference': f'{room}@conference.{MEET}'})}"
    status, _words = ask("POST", place, **login)
    lab.find(f"A moderator's token does not end the meeting there ({status}).", status == 401)
    lab.find("The platform's does.", status != 401 or end_meeting(room))
    lab.find("The end is posted to us.", came_true(lambda: VideoRoom.objects.filter(ended_at__isnull=False).exists()))
    focus = focus_in(room)
    again = Browser(query={"room": room, "token": token_for(room, identity)})
    again.begin()
    again.enter(room, "again")
    is_open = Stay.objects.filter(left_at__isnull=True)
    came_true(is_open.exists)
    lab.kill()
    lab.start()
    note_roster(read_roster(), at=timezone.now())
    lab.find("After Prosody was killed, the roster ends the stays of before.", focus and not is_open.exists())


def main(arguments: list[str]) -> int:
    """Every question; gives the number of things that do not hold."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    from conferencing.jitsi import keys

    plugins = Path(*arguments).resolve()
    if absent := [name for name in NEEDED if not (plugins / name).exists()] or shutil.which("prosody") is None:
        sys.exit(f"What is missing: {absent if isinstance(absent, list) else 'prosody'}.")
    with tempfile.TemporaryDirectory() as path, receiver():
        folder = Path(path)
        settings.JITSI_URL, settings.JITSI_DOMAIN = f"https://{MEET}", MEET
        settings.JITSI_INTERFACE_URL = f"http://127.0.0.1:{INTERFACE}"
        settings.JITSI_ROSTER_SECRET = settings.JITSI_EVENTS_SECRET = SECRET
        settings.JITSI_SIGNS_WITH_KEYS, settings.JITSI_KEYS_DIR = True, folder / "keys"
        for use in (keys.LOGIN, keys.SYSTEM):
            keys.make_key(use)
        lab = Laboratory(folder, plugins)
        try:
            run(lab)
        finally:
            lab.kill()
            if lab.faults:
                print(lab.log()[-4000:])
    print(f"{lab.faults} things do not hold")
    return lab.faults


def run(lab: Laboratory) -> None:
    """The questions in their order."""
    from django.utils import timezone

    from conferencing.models import VideoRoom

    lab.start()
    room, other = (VideoRoom.objects.create(name=uuid.uuid4().hex, opened_at=timezone.now()).name for _each in range(2))
    tokens(lab)
    kept = [focus_in(room), focus_in(other)]
    inside = rooms(lab, room, other)
    roster(lab, room, inside)
    leaving(lab, room, inside)
    del kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
