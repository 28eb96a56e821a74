"""What every zone's answers say to browsers, line by line: a header that is loosened fails here.

The sub-tests are those of Mozilla's Observatory; each is asked by itself, for the total hides what is missing.
"""

from types import SimpleNamespace

import pytest
from django.conf import settings as configured
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation
from wagtail.models import Collection

from certificates.rules import grouped_code
from content.models import PlatformDocument
from tests.makers.pages import lay_ground_for
from training_platform.browser_policy import FEATURES
from training_platform.zones import INDEXED, SECRETIVE, is_listed, mark

STRICT = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; object-src 'none'; report-uri /csp/; "
    "script-src 'self'; style-src 'self'"
)
ADMIN = STRICT.replace("img-src 'self' data:", "frame-src 'self'; img-src 'self' data: blob:").replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)
EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "private, no-store",
}
PAGE = EVERYWHERE | {"Cross-Origin-Embedder-Policy": "require-corp", "Content-Security-Policy": STRICT}
HIDDEN = {"X-Robots-Tag": "noindex, nofollow"}
OURS = {"Referrer-Policy": "same-origin"}
CODE = grouped_code("0123456789abcdef0123456789abcdef")
FOR_ALL = {"Cache-Control": "public, max-age=0, must-revalidate"}
ZONES = {
    "public": ("/es/", None, PAGE | OURS | FOR_ALL),
    "public list": ("courses:workshop_list", None, PAGE | OURS | FOR_ALL),
    "sign-in": ("account_login", None, PAGE | HIDDEN | OURS),
    "member": ("my_training", "ana", PAGE | HIDDEN | OURS),
    "member on a public page": ("/es/", "ana", PAGE | HIDDEN | OURS),
    "admin": ("wagtailadmin_home", "sara", PAGE | HIDDEN | OURS | {"Content-Security-Policy": ADMIN}),
    "verification": (f"/v/{CODE}/", None, PAGE | HIDDEN | OURS),
    "missing": ("/es/no-such-page/", None, PAGE | HIDDEN | OURS),
    "health": ("/health/", None, EVERYWHERE | HIDDEN | OURS | {"Content-Security-Policy": STRICT}),
    "document": ("document", "ana", EVERYWHERE | HIDDEN | OURS),
}
ALSO_SAID = {"Cache-Control": ("no-store",), "X-Robots-Tag": ("noindex",)}


@pytest.fixture
def secure(settings):
    """As over https."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 63072000, True
    settings.SECURE = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def address_of(place: str) -> str:
    if place == "document":
        collection = Collection.objects.get(name="Público")
        document = PlatformDocument(title="Acta", collection=collection)
        document.file.save("acta.pdf", ContentFile(b"%PDF-1.7"))
        return document.url
    return place if place.startswith("/") else reverse(place)


def said(response, header: str) -> str:
    """A header as it stands; of a policy the directives in order, for their order says nothing."""
    value = response.headers.get(header, "")
    return "; ".join(sorted(value.split("; "))) if header == "Content-Security-Policy" else value


def is_kept(header: str, expected: str, found: str) -> bool:
    """A view may say more than its zone about caches and robots, never less."""
    return found == expected or (header in ALSO_SAID and all(word in found for word in ALSO_SAID[header]))


@pytest.mark.parametrize("zone", ZONES)
def test_zone_keeps_its_headers(client, cast, secure, settings, tmp_path, zone):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    place, reader, expected = ZONES[zone]
    lay_ground_for(cast)
    address = address_of(place)
    if reader:
        client.force_login(getattr(cast, reader))
    response = client.get(address, secure=True)
    found = {header: said(response, header) for header in expected}
    assert {header: value for header, value in found.items() if not is_kept(header, expected[header], value)} == {}
    assert "Server" not in response.headers
    if "X-Robots-Tag" not in expected:
        assert "X-Robots-Tag" not in response.headers
    response.close()


def test_document_can_run_nothing(client, cast, secure, settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    lay_ground_for(cast)
    response = client.get(address_of("document"), secure=True)
    response.close()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("feature", ["camera", "microphone", "geolocation", "usb", "payment", "display-capture"])
def test_no_page_may_use_what_ours_do_not_need(client, db, feature):
    assert f"{feature}=()" in client.get("/es/").headers["Permissions-Policy"]


def test_passkeys_are_for_ourselves():
    assert {name for name, allowed in FEATURES.items() if allowed} == {
        "publickey-credentials-create",
        "publickey-credentials-get",
    }


def signed_in(request) -> HttpResponse:
    request.session["since"] = "now"
    return HttpResponse()


def test_cookies_are_out_of_reach(client, cast, secure, rf):
    cookies = [*SessionMiddleware(signed_in)(rf.get("/", secure=True)).cookies.values()]
    cookies += [*client.get(reverse("account_login"), secure=True).cookies.values()]
    client.force_login(cast.ana)
    account = {"language": "en", "time_zone": "America/Panama"}
    cookies += client.post(reverse("my_account"), account, secure=True).cookies.values()
    assert {cookie.key for cookie in cookies} >= {configured.CSRF_COOKIE_NAME, configured.SESSION_COOKIE_NAME}
    for cookie in cookies:
        assert cookie["httponly"], cookie.key
        assert cookie["secure"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert cookie["path"] == "/", cookie.key
        assert not cookie["domain"], cookie.key


def test_page_for_everybody_gives_no_cookie(client, cast):
    for address in ("/es/", reverse("courses:workshop_list")):
        assert client.get(address).cookies == {}


def test_plain_http_is_sent_on_with_the_headers(client, settings, db):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/es/")
    assert response.status_code == 301
    assert response.headers["Location"].startswith("https://testserver/")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_static_files_are_for_our_pages_alone(client, settings, tmp_path):
    (tmp_path / "probe.css").write_text("p { margin: 0 }")
    settings.STATIC_ROOT = tmp_path
    response = client.get("/static/probe.css")
    assert b"".join(response.streaming_content).startswith(b"p {")
    assert response.headers.get("Access-Control-Allow-Origin") is None
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def names(patterns, before: str = "") -> dict[str, str]:
    """The name of every address, with its namespace; what its path carries."""
    found = {}
    for each in patterns:
        if isinstance(each, URLPattern):
            found[f"{before}{each.name}"] = " ".join(getattr(each.pattern, "converters", {}))
        else:
            found |= names(each.url_patterns, f"{before}{each.namespace}:" if each.namespace else before)
    return found


@pytest.fixture
def all_names():
    with translation.override("en"):
        return names(get_resolver().url_patterns)


SECRETS = {"token", "key", "secret", "code", "signature"}
# These pages have a form, with which no-referrer cannot be (training_platform.zones).
HAS_A_FORM = {"verification:certificate", "sessions:mark_myself", "badges:shared"}


def test_addresses_that_carry_a_secret_are_listed(all_names):
    """Whoever builds such an address lists it in ``zones.SECRETIVE``, or says here why it cannot be."""
    found = {name for name, carried in all_names.items() if SECRETS & set(carried.split())}
    found = {name for name in found if not name.startswith("wagtail")}
    assert {name for name in found - HAS_A_FORM if not is_listed(name, SECRETIVE)} == set()


@pytest.mark.parametrize("name", SECRETIVE)
def test_way_on_is_told_to_nobody(rf, name):
    request, answer = rf.get("/"), HttpResponse("on")
    request.resolver_match = SimpleNamespace(view_name=name)
    answer.headers["Referrer-Policy"] = "same-origin"
    mark(request, answer)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_lists_name_what_there_is(all_names):
    spaces = {f"{name.split(':')[0]}:" for name in all_names if ":" in name}
    assert {*INDEXED, *SECRETIVE} - {*all_names} - spaces == set()


def test_no_page_is_both_public_and_secretive():
    assert [name for name in INDEXED if is_listed(name, SECRETIVE)] == []
