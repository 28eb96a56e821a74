"""What pages tell machines about themselves: own addresses, both languages, nothing of what is not for everybody."""

import re

import pytest
from django.urls import reverse

from content.actions import restrict_page
from content.rules import NETWORK
from tests.makers.courses import make_draft, make_workshop
from tests.makers.pages import country_page, make_news, make_standard_page, news_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(cast_on_ground):
    return cast_on_ground


def head_of(client, url: str, **more) -> str:
    text = client.get(url, **more).text
    return text[: text.index("</head>")]


def link(head: str, rel: str, hreflang: str = "") -> str:
    wanted = f'rel="{rel}" hreflang="{hreflang}"' if hreflang else f'rel="{rel}"'
    found = re.search(rf'<link {wanted} href="([^"]*)"', head)
    return found.group(1) if found else ""


def said(head: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', head)
    return found.group(1) if found else ""


def test_page_tells_where_it_stands_in_both_languages(client, ground):
    page = country_page("PA")
    page.introduction = "Oficina de Panamá."
    page.save_revision().publish()
    head = head_of(client, page.url)
    english = country_page("PA", "en").url
    assert link(head, "canonical") == f"http://testserver{page.url}"
    assert link(head, "alternate", "es") == link(head, "alternate", "x-default") == f"http://testserver{page.url}"
    assert link(head, "alternate", "en") == f"http://testserver{english}"
    assert said(head, "description") == said(head, "og:description") == "Oficina de Panamá."
    assert said(head, "og:title") == page.title
    assert said(head, "og:type") == "website"
    assert said(head, "og:locale") == "es_LA"
    assert said(head, "og:site_name") == "REFCO"


def test_words_for_searches_come_before_the_introduction(client, ground):
    page = make_news(introduction="Una introducción.", search_description="Palabras para el buscador.")
    head = head_of(client, page.url)
    assert said(head, "description") == "Palabras para el buscador."
    assert said(head, "og:type") == "article"
    assert link(head, "alternate", "en") == ""


def test_addresses_are_our_own_whatever_the_request_says(client, ground, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for url in ("/es/", reverse("courses:workshop_list"), "/es/paises/"):
        head = head_of(client, url, headers={"host": "evil.example"})
        assert "evil" not in head
        assert link(head, "canonical").startswith("http://testserver/")


def test_query_is_no_part_of_the_proper_address_but_the_leaf(client, ground):
    for _number in range(11):
        make_news()
    assert (
        link(head_of(client, f"{news_index().url}?country=PA&x=1"), "canonical")
        == f"http://testserver{news_index().url}"
    )
    second = head_of(client, f"{news_index().url}?page=2")
    assert link(second, "canonical") == f"http://testserver{news_index().url}?page=2"
    assert link(second, "alternate", "en") == ""


@pytest.mark.parametrize("tier", [NETWORK])
def test_restricted_page_tells_nothing_to_anybody(client, ground, tier):
    page = make_standard_page(title="Zorzal", introduction="Zorzalito", tier=tier)
    for user in (None, ground.ana, ground.sara):
        if user:
            client.force_login(user)
        head = client.get(page.url, follow=True).text.partition("</head>")[0]
        assert "canonical" not in head
        assert "og:" not in head
        assert "Zorzalito" not in head


def test_restricted_translation_is_no_alternate(client, ground):
    page = make_standard_page()
    twin = make_standard_page("en", translation_key=page.translation_key)
    assert link(head_of(client, page.url), "alternate", "en").endswith(twin.url)
    restrict_page(page, tier=NETWORK, by=None)
    assert "hreflang" not in head_of(client, "/es/entrar/").replace('class="tool"', "")


def test_workshop_tells_its_summary_once_it_is_announced(client, ground):
    workshop = make_workshop(summary_es="Cinco días de trabajo.")
    head = head_of(client, reverse("courses:workshop", args=[workshop.slug]))
    assert said(head, "description") == "Cinco días de trabajo."
    assert said(head, "og:title") == workshop.title
    assert link(head, "alternate", "en") == f"http://testserver/en/workshops/{workshop.slug}/"


def test_what_is_not_for_search_engines_tells_nothing(client, ground):
    client.force_login(ground.sara)
    draft = make_draft()
    for url in (reverse("my_account"), reverse("courses:workshop", args=[draft.slug]), "/es/nada/", reverse("search")):
        assert "canonical" not in client.get(url).text.partition("</head>")[0], url


def test_feed_is_found_from_every_page(client, ground):
    for url, feed in (("/es/", "/es/noticias/canal/"), ("/en/", "/en/news/feed/")):
        assert f'type="application/atom+xml" href="{feed}"' in head_of(client, url)
