"""The search: what is found by whom, in both languages and both databases, whatever is typed into it."""

import logging
import re

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from content.actions import restrict_page
from content.rules import CONTACT_POINTS, NETWORK, PUBLIC, SECRETARIAT
from content.search_backend import cleaned, words_of
from tests.makers.courses import make_draft, make_workshop
from tests.makers.pages import make_area_page, make_course_page, make_standard_page
from training_platform.search import has_all, plain

HOSTILE = (
    '"', 'a"b', 'a").(', "'", "a'b", "\\", "a\\", "*", "a*", "-a", "^a", "a:b", "title:a", "{title} : a", "NEAR(a b)",
    "NEAR(", "a AND", "AND", "OR OR", "NOT a", "a NOT", "()", "((((", "a & | ! b", "<->", ":*", "%", "%s %d %(x)s", "_",
    "; DROP TABLE wagtailcore_page", "\u200b", "\u202e", "٣", "é" * 50, "x" * 10_000, "a " * 5_000, "ﬁ", "ß", "İ",
)  # fmt: skip


@pytest.fixture
def ground(cast_on_ground):
    return cast_on_ground


def indexed(page):
    index.insert_or_update_object(page)
    return page


def make_found(**fields):
    return indexed(make_standard_page(**fields))


def ask(client, words: str, user=None, language: str = "es", **query):
    client.logout()
    if user is not None:
        client.force_login(user)
    with translation.override(language):
        return client.get(reverse("search"), {"q": words, **query})


def counts(answer) -> dict[str, int]:
    return {group.code: group.count for group in answer.context["groups"]}


# --- What is found --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["tecnología", "tecnologia", "TECNOLOGÍA", "ñandú tecnologia", "nandu"])
def test_page_is_found_whatever_the_accents_and_the_case(client, ground, words):
    make_found(title="Tecnología del ñandú", introduction="Todo sobre ella.")
    answer = ask(client, words)
    assert counts(answer) == {"pages": 1}
    assert "Tecnología del ñandú" in answer.text
    assert "Todo sobre ella." in answer.text


def test_page_is_found_by_its_text_and_its_excerpt_is_the_introduction(client, ground):
    make_found(title="Uno", introduction="Presentación.", body=[("text", "<p>Se habla de quetzales y de más.</p>")])
    answer = ask(client, "quetzales")
    assert counts(answer) == {"pages": 1}
    assert "Presentación." in answer.text
    assert "se habla" not in answer.text.lower()


@pytest.mark.parametrize(
    "words", ["fiscal", "fiscales", "FISCAL", "investigaciones", "investigación", "investigacion", "taller fiscales"]
)
def test_page_is_found_in_singular_and_plural(client, ground, words):
    make_found(title="Fiscales", introduction="Investigación y talleres de la red.")
    assert counts(ask(client, words)) == {"pages": 1}


@pytest.mark.postgresql
@pytest.mark.parametrize("words", ["perseguir", "persiguen", "perseguido", "perseguidos"])
def test_page_is_found_by_the_stem_of_a_word(client, ground, words):
    make_found(title="Cómo persiguen")
    make_found(title="Cómo perseguir")
    assert counts(ask(client, words)).get("pages", 0) >= 1


def test_every_word_must_be_there(client, ground):
    make_found(title="Quetzales", introduction="y ñandúes")
    assert counts(ask(client, "quetzales ñandúes")) == {"pages": 1}
    assert counts(ask(client, "quetzales tucanes")) == {}


def test_curriculum_is_found_by_its_modules(client, ground):
    indexed(make_course_page(make_area_page(), title="Malla", objectives="Perseguir quetzales"))
    assert counts(ask(client, "caso práctico")) == {"courses": 1}
    assert counts(ask(client, "quetzales")) == {"courses": 1}


def test_page_is_found_in_its_own_language_alone(client, ground):
    make_found(title="Quetzales")
    make_found(language="en", title="Quetzales in English")
    assert "in English" not in ask(client, "quetzales").text
    english = ask(client, "quetzales", language="en")
    assert counts(english) == {"pages": 1}
    assert "Quetzales in English" in english.text


def test_draft_is_not_found(client, ground):
    page = make_found(title="Quetzales")
    page.unpublish()
    assert counts(ask(client, "quetzales", ground.sara)) == {}


@pytest.mark.parametrize("words", ["extorsión", "EXTORSION", "extor", "extorsion regional", "extortion"])
def test_workshop_is_found_in_either_language_by_the_beginnings_of_words(client, ground, words):
    make_workshop(title_es="Taller sobre extorsión", title_en="Extortion workshop", summary_es="Enfoque regional")
    answer = ask(client, words)
    assert counts(answer) == {"workshops": 1}
    assert "Taller sobre extorsión" in answer.text


def test_draft_of_a_workshop_is_found_by_those_who_see_it(client, ground):
    make_draft(title_es="Quetzales", host_office=ground.office)
    found = {name: counts(ask(client, "quetzales", getattr(ground, name))) for name in ("dora", "carla", "elsa")}
    assert found == {"dora": {}, "carla": {"workshops": 1}, "elsa": {"workshops": 1}}
    assert counts(ask(client, "quetzales")) == {}


def test_results_are_grouped_and_counted(client, ground):
    for _number in range(7):
        make_found(title="Quetzales")
    make_workshop(title_es="Quetzales")
    answer = ask(client, "quetzales")
    assert counts(answer) == {"pages": 7, "workshops": 1}
    assert answer.context["count"] == 8
    assert len(answer.context["groups"][0].leaf) == 5
    assert "in=pages" in answer.text


def test_one_kind_is_read_leaf_by_leaf(client, ground):
    for _number in range(12):
        make_found(title="Quetzales")
    pages = {"in": "pages"}
    first, second = (ask(client, "quetzales", page=number, **pages) for number in ("1", "2"))
    assert [len(answer.context["groups"][0].leaf) for answer in (first, second)] == [10, 2]
    assert 'rel="next"' in first.text
    assert 'rel="prev"' in second.text
    for odd in ("0", "-1", "99", "x", "²", "9" * 50, ""):
        assert ask(client, "quetzales", page=odd, **pages).status_code == 200


def test_nothing_asked_nothing_found(client, ground):
    for words in ("", "   "):
        answer = ask(client, words)
        assert answer.context["groups"] == []
        assert 'role="status"' not in answer.text
    assert 'role="status"' in ask(client, "!!!").text


# --- Who finds what -------------------------------------------------------------------------------------------------

FINDERS = {
    NETWORK: {"ana", "bruno", "carla", "elsa", "sara"},
    CONTACT_POINTS: {"carla", "elsa", "sara"},
    SECRETARIAT: {"sara"},
}


@pytest.mark.parametrize("tier", FINDERS)
def test_page_is_found_and_counted_by_its_readers_alone(client, ground, tier):
    make_found(
        title="Zorzal", slug="zorzal", introduction="Zorzal tímido", body=[("heading", "Zorzal cantor")], tier=tier
    )
    for name in ("ana", "bruno", "carla", "elsa", "sara", "felix", None):
        for words in ("zorzal", "tímido", "cantor"):
            answer = ask(client, words, getattr(ground, name) if name else None)
            expected = {"pages": 1} if name in FINDERS[tier] else {}
            assert counts(answer) == expected, (name, words)
            assert answer.context["count"] == len(expected)
            assert ("Zorzal" in answer.text) == bool(expected)


def test_curriculum_of_a_restricted_area_is_found_by_its_readers_alone(client, ground):
    area = make_area_page(title="Aves")
    indexed(area)
    indexed(make_course_page(area, title="Zorzal"))
    restrict_page(area, tier=CONTACT_POINTS, by=None)
    assert counts(ask(client, "zorzal", ground.ana)) == {}
    assert counts(ask(client, "zorzal", ground.carla)) == {"courses": 1}


def test_restriction_is_in_force_at_once(client, ground):
    page = make_found(title="Zorzal")
    assert counts(ask(client, "zorzal")) == {"pages": 1}
    restrict_page(page, tier=NETWORK, by=None)
    assert counts(ask(client, "zorzal")) == {}
    restrict_page(page, tier=PUBLIC, by=None)
    assert counts(ask(client, "zorzal")) == {"pages": 1}


def test_found_page_shows_its_tier(client, ground):
    make_found(title="Zorzal", tier=NETWORK)
    assert "state--muted" in ask(client, "zorzal", ground.ana).text


# --- Whatever is typed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_syntax_is_answered(client, ground, words):
    make_found(title="Quetzales")
    assert ask(client, words).status_code == 200


@pytest.mark.parametrize("path", ["?q=%00", "?q=a%00b", "?q=%ED%A0%80", "?q=%FF", "?q", "?q=a&q=b", "?in=%00&q=a"])
def test_hostile_bytes_are_answered(client, ground, path):
    assert client.get(reverse("search") + path).status_code in (200, 400)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(words=st.text(max_size=60))
def test_any_text_can_be_asked_of_the_backend(ground, words):
    for found in (
        Page.objects.search(words),
        Page.objects.autocomplete(words),
        get_image_model().objects.search(words),
    ):
        assert list(found[:3]) is not None
        assert found.count() >= 0


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_syntax_is_answered_in_the_administration(client, ground, words):
    client.force_login(ground.sara)
    for address in ("wagtailadmin_pages:search", "wagtailimages_chooser:choose_results", "wagtaildocs:index"):
        assert client.get(reverse(address), {"q": words}).status_code == 200, address


def test_words_are_letters_and_figures_and_limited():
    assert words_of('a"b_c (d) 2012!') == ["a", "b", "c", "d", "2012"]
    assert len(words_of("a " * 900)) == 12
    assert words_of("x" * 900) == ["x" * 200]
    assert words_of("\x00\ud800") == []


def test_queries_in_parts_are_cleaned_to_the_last_one():
    left = cleaned(And([PlainText('a"'), Or([Phrase('"b (c'), Not(Fuzzy("***"))]), Boost(PlainText("d*"), 2)]))
    assert repr(left) == repr(And([PlainText("a"), Phrase("b c"), Boost(PlainText("d"), 2)]))
    assert cleaned(Or([PlainText('"'), Phrase("*")])) == ""
    assert cleaned(Not(PlainText("("))) == ""


@pytest.mark.parametrize(
    ("words", "found"), [("taller", True), ("tall extor", True), ("aller", False), ("extorsión", True), ("x", False)]
)
def test_words_begin_words(words, found):
    assert has_all(plain(words).split(), plain("Taller: «Extorsión»")) is found


# --- The rest -------------------------------------------------------------------------------------------------------


def test_search_is_written_nowhere(client, ground, caplog):
    caplog.set_level(logging.DEBUG, logger="django.request")
    caplog.set_level(logging.INFO)
    ask(client, "palabrasecreta", ground.ana)
    assert "palabrasecreta" not in caplog.text
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names() if "query" in name]
        for table in tables:
            cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - a name read from the database
            assert cursor.fetchone() == (0,)


def test_search_is_kept_by_nobody_and_listed_by_nobody(client, ground):
    answer = ask(client, "x")
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_box_stands_on_every_page_and_needs_no_script(client, ground):
    page = client.get("/es/").text
    box = re.search(r'<form class="search-box".*?</form>', page, re.DOTALL).group()
    assert 'method="get"' in box
    assert f'action="{reverse("search")}"' in box
    assert "csrf" not in box
    assert page.count('role="search"') == 1
    assert client.get(reverse("search")).text.count('role="search"') == 1


def test_what_was_typed_is_shown_as_text(client, ground):
    assert "<b>x" not in ask(client, '"><b>x').text


@pytest.mark.parametrize("rows", [1, 3])
def test_search_costs_the_same_for_one_result_as_for_three(client, ground, django_assert_num_queries, rows):
    for _number in range(rows):
        make_found(title="Quetzales")
        make_workshop(title_es="Quetzales")
    url = f"{reverse('search')}?q=quetzales"
    client.get(url)
    with django_assert_num_queries(9):
        assert client.get(url).text.count("Quetzales") >= 2 * rows


@override_settings(LANGUAGE_CODE="es")
def test_addresses_are_words_of_the_language(client, ground):
    for language in ("es", "en"):
        with translation.override(language):
            assert reverse("search").startswith(f"/{language}/")
