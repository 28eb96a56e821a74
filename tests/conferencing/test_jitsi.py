"""Tokens: what is signed, and a verifier with Prosody's rules that every odd token must fail."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
import pytest
from django.utils import timezone

from conferencing import jitsi
from conferencing.errors import ConferencingError

SECRET = "token-secret-of-the-tests-with-32-bytes"
PERSON = uuid.UUID("3f2b8a34-9f0b-4a52-8c1d-0a4b5c6d7e8f")
ROOM = "a" * 32


def make_token(**overrides) -> str:
    fields = {"room": ROOM, "identity": PERSON, "name": "Ana López", "is_moderator": False}
    return jitsi.sign_token(**fields | {"expires_at": timezone.now() + timedelta(hours=2)} | overrides)


def forge(claims: dict | None = None, *, secret: str = SECRET, algorithm: str = "HS256", headers=None) -> str:
    """A token of ours with some claims replaced; ``None`` takes a claim out."""
    mine = jwt.decode(make_token(), options={"verify_signature": False}) | (claims or {})
    mine = {key: value for key, value in mine.items() if value is not None}
    return jwt.encode(mine, secret, algorithm=algorithm, headers=headers)


def seconds(offset: int) -> int:
    return int(timezone.now().timestamp()) + offset


def test_token_says_who_where_and_until_when():
    at, end = datetime(2026, 3, 5, 14, tzinfo=UTC), datetime(2026, 3, 5, 16, tzinfo=UTC)
    token = make_token(at=at, expires_at=end)
    claims = jwt.decode(token, options={"verify_signature": False})
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "JWT"}
    assert claims["aud"] == "jitsi"
    assert (claims["iss"], claims["sub"], claims["room"]) == ("refco", "video.example", ROOM)
    assert (claims["iat"], claims["nbf"], claims["exp"]) == (at.timestamp(), at.timestamp() - 60, end.timestamp())
    assert claims["context"]["user"] == {
        "id": str(PERSON),
        "name": "Ana López",
        "moderator": False,
        "affiliation": "member",
        "lobby_bypass": True,
    }
    assert claims["context"]["features"]["recording"] is False
    assert "@" not in json.dumps(claims)


@pytest.mark.parametrize(
    ("is_moderator", "may_record", "records"), [(True, False, False), (True, True, True), (False, True, False)]
)
def test_moderator_is_owner_and_records_by_leave_alone(is_moderator, may_record, records):
    token = make_token(is_moderator=is_moderator, may_record=may_record)
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["context"]["user"]["affiliation"] == ("owner" if is_moderator else "member")
    assert claims["context"]["features"]["recording"] is records
    assert claims["context"]["features"]["livestreaming"] is False


def test_two_tokens_are_never_the_same():
    assert make_token() != make_token()


@pytest.mark.parametrize(
    "overrides",
    [{"room": ""}, {"identity": None}, {"expires_at": None}, {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}],
)
def test_token_without_room_person_or_end_is_not_made(overrides):
    with pytest.raises(ValueError, match="needs"):
        make_token(**overrides)


@pytest.mark.parametrize("setting", ["JITSI_TOKEN_SECRET", "JITSI_DOMAIN"])
def test_token_is_not_made_without_secret_or_domain(settings, setting):
    setattr(settings, setting, "")
    assert not jitsi.is_configured()
    with pytest.raises(ValueError, match="needs"):
        make_token()


def test_own_token_enters():
    guest = jitsi.verify_token(make_token(is_moderator=True), room=ROOM)
    assert (guest.id, guest.name, guest.is_moderator) == (str(PERSON), "Ana López", True)


def test_room_is_compared_in_lower_case_and_iat_is_not_checked():
    assert jitsi.verify_token(forge({"room": ROOM.upper(), "iat": seconds(300)}), room=ROOM)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: forge({"exp": seconds(-1)}), "expired"),
        (lambda: forge({"exp": seconds(0)}), "expired"),
        (lambda: forge({"exp": None}), "incomplete"),
        (lambda: forge({"nbf": seconds(30)}), "too_early"),
        (lambda: forge({"aud": ["jitsi"]}), "audience"),
        (lambda: forge({"aud": "other"}), "audience"),
        (lambda: forge({"aud": None}), "incomplete"),
        (lambda: forge({"iss": "other"}), "issuer"),
        (lambda: forge({"sub": "other.example"}), "domain"),
        (lambda: forge({"sub": None}), "incomplete"),
        (lambda: forge({"room": None}), "incomplete"),
        (lambda: forge({"room": "b" * 32}), "room"),
        (lambda: forge({"room": "*"}), "room"),
        (lambda: forge({"room": 5}), "room"),
        (lambda: forge(secret="another-secret-of-32-bytes-or-more-x"), "signature"),
        (lambda: forge(algorithm="HS512", secret=SECRET * 2), "unreadable"),
        (lambda: forge(algorithm="none", secret=None), "unreadable"),
        (lambda: forge(headers={"typ": "jwt"}), "unreadable"),
        (lambda: make_token().rpartition(".")[0] + "." + "A" * 43, "signature"),
        (lambda: "", "unreadable"),
        (lambda: "a.b.c", "unreadable"),
        (lambda: "é", "unreadable"),
    ],
)
def test_token_matrix(make, code):
    with pytest.raises(ConferencingError) as refusal:
        jitsi.verify_token(make(), room=ROOM)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_way_in_carries_the_token_in_the_fragment_only():
    token = make_token()
    url = jitsi.join_url(room=ROOM, token=token, title='Sesión "1" & más', language="es", return_path="/es/x/")
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}?{parts.query}" == f"https://video.example/{ROOM}?lang=es"
    fragment = dict(pair.split("=", 1) for pair in parts.fragment.split("&"))
    assert json.loads(unquote(fragment["jwt"])) == token
    assert json.loads(unquote(fragment["config.subject"])) == 'Sesión "1" & más'
    assert fragment["config.deeplinking.disabled"] == "true"


def test_demo_without_video_server_leads_to_the_practice_room(settings):
    settings.DEMO, settings.JITSI_URL, settings.JITSI_TOKEN_SECRET = True, "", ""
    assert jitsi.is_configured()
    url = urlsplit(jitsi.join_url(room=ROOM, token=make_token(), title="x", language="en", return_path="/es/x/"))
    assert url.path == f"/jitsi/practice/{ROOM}"
    assert parse_qs(url.query) == {"lang": ["en"], "back": ["/es/x/"]}


def test_without_demo_nothing_stands_in_for_a_missing_video_server(settings):
    settings.JITSI_URL = ""
    assert not jitsi.is_configured()
    assert not jitsi.is_practice()
