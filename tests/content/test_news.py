"""News and national efforts: who reads which, leaf by leaf, on the front page and in the feed."""

from datetime import date

import pytest
from defusedxml import ElementTree
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from content.actions import restrict_page
from content.rules import NETWORK
from tests.makers.files import make_image
from tests.makers.pages import country_page, make_effort, make_news, news_index

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def ground(cast_on_ground):
    return cast_on_ground


# --- Lists -----------------------------------------------------------------------------------------------------------


def test_index_lists_news_and_efforts_the_newest_first(client, ground):
    make_news(title="De febrero", date=date(2012, 2, 2))
    make_effort(country_page("PA"), title="De abril", date=date(2012, 4, 2))
    make_news(country_page("HN"), title="De marzo", date=date(2012, 3, 2))
    make_news(news_index("en"), title="In English")
    text = client.get(news_index().url).text
    assert text.index("De abril") < text.index("De marzo") < text.index("De febrero")
    assert "In English" not in text
    assert country_page("PA").country.name_es in text


@pytest.mark.parametrize("where", ["index", "front"])
def test_lists_tell_nobody_of_what_is_not_for_them(client, ground, where):
    make_news(title="Solo de la Red", tier=NETWORK)
    make_news(title="En borrador", live=False)
    make_news(title="Para todos")
    url = news_index().url if where == "index" else "/es/"
    text = client.get(url).text
    assert "Para todos" in text
    assert "Solo de la Red" not in text
    client.force_login(ground.ana)
    text = client.get(url).text
    assert "Solo de la Red" in text
    assert "En borrador" not in text


def test_index_turns_leaves_and_keeps_the_country(client, ground):
    for number in range(12):
        make_effort(country_page("PA"), title=f"Esfuerzo {number:02}", date=date(2012, 1, number + 1))
    make_news(title="De la Red")
    first = client.get(news_index().url, {"country": "PA"}).text
    assert "De la Red" not in first
    assert "Esfuerzo 11" in first
    assert "Esfuerzo 01" not in first
    assert "?country=PA&amp;page=2" in first
    assert "Esfuerzo 01" in client.get(news_index().url, {"country": "PA", "page": "2"}).text
    for odd in ("0", "99", "x", "-1"):
        assert client.get(news_index().url, {"country": "ZZ", "page": odd}).status_code == 200


def test_front_page_shows_the_latest_few(client, ground):
    for number in range(6):
        make_news(title=f"Noticia del {number}", date=date(2012, 1, number + 1))
    text = client.get("/es/").text
    assert "Noticia del 5" in text
    assert "Noticia del 1" not in text


def test_picture_says_what_it_shows(ground):
    page = make_news()
    page.picture = make_image()
    with pytest.raises(ValidationError, match="Diga qué muestra"):
        page.full_clean()


@pytest.mark.parametrize("number", [1, 3])
def test_index_takes_as_many_queries_for_one_as_for_three(client, ground, django_assert_num_queries, number):
    for _each in range(number):
        make_news()
        make_effort(country_page("PA"))
    client.get(news_index().url)
    with django_assert_num_queries(13):
        client.get(news_index().url)


# --- The feed --------------------------------------------------------------------------------------------------------


def feed(client, language: str = "es", **headers):
    with translation.override(language):
        return client.get(reverse("news_feed"), headers=headers)


def entries(answer) -> list[str]:
    return [title.text for title in ElementTree.fromstring(answer.content).findall("atom:entry/atom:title", ATOM)]


def test_feed_holds_what_everybody_may_read_in_one_language(client, ground):
    make_news(title="Para todos")
    make_news(title="Solo de la Red", tier=NETWORK)
    make_news(title="En borrador", live=False)
    make_news(news_index("en"), title="For everybody")
    for user in (None, ground.sara):
        if user:
            client.force_login(user)
        assert entries(feed(client)) == ["Para todos"]
        assert entries(feed(client, "en")) == ["For everybody"]


def test_feed_forgets_what_became_restricted(client, ground):
    page = make_news(title="Para todos")
    etag = feed(client)["ETag"]
    restrict_page(page, tier=NETWORK, by=ground.sara)
    answer = feed(client, **{"if-none-match": etag})
    assert answer.status_code == 200
    assert entries(answer) == []


def test_feed_is_made_of_our_own_address_whatever_the_request_says(client, ground, settings):
    settings.ALLOWED_HOSTS = ["*"]
    page = make_news()
    text = feed(client, host="evil.example").text
    assert "evil" not in text
    assert f"http://testserver{page.url}" in text
    assert 'href="http://testserver/es/noticias/canal/"' in text


def test_feed_is_kept_and_not_sent_twice(client, ground):
    make_news()
    answer = feed(client)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert feed(client, **{"if-none-match": answer["ETag"]}).status_code == 304
    again = feed(client, **{"if-modified-since": answer["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    client.force_login(ground.ana)
    assert feed(client)["Cache-Control"] == "private, no-store"


def test_feed_without_news_is_a_feed(client, ground):
    answer = feed(client)
    assert answer.status_code == 200
    assert entries(answer) == []


def test_entry_keeps_its_id_when_its_page_moves(client, ground):
    page = make_news()
    before = ElementTree.fromstring(feed(client).content).find("atom:entry/atom:id", ATOM).text
    page.slug = "otra-direccion"
    page.save_revision().publish()
    tree = ElementTree.fromstring(feed(client).content)
    assert tree.find("atom:entry/atom:id", ATOM).text == before
    assert "otra-direccion" in tree.find("atom:entry/atom:link", ATOM).get("href")


@pytest.mark.parametrize("number", [1, 3])
def test_feed_takes_as_many_queries_for_one_as_for_three(client, ground, django_assert_num_queries, number):
    for _each in range(number):
        make_news()
    with django_assert_num_queries(3):
        feed(client)
