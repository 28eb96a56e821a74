"""What machines are told: the map of public pages, where they may go, whom to tell of a weakness."""

import re
from datetime import datetime, timedelta

import pytest
from defusedxml import ElementTree
from django.urls import reverse
from django.utils import timezone

from content.actions import restrict_page
from content.rules import NETWORK, TIERS
from courses.models import ProgrammePage
from tests.makers.courses import make_draft, make_workshop
from tests.makers.pages import make_standard_page

SPACES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def ground(cast_on_ground):
    return cast_on_ground


def stops(client) -> dict[str, dict[str, str]]:
    """Each address with its alternates."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        stop.find("map:loc", SPACES).text: {
            link.get("hreflang"): link.get("href") for link in stop.findall("x:link", SPACES)
        }
        for stop in tree
    }


def test_map_holds_public_pages_in_both_languages(client, ground):
    found = stops(client)
    home = {"es": "http://testserver/es/", "en": "http://testserver/en/"}
    assert found["http://testserver/es/"] == found["http://testserver/en/"] == home
    assert found["http://testserver/es/programa/"]["en"] == "http://testserver/en/programme/"
    assert f"http://testserver{reverse('courses:workshop_list')}" in found


@pytest.mark.parametrize("tier", TIERS[1:])
def test_map_tells_nobody_of_a_restricted_page(client, ground, tier):
    page = make_standard_page(slug="zorzal", tier=tier)
    make_standard_page(slug="zorzal-hija", parent=page)
    make_standard_page("en", slug="zorzal-en", translation_key=page.translation_key)
    for user in (None, ground.sara):
        if user:
            client.force_login(user)
        assert "zorzal" not in client.get("/sitemap.xml").text


def test_map_leaves_out_a_restricted_programme(client, ground):
    restrict_page(ProgrammePage.objects.first(), tier=NETWORK, by=None)
    assert not [address for address in stops(client) if "program" in address]


def test_map_leaves_out_drafts(client, ground):
    make_standard_page(slug="zorzal").unpublish()
    assert "zorzal" not in client.get("/sitemap.xml").text


def test_map_holds_announced_workshops_alone(client, ground):
    announced, draft = make_workshop(), make_draft()
    text = client.get("/sitemap.xml").text
    assert announced.slug in text
    assert draft.slug not in text
    assert text.count(f"<loc>http://testserver/es/talleres/{announced.slug}/</loc>") == 1


def test_map_is_made_of_our_own_address_whatever_the_request_says(client, ground, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert "evil" not in client.get("/sitemap.xml", headers={"host": "evil.example"}).text


def test_map_takes_as_many_queries_for_one_page_as_for_three(client, ground, django_assert_num_queries):
    for _number in range(3):
        make_standard_page()
        make_workshop()
        with django_assert_num_queries(3):
            client.get("/sitemap.xml")


def test_robots_may_go_where_everybody_may(client, db):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert "User-agent: *" in lines
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert not [line for line in lines if line.startswith("Disallow") and line.endswith((" /", "/es/", "/cal/"))]


def test_security_txt_says_whom_to_tell(client, db, settings):
    settings.SECURITY_CONTACT = "seguridad@red.example"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:seguridad@red.example"
    assert fields["Preferred-Languages"] == "es, en"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", fields["Expires"])
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


def test_security_contact_may_be_an_address_of_the_web(client, db, settings):
    settings.SECURITY_CONTACT = "https://red.example/avisos"
    assert "Contact: https://red.example/avisos" in client.get("/.well-known/security.txt").text
