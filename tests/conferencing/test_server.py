"""What is asked of the video server, and what a dead, slow, lying or hostile one does to us: nothing."""

import json
import logging
import time
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from conferencing import jitsi
from conferencing.errors import ConferencingError
from conferencing.jitsi import ServerAway, keys, server, wire
from tests.makers.conferencing import make_video_key

NOW = 1795458052
ROOM = "a" * 32


def roster(*rooms: dict, **changes: object) -> tuple[int, bytes]:
    return 200, json.dumps({"now": NOW, "prosody_started": NOW - 900, "rooms": list(rooms)} | changes).encode()


def test_census_is_read_as_it_is_written(server):
    row = {"room_name": f"{ROOM}@conference.video.example", "participants": 2, "created_time": f"{NOW}000"}
    server.replies["GET /room-census"] = (200, json.dumps({"room_census": [row | {"leaked": False}]}).encode())
    [room] = jitsi.read_census()
    assert (room.name, room.participants, room.created_at) == (ROOM, 2, datetime.fromtimestamp(NOW, UTC))
    assert server.asked[0][2]["Host"] == "video.example"


def test_census_of_no_room_is_an_object_in_lua(server):
    server.replies["GET /room-census"] = (200, b'{"room_census":{}}')
    assert jitsi.read_census() == ()


def test_roster_tells_who_is_inside_and_shows_the_secret(server):
    inside = {"occupant_jid": "j@video.example/x", "id": "u", "joined_at": NOW - 60.0, "hibernating": True}
    server.replies["GET /lms-roster"] = roster({"room_name": ROOM, "meeting_id": "m", "occupants": [inside, {}, 5]})
    told = jitsi.read_roster(ROOM)
    [occupant] = told.rooms[0].occupants
    assert (occupant.identity, occupant.breakout, occupant.is_hibernating) == ("u", "", True)
    assert told.told_at - occupant.joined_at == timedelta(seconds=60)
    assert server.asked[0][1] == f"/lms-roster?room={ROOM}"
    assert server.asked[0][2]["Authorization"] == "Bearer roster-secret-of-the-tests"


@pytest.mark.parametrize(
    "reply",
    [
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"now": "soon", "prosody_started": 1}'),
        (200, b"[" * 100_000),
        (200, b'"' + b"x" * (3 * 1024 * 1024) + b'"'),
        (401, b""),
        (404, b""),
        (500, b"{}"),
        (302, b"", {"Location": "http://127.0.0.1:9/"}),
    ],
)
def test_roster_that_cannot_be_used_is_no_roster(server, reply):
    server.replies["GET /lms-roster"] = reply
    with pytest.raises(ServerAway):
        jitsi.read_roster()


def test_redirect_is_not_followed(server):
    server.replies["GET /room-census"] = (302, b"", {"Location": f"{server.url}/elsewhere"})
    with pytest.raises(ServerAway):
        jitsi.read_census()
    assert [path for _method, path, _headers in server.asked] == ["/room-census"]


def test_end_of_a_meeting_that_is_gone_is_no_fault(server):
    assert jitsi.end_meeting(ROOM) is False
    server.replies["POST /end-meeting"] = (200, b"")
    assert jitsi.end_meeting(ROOM) is True
    assert server.asked[-1][1] == f"/end-meeting?conference={ROOM}%40conference.video.example"


def test_end_is_asked_once_and_a_reading_twice(server, monkeypatch):
    def cut(*_args: object, **_more: object) -> wire.Answer:
        server.asked.append(("cut", "", {}))
        raise wire.requests.ConnectionError

    monkeypatch.setattr(wire, "_ask_once", cut)
    with pytest.raises(ServerAway):
        jitsi.end_meeting(ROOM)
    assert len(server.asked) == 1
    with pytest.raises(ServerAway):
        jitsi.read_census()
    assert len(server.asked) == 3


def test_server_that_fails_is_left_alone_for_a_while(server, settings):
    settings.JITSI_INTERFACE_URL = "http://127.0.0.1:9"
    for _ in range(wire.FAILURES_IN_A_ROW):
        with pytest.raises(ServerAway):
            jitsi.read_census()
    settings.JITSI_INTERFACE_URL = server.url
    with pytest.raises(ServerAway, match="left alone"):
        jitsi.read_census()
    assert server.asked == []
    wire.stop_leaving_alone()
    server.replies["GET /room-census"] = (200, b'{"room_census":[]}')
    assert jitsi.read_census() == ()


def test_server_that_drips_holds_nobody(server, monkeypatch):
    monkeypatch.setattr(wire, "ANSWERS_WITHIN", timedelta(seconds=0.2))
    server.drips = 0.05
    server.replies["GET /room-census"] = (200, b'{"room_census":[]}' * 20)
    began = time.monotonic()
    with pytest.raises(ServerAway, match="too long"):
        jitsi.read_census()
    assert time.monotonic() - began < 5


def test_machine_settings_for_proxies_and_passwords_are_not_minded(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.replies["GET /lms-roster"] = roster()
    jitsi.read_roster()
    assert len(server.asked) == 1


def test_nothing_secret_is_logged(server, caplog):
    caplog.set_level(logging.DEBUG)
    server.replies["GET /lms-roster"] = roster()
    server.replies["POST /end-meeting"] = (200, b"")
    jitsi.read_roster()
    jitsi.end_meeting(ROOM)
    assert "roster-secret" not in caplog.text
    assert "eyJ" not in caplog.text


def test_health_is_asked_of_the_parts_that_are_named(server, settings):
    settings.JITSI_BRIDGE_URL = server.url
    server.replies["GET /about/health"] = (200, b"")
    assert jitsi_health() == {"bridge": True}
    settings.JITSI_FOCUS_URL = "http://127.0.0.1:9"
    assert jitsi_health() == {"bridge": True, "focus": False}


def jitsi_health() -> dict[str, bool]:
    return server.health()


@pytest.fixture
def rs256(settings, tmp_path):
    settings.JITSI_SIGNS_WITH_KEYS, settings.JITSI_KEYS_DIR = True, tmp_path
    return tmp_path


def sign(**changes) -> str:
    fields = {"room": ROOM, "identity": "u-1", "name": "Ana", "is_moderator": False}
    return jitsi.sign_token(**fields | {"expires_at": datetime.now(UTC) + timedelta(hours=1)} | changes)


def test_new_key_signs_once_everybody_has_fetched_it(rs256):
    now = datetime.now(UTC)
    old = keys.make_key(keys.LOGIN, at=now - timedelta(days=1))
    new = keys.make_key(keys.LOGIN, at=now)
    assert jwt.get_unverified_header(sign())["kid"] == old.kid
    assert keys.signing_key(keys.LOGIN, at=now + keys.PUBLISHED_FIRST).kid == new.kid
    assert [key["kid"] for key in keys.published()["keys"]] == [old.kid, new.kid]
    assert all("d" not in key for key in keys.published()["keys"])


def test_token_of_ours_is_checked_by_the_published_key_and_refused_once_it_is_retired(rs256):
    key = keys.make_key(keys.LOGIN)
    token = sign()
    [published] = jwt.PyJWKSet.from_dict(keys.published()).keys
    assert jwt.decode(token, published.key, algorithms=["RS256"], audience="jitsi")["room"] == ROOM
    assert jitsi.verify_token(token, room=ROOM).id == "u-1"
    keys.retire_key(keys.LOGIN, key.kid)
    with pytest.raises(ConferencingError) as refusal:
        jitsi.verify_token(token, room=ROOM)
    assert refusal.value.code == "signature"


def test_token_signed_with_the_public_half_as_a_secret_is_refused(rs256):
    key = keys.make_key(keys.LOGIN)
    claims = jwt.decode(sign(), options={"verify_signature": False})
    with pytest.raises(ConferencingError) as refusal:
        jitsi.verify_token(hmac_forgery(claims, key), room=ROOM)
    assert refusal.value.code == "unreadable"


def hmac_forgery(claims: dict, key: keys.Key) -> str:
    """What an attacker makes who takes the public key for a shared secret (the library itself refuses to)."""
    import base64
    import hashlib
    import hmac

    def part(value: dict) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    signed = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': key.kid})}.{part(claims)}"
    mac = hmac.new(key.public_pem.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def test_without_a_key_no_token_is_made(rs256):
    with pytest.raises(LookupError, match="jitsi_keys"):
        sign()


def test_key_is_readable_by_the_platform_alone(rs256):
    key = keys.make_key(keys.LOGIN)
    assert (rs256 / "login" / f"{key.kid}.pem").stat().st_mode & 0o077 == 0


def test_system_token_is_signed_with_a_key_that_no_participant_token_is(rs256):
    login, system = keys.make_key(keys.LOGIN), keys.make_key(keys.SYSTEM)
    token = jitsi.system_token(room=ROOM)
    assert jwt.get_unverified_header(token)["kid"] == system.kid
    assert system.kid not in {key["kid"] for key in keys.published()["keys"]}
    assert login.kid != system.kid


def test_published_keys_are_for_everybody_and_kept_for_a_while(client, db):
    answer = client.get("/jitsi/keys.json")
    assert answer.json() == {"keys": []}
    assert answer["Cache-Control"] == "public, max-age=600"
    key = make_video_key()
    pem = client.get(f"/jitsi/system-keys/{key.file_name}")
    assert pem.content.startswith(b"-----BEGIN PUBLIC KEY-----")
    elsewhere = [f"system-keys/{'0' * 64}.pem", f"login-keys/{key.file_name}", f"other-keys/{key.file_name}"]
    assert {client.get(f"/jitsi/{place}").status_code for place in elsewhere} == {404}
