"""What no honest browser sends is refused at the door, on every address, and never ends in an error 500."""

import io
import json

import pytest
from django.conf import settings as configured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from conferencing.models import RoomPost
from tests.house.test_csp import addresses
from tests.makers.pages import lay_ground_for
from training_platform.hostile import SoundRequests, is_sound
from training_platform.wsgi import application

NUL, HALF, RTL = "a\x00b", "a\udc80b", "\u202eexe.fdp"
MEGABYTE = "x" * 1_000_000
REFUSED = (400, 413)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Ana María 😀", True),
        (RTL, True),
        (NUL, False),
        (HALF, False),
        ('{"text": "\\u0000"}', False),
        ('{"text": "\\ud83d\\ude00"}', True),
        ('{"text": "\\ud83d"}', False),
        ('[{"a": ["\\udead"]}]', False),
        ('{"text": "\\\\u0000"}', True),
        ("[" * 100_000 + "\\u0000", True),
        ("{ \\u0000 is no JSON", True),
    ],
)
def test_sound_text_is_told_from_unsound(text, sound):
    assert is_sound(text) is sound


def readers(client, cast):
    """A stranger, a contact point and the Secretariat, one after the other."""
    for name in (None, "carla", "sara"):
        client.logout()
        if name:
            client.force_login(getattr(cast, name))
        yield name


@pytest.mark.parametrize("reader", [None, "sara"])
def test_no_address_reads_a_nul(client, cast, reader):
    """What else may stand in a query is tried at every address in the tests of the house."""
    if reader:
        lay_ground_for(cast)
        client.force_login(getattr(cast, reader))
    for address in [*addresses(), "/admin/", *ADMIN_LISTS]:
        assert client.get(address, {"q": NUL}).status_code == 400, address


def status_of(method: str, content_type: str, body: bytes = b"") -> str:
    """What the web server is answered: the client of the tests makes its requests past the handler."""
    told = []
    environ = RequestFactory().generic(method, f"{reverse('security_txt')}?q=%41", body).environ
    environ |= {"CONTENT_TYPE": content_type, "SERVER_NAME": "127.0.0.1", "wsgi.errors": io.StringIO()}
    application(environ, lambda status, headers: told.extend((status, dict(headers)))).close()
    assert "default-src 'none'" in told[1]["Content-Security-Policy"]
    assert "camera=()" in told[1]["Permissions-Policy"]
    return told[0][:3]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["zlib", "hex", "idna", "undefined", "punycode", "utf-16", "utf-7", "latin-1", "x"])
def test_another_charset_is_refused(charset):
    """Some codecs of Python's are none for text, and Django reads the query in one before any middleware is asked."""
    body = b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n\xc3\xb1\r\n--x--\r\n'
    assert status_of("GET", f"text/plain; charset={charset}") == "400"
    assert status_of("GET", f"text/plain; charset*={charset}''%41") == "400"
    assert status_of("POST", f"multipart/form-data; charset={charset}; boundary=x", body) == "400"


def test_a_parameter_that_cannot_be_read_is_refused(db):
    assert status_of("GET", "text/plain; word*=nosuch''%41") == "400"


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["text/plain", "text/plain; charset=UTF-8", "text/plain; charset=utf8", ""])
def test_our_own_charset_is_read(told):
    assert status_of("GET", told) == "200"


ADMIN_LISTS = [
    f"/admin/{name}/"
    for name in ("pages/search", "images", "documents", "workshops", "people", "letters", "audit_events", "redirects")
]


@pytest.mark.slow
@pytest.mark.parametrize("value", [NUL, '{"a": "\\udc80"}', RTL, MEGABYTE, "[]", "9" * 5_000, "-1", "2026-13-45"])
def test_no_address_fails_at_hostile_fields(client, cast, value):
    """The fields of all forms at once; a megabyte is no crime, three of them are past the limit."""
    client.raise_request_exception = False
    names = "email password login title title_es name code reason given_names token language time_zone body location"
    fields = dict.fromkeys([*names.split()[:1], *(names.split()[1:] if value != MEGABYTE else [])], value)
    failed = []
    for reader in readers(client, cast):
        failed += [(reader, address) for address in addresses() if client.post(address, fields).status_code >= 500]
    assert failed == []


@pytest.mark.parametrize("reader", [None, "sara"])
def test_request_past_its_measure_is_refused(client, cast, reader):
    if reader:
        client.force_login(getattr(cast, reader))
    address = reverse("account_login")
    assert client.post(address, {f"f{n}": "x" for n in range(10_000)}).status_code in REFUSED
    assert client.post(address, {"email": MEGABYTE * 3}).status_code in REFUSED
    assert client.get(address + "?" + "&".join(f"f{n}=x" for n in range(10_000))).status_code in REFUSED


def test_body_past_all_measure_is_refused_by_its_length_alone(client, db):
    answer = client.post("/es/", b"x", content_type="text/plain", CONTENT_LENGTH=str(configured.LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert "64 MB" in answer.text


@pytest.mark.parametrize("path", ["/es/a%00b/", "/v/%00/", "/en/workshops/%00/", "/admin/people/%00/"])
def test_path_with_a_nul_is_refused(client, db, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("name", ["session", "csrf", "language", "messages"])
def test_cookie_with_a_nul_is_refused(client, db, name):
    """A quoted cookie can spell one in octal digits."""
    answer = client.get("/es/", headers={"Cookie": f'{name}="abcdefgh\\000ijk"'})
    assert answer.status_code == 400


def test_sound_request_goes_on_with_its_body_unread(rf):
    request = rf.post("/jitsi/events/room/", b'{"a": 1}', content_type="application/json")
    assert SoundRequests(lambda _request: HttpResponse("on"))(request).content == b"on"
    assert request.body == b'{"a": 1}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[1]",
        b"{",
        b"\xff\xfe",
        b'{"a": NaN}',
        b"[" * 100_000,
        b'{"event_name": ' + b"[" * 50_000,
        b'{"event_name": "\\ud800", "room_name": "\\udfff"}',
        b'{"event_name": "\\u0000", "room_name": "a\\u0000"}',
        json.dumps({"event_name": "x", "created_at": 10**400}).encode(),
        json.dumps({"event_name": "x", "occupant": {"joined_at": "9" * 5_000}}).encode(),
        json.dumps({"room_name": {"a": 1}, "event_name": ["x"]}).encode(),
    ],
)
def test_receiver_never_fails_at_a_bad_body(client, db, body):
    client.raise_request_exception = False
    for headers in ({}, {"Authorization": f"Bearer {configured.JITSI_EVENTS_SECRET}"}):
        answer = client.post("/jitsi/events/room/", body, content_type="application/json", headers=headers)
        assert answer.status_code in (204, 400, 401)
    assert RoomPost.objects.count() <= 1
