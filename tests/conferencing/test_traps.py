"""Every known trap of the video server, and what meets it: a line of what an administrator sets, or our own code."""

from pathlib import Path

import pytest

from conferencing.jitsi import keys, knock
from conferencing.management.commands import jitsi_check
from conferencing.rules import read_post

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "jitsi"

TRAPS = {
    "an empty token enters": ("prosody.cfg.lua", "allow_empty_token = false"),
    "an empty token enters, with the images": ("env.docker", "JWT_ALLOW_EMPTY=0"),
    "guests enter beside the tokens": ("env.docker", "ENABLE_GUESTS=0"),
    "a token of another domain enters": ("prosody.cfg.lua", "enable_domain_verification = true"),
    "the same with the images, where it is off": ("env.docker", "JWT_ENABLE_DOMAIN_VERIFICATION=true"),
    "any audience is taken": ("prosody.cfg.lua", 'asap_accepted_audiences = { "jitsi" }'),
    "a token opens any room": ("prosody.cfg.lua", '"token_verification"'),
    "a token with a pattern for a room": ("prosody.cfg.lua", '"token_no_wildcard"'),
    "the first to come leads": ("env.docker", "ENABLE_AUTO_OWNER=false"),
    "the token's word on who leads is not heard": ("prosody.cfg.lua", '"token_affiliation"'),
    "a name is typed in the room": ("prosody.cfg.lua", '"muc_displayname"'),
    "anybody begins a room": ("prosody.cfg.lua", "restrict_room_creation = true"),
    "event_sync fails at its start": ("prosody.cfg.lua", "muc_mapper_domain_base ="),
    "Jibri cannot enter": ("prosody.cfg.lua", "token_verification_allowlist"),
    "Jibri knocks at the lobby": ("prosody.cfg.lua", "muc_lobby_whitelist"),
    "a participant's token ends a meeting": ("prosody.cfg.lua", "prosody_password_public_key_repo_url"),
    "the same, by a set of keys that both ask": ("prosody.cfg.lua", 'asap_key_server = "PLATFORM/jitsi/login-keys"'),
    "Prosody's HTTP is open to the world": ("prosody.cfg.lua", 'http_interfaces = { "127.0.0.1"'),
    "the census is open to the world": ("nginx.conf", "room-census"),
    "ending a meeting is open to the world": ("nginx.conf", "end-meeting"),
    "Jicofo's way round reservations": ("nginx.conf", "location ^~ /conference-request/"),
    "tokens stand in the log of the web server": ("nginx.conf", "access_log /var/log/nginx/meet.log without_query"),
    "a reload loses the token": ("config.js", "tokenAuthUrl = 'PLATFORM/jitsi/rooms/{room}/'"),
    "the app loses the token": ("config.js", "deeplinking = { disabled: true }"),
    "two people learn each other's address": ("config.js", "p2p = { enabled: false }"),
    "pictures are fetched from elsewhere": ("config.js", "disableThirdPartyRequests = true"),
    "visitors are seen by no post": ("env.docker", "ENABLE_VISITORS=0"),
    "a killed server posts no leave": ("mod_lms_roster.lua", "prosody_started"),
    "a room begun anew looks like the old one": ("mod_lms_roster.lua", "meeting_id"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_trap_is_met_where_the_administrator_sets_the_server(trap):
    name, line = TRAPS[trap]
    settings = [
        told for told in (DEPLOY / name).read_text().splitlines() if not told.lstrip().startswith(("#", "--", "//"))
    ]
    assert any(line in told for told in settings)


@pytest.mark.parametrize("module", ["muc_rate_limit", "muc_allowners", "muc_wait_for_host", "cache_keys_url"])
def test_module_that_does_harm_is_not_enabled(module):
    lines = (DEPLOY / "prosody.cfg.lua").read_text().splitlines()
    assert not [line for line in lines if module in line and not line.lstrip().startswith("--")]


def test_roster_module_is_short_shut_without_a_secret_and_tells_no_name():
    lines = (DEPLOY / "mod_lms_roster.lua").read_text().splitlines()
    code = "\n".join(line for line in lines if not line.startswith("--"))
    assert len(lines) <= 80
    assert "hashes.equals" in code
    assert ".name" not in code.replace("told.room_name", "")
    assert ".email" not in code


def test_identity_is_the_tokens_id_whatever_name_or_address_is_told():
    told = {"occupant_jid": "j", "joined_at": 1, "name": "3f2b8a34-9f0b-4a52-8c1d-0a4b5c6d7e8f", "email": "x@y.example"}
    [seen] = read_post({"occupant": told}).sightings
    assert seen.identity is None


def knocked(server, monkeypatch, *accepted: bool) -> list[str]:
    """The lines of ``jitsi_check`` at a server that lets in as told, and what it ended with."""
    from io import StringIO

    from django.core.management import CommandError, call_command

    answers = iter(accepted)
    monkeypatch.setattr("conferencing.checking.is_let_in", lambda _token, **_room: next(answers, False))
    out = StringIO()
    try:
        call_command(jitsi_check.Command(), stdout=out)
    except CommandError as fault:
        out.write(str(fault))
    return out.getvalue().splitlines()


def test_check_names_each_token_that_is_let_in_and_ends_with_an_error(server, settings, monkeypatch):
    with_front_door(settings, server)
    lines = knocked(server, monkeypatch, True, True)
    assert "ok       A token of ours is let in." in lines
    assert "MISSING  A token that is missing is LET IN." in lines
    assert "ok       A token signed by somebody else is refused." in lines
    assert lines[-1].endswith("to mend: see deploy/jitsi/README.md.")


def test_check_says_what_is_open_to_the_world(server, settings, monkeypatch):
    with_front_door(settings, server)
    server.replies["GET /room-census"] = (200, b'{"room_census":[]}')
    lines = knocked(server, monkeypatch, True)
    assert "MISSING  /room-census is open to the world (200)." in lines
    assert "ok       /lms-roster is closed." in lines
    assert "MISSING  JITSI_URL is not https: voices and tokens travel in clear." in lines


def with_front_door(settings, server) -> None:
    """The same server under another name, so that front door and interface are two."""
    settings.JITSI_URL = server.url.replace("127.0.0.1", "localhost")
    server.replies["GET /"] = (200, b"")


@pytest.mark.parametrize(("reply", "is_in"), [(b"<body><success/></body>", True), (b"<body><failure/></body>", False)])
def test_knocking_learns_whether_a_token_is_let_in(server, reply, is_in):
    answers = iter([b"<body sid='s-1'/>", reply, b"<body/>"])
    server.replies["POST /http-bind"] = lambda: (200, next(answers))
    assert knock.is_let_in("token", room="r") is is_in
    assert len(server.asked) == 3


def test_answer_that_comes_once_the_key_is_fetched_is_waited_for(server):
    answers = iter([b"<body sid='s-1'/>", b"<body/>", b"<body><success/></body>", b"<body/>"])
    server.replies["POST /http-bind"] = lambda: (200, next(answers))
    assert knock.is_let_in("token", room="r")


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (401, "ok       A participant's token ends no meeting."),
        (404, "MISSING  A participant's token may end any meeting (404)."),
    ],
)
def test_check_says_whether_a_participant_ends_meetings(server, settings, monkeypatch, tmp_path, status, line):
    with_front_door(settings, server)
    settings.JITSI_SIGNS_WITH_KEYS, settings.JITSI_KEYS_DIR = True, tmp_path
    keys.make_key(keys.LOGIN)
    server.replies["POST /end-meeting"] = (status, b"")
    lines = knocked(server, monkeypatch, True)
    assert line in lines
    assert "ok       A token signed with a key that is not ours is refused." in lines
