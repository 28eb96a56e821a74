"""Our pages allow no inline script or style and no other host; only Wagtail's own pages do."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern
from django.utils import translation

OTHER_PEOPLES = ("admin/", "documents/", "_util/", "_allauth/")
INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>|<style|<[^<>]+\s(?:style|on[a-z]+)=", re.IGNORECASE)


def routes(patterns, before: str = "") -> list[str]:
    """Every address of ours that takes no argument, in the active language."""
    found = []
    for each in patterns:
        if isinstance(each.pattern, RegexPattern):
            continue
        route = before + str(each.pattern)
        if route.removeprefix("es/").removeprefix("en/").startswith(OTHER_PEOPLES) or "<" in route:
            continue
        if isinstance(each, URLResolver):
            found += routes(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            found.append(f"/{route}")
    return found


def addresses() -> list[str]:
    found = []
    for language in ("es", "en"):
        with translation.override(language):
            found += [*routes(get_resolver().url_patterns), f"/{language}/"]
    return sorted(set(found))


def faults_of(response) -> list[str]:
    """What an answer allows that it must not."""
    policy = response.headers.get("Content-Security-Policy", "")
    found = [word for word in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*") if word in policy]
    found += [
        each for each in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'") if each not in policy
    ]
    if response.headers.get("Content-Type", "").startswith("text/html"):
        found += [match.group(0).decode() for match in INLINE.finditer(response.content)]
    return found


def test_there_are_addresses_to_look_at():
    assert "/es/iniciar-sesion/" in addresses() or len(addresses()) > 10


@pytest.mark.parametrize("reader", [None, "ana", "carla", "elsa", "sara"])
def test_our_pages_have_the_strict_policy(client, cast, reader):
    if reader:
        client.force_login(getattr(cast, reader))
    found = {}
    for address in addresses():
        response = client.get(address)
        assert response.status_code != 500, address
        if faults := faults_of(response):
            found[address] = faults
    assert found == {}


def test_page_that_is_not_there_has_the_strict_policy(client, db):
    assert faults_of(client.get("/es/no-such-page/")) == []


def test_wagtails_pages_have_their_own_policy(client, cast):
    client.force_login(cast.elsa)
    response = client.get(reverse("wagtailadmin_home"))
    assert "unsafe-inline" in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("policy", "body"),
    [
        ("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; style-src 'unsafe-inline'", b""),
        ("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; img-src https:", b""),
        ("default-src 'self'", b""),
        ("default-src 'none'; frame-ancestors 'none'; base-uri 'none'", b"<p style='margin: 0'>"),
        ("default-src 'none'; frame-ancestors 'none'; base-uri 'none'", b"<script>count()</script>"),
    ],
)
def test_loose_page_is_seen(rf, policy, body):
    from django.http import HttpResponse

    assert faults_of(HttpResponse(body, headers={"Content-Security-Policy": policy}))
