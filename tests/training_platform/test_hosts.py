"""A request's host is the visitor's word, believed for nothing; nor is an address that a visitor asks to be sent to."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from foundations.outbox.models import Letter
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.pages import lay_ground_for

EVIL = "evil.example"
PLACES = ["/es/", "/en/", "/start/", "/health/", "/v/", "/admin/", "/es/entrar/", "/es/nada/", "/csp/", "/favicon.ico"]


@pytest.mark.parametrize("host", [EVIL, f"testserver@{EVIL}", f"testserver.{EVIL}", f"{EVIL}:80", "testserver:80@evil"])
@pytest.mark.parametrize("place", PLACES)
def test_foreign_host_is_refused_without_an_echo(client, db, place, host):
    answer = client.get(place, headers={"Host": host})
    assert answer.status_code == 400
    assert b"evil" not in answer.content
    assert "evil" not in str(answer.headers)


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Forwarded", "X-Original-URL"])
def test_no_header_puts_another_host_in_its_place(client, db, header):
    for place in ("/es/", "/start/", reverse("account_login")):
        answer = client.get(place, headers={header: EVIL if header != "Forwarded" else f"host={EVIL}"})
        assert answer.status_code in (200, 302)
        assert EVIL not in answer.headers.get("Location", "")
        assert EVIL not in answer.text


def test_links_in_letters_begin_with_our_own_address(client, cast, settings):
    settings.BASE_URL = "https://refco.example"
    settings.ALLOWED_HOSTS = ["testserver", EVIL]
    lay_ground_for(cast)
    workshop = make_workshop(host_office=cast.salvador, seats_per_office=2)
    client.force_login(cast.carla)
    place = reverse("courses:workshop_nominate", args=[workshop.slug, cast.office.code])
    client.post(place, {"person": cast.ana.person.pk}, headers={"Host": EVIL})
    make_enrolment(workshop=workshop, person=cast.berta.person)
    told = " ".join(Letter.objects.values_list("text", flat=True))
    assert {urlsplit(link).hostname for link in re.findall(r"https?://[^\s>)]+", told)} == {"refco.example"}


# As attackers write them: other hosts in every spelling that some browser or some parser took for one.
SCHEMES = [
    "http://",
    "https://",
    "//",
    "///",
    "////",
    "\\\\",
    "/\\",
    "\\/",
    "/\\/",
    "http:",
    "https:",
    "ftp://",
    "HtTp://",
]
PAYLOADS = [
    *(f"{scheme}{EVIL}" for scheme in SCHEMES),
    *(f"{scheme}{EVIL}/es/" for scheme in SCHEMES),
    *(f"http://testserver{odd}{EVIL}" for odd in (".", "@", ":80@", "%40", "\\@", "%00", "%2e", "#@", "?@", "%23@")),
    *(f"{blank}//{EVIL}" for blank in (" ", "\t", "\n", "\r\n", "\x0b", "\x1f", "%20", "%09", "\u3000", "\u200b")),
    *(f"/{blank}/{EVIL}" for blank in ("\t", "\n", "\r", "%09", "%0d%0a")),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>", "vbscript:x"),
    *(f"/es/\r\nLocation: https://{EVIL}", f"/%5c{EVIL}", f"/.{EVIL}@//", f"//{EVIL}%2f..", f"//[::1]@{EVIL}", "http:///"),
    *(f"//{EVIL}\\@testserver", f"https://testserver\\.{EVIL}", f"//\u3002{EVIL}", f"/\u2215{EVIL}", "//0x7f000001"),
]  # fmt: skip


def leads_away(location: str) -> bool:
    """Whether a browser would leave: it takes backslashes for slashes and drops blanks and controls."""
    plain = re.sub(r"[\x00-\x20\u3000\u200b]", "", location).replace("\\", "/")
    address = urlsplit(plain)
    return address.scheme not in ("", "http", "https") or address.hostname not in (None, "testserver")


def test_there_are_payloads_enough():
    assert len(PAYLOADS) >= 60


PLACES_TO_GO = ("next", "back", "return_url", "url")  # all at once; what one of them hides, it shows when alone
ASKED = [
    *((names, payload) for payload in PAYLOADS for names in (PLACES_TO_GO, ["language"])),
    *(([name], f"//{EVIL}") for name in PLACES_TO_GO),
]


@pytest.mark.parametrize(("names", "payload"), ASKED)
def test_no_parameter_leads_to_another_host(client, cast, settings, names, payload):
    settings.DEMO, settings.JITSI_URL = True, ""
    client.force_login(cast.ana)
    for address in (
        *("/", "/start/", "/v/", "/es/_util/login/", "/admin/login/", reverse("certificates:verify_form")),
        *(reverse("my_account"), reverse("account_login"), "/jitsi/practice/room"),
    ):
        asked = dict.fromkeys(names, payload)
        for answer in (client.get(address, asked), client.post(address, {"language": "es"} | asked)):
            location = answer.headers.get("Location", "")
            assert not leads_away(location), address
            followed = re.findall(r'(?:href|action)="([^"]*)"', answer.text if not answer.streaming else "")
            assert not [link for link in followed if EVIL in link and leads_away(link)], address


@pytest.mark.parametrize("location", [f"//{EVIL}", f"/\\{EVIL}", "javascript:x", f"http:/\\{EVIL}", f"\t//{EVIL}"])
def test_way_out_is_seen(location):
    assert leads_away(location)
