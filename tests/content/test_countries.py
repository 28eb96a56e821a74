"""The pages of the countries: laid once, joined, full of the network's records, and nobody's name on them."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Collection, Page

from content.actions import lay_countries
from content.models import CountryIndexPage, CountryPage, NewsIndexPage
from content.rules import NETWORK, PUBLIC, SECRETARIAT
from network.models import Country, Office
from network.rules import group_of_country
from tests.makers.courses import make_draft, make_workshop
from tests.makers.network import make_office, make_school, make_unit
from tests.makers.pages import country_page, make_effort, make_news
from tests.makers.signing_in import force_login

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def ground(cast):
    """The cast on the ground; Panama's office with what a page shows of it."""
    make_unit(office=cast.elsewhere, name_es="Fiscalía de Drogas", name_en="Drug prosecutors", kind="narcotics")
    make_school(office=cast.elsewhere, name_es="Escuela de Panamá", name_en="School of Panama")
    Office.objects.filter(pk=cast.elsewhere.pk).update(
        head_title_es="Procuradora General",
        head_title_en="Prosecutor General",
        city="Ciudad de Panamá",
        mailbox="red@pgn.pa.example",
    )
    return cast


# --- Laying ----------------------------------------------------------------------------------------------------------


def test_each_country_of_the_network_has_a_page_in_each_language(ground):
    codes = set(Country.objects.of_network().values_list("code", flat=True))
    for language in ("es", "en"):
        laid = CountryPage.objects.filter(locale__language_code=language, live=True)
        assert set(laid.values_list("country", flat=True)) == codes
        assert CountryIndexPage.objects.filter(locale__language_code=language, live=True).count() == 1
        assert NewsIndexPage.objects.filter(locale__language_code=language, live=True).count() == 1
    spanish, english = country_page("PA"), country_page("PA", "en")
    assert spanish.translation_key == english.translation_key
    guatemala = country_page("GT"), country_page("GT", "en")
    assert [page.url for page in guatemala] == ["/es/paises/guatemala/", "/en/countries/guatemala/"]


def test_laying_twice_changes_nothing(ground):
    before = set(Page.objects.values_list("pk", "path")), Group.objects.count(), Collection.objects.count()
    lay_countries()
    assert (set(Page.objects.values_list("pk", "path")), Group.objects.count(), Collection.objects.count()) == before


def test_country_that_joins_gets_its_page_when_the_ground_is_laid_again(ground):
    make_office("UY")
    assert not CountryPage.objects.filter(country="UY").exists()
    lay_countries()
    assert CountryPage.objects.filter(country="UY").count() == 2
    assert Group.objects.get(name=group_of_country("UY")).page_permissions.count() == 4


def test_words_of_the_editors_stay_when_the_ground_is_laid_again(ground):
    page = country_page("PA")
    page.introduction = "Palabras propias."
    page.save_revision().publish()
    lay_countries()
    assert country_page("PA").introduction == "Palabras propias."


# --- What the page shows ---------------------------------------------------------------------------------------------


def test_page_shows_office_units_and_school_to_everybody(client, ground):
    text = client.get(country_page("PA").url).text
    for part in (
        "Ministerio Público de Panamá", "Procuradora General", "Ciudad de Panamá", "mailto:red@pgn.pa.example",
        "Fiscalía de Drogas", "Escuela de Panamá",
    ):  # fmt: skip
        assert part in text, part
    english = client.get(country_page("PA", "en").url).text
    assert "Drug prosecutors" in english
    assert "School of Panama" in english


def test_page_names_nobody(client, ground):
    for user in (None, ground.sara):
        if user:
            force_login(client, user)
        text = client.get(country_page("PA").url).text
        for person in (ground.diego.person, ground.dora.person):
            assert person.given_names not in text
            assert person.family_names not in text


def test_page_shows_workshops_that_the_country_hosts_as_an_outline(client, ground):
    mine = make_workshop(host_office=ground.elsewhere, title_es="Taller en Panamá")
    make_workshop(host_office=ground.office, title_es="Taller en Honduras")
    make_draft(host_office=ground.elsewhere, title_es="Borrador en Panamá")
    for user in (None, ground.ana, ground.sara):
        if user:
            force_login(client, user)
        text = client.get(country_page("PA").url).text
        assert f'href="{reverse("courses:workshop", args=[mine.slug])}"' in text
        assert "Taller en Honduras" not in text
        assert "Borrador en Panamá" not in text


def test_notes_for_the_network_are_for_the_network(client, ground):
    page = country_page("PA")
    page.network_notes = [("heading", "Secreto a voces")]
    page.legal_framework = [("heading", "Código Procesal Penal")]
    page.save_revision().publish()
    for user, sees in ((None, False), (ground.felix, False), (ground.ana, True), (ground.sara, True)):
        client.logout()
        if user:
            force_login(client, user)
        text = client.get(country_page("PA").url).text
        assert ("Secreto a voces" in text) is sees, user
        assert "Código Procesal Penal" in text
    client.logout()
    assert "Secreto" not in client.get(reverse("search"), {"q": "secreto"}).text


@pytest.mark.parametrize("make", [make_effort, make_news])
def test_page_lists_what_the_reader_may_read(client, ground, make):
    page = country_page("PA")
    make(page, title="Visible a todos")
    make(page, title="Solo de la Red", tier=NETWORK)
    make(page, title="Aún en borrador", live=False)
    make(country_page("HN"), title="De otro país")
    for user, seen in ((None, {"Visible a todos"}), (ground.dora, {"Visible a todos", "Solo de la Red"})):
        if user:
            force_login(client, user)
        text = client.get(country_page("PA").url).text
        titles = ("Visible a todos", "Solo de la Red", "Aún en borrador", "De otro país")
        assert {title for title in titles if title in text} == seen


def test_tiers_offered_leave_out_what_its_editors_would_not_read(ground):
    assert country_page("PA").tiers_offered() == (PUBLIC,)
    assert make_effort(country_page("PA")).tiers_offered() == (PUBLIC, NETWORK)
    assert SECRETARIAT not in make_news().tiers_offered()


def test_index_lists_the_countries(client, ground):
    text = client.get("/es/paises/").text
    assert text.count('class="card"') == Country.objects.of_network().count()
    assert "Ministerio Público de Panamá" in text


@pytest.mark.parametrize("number", [1, 3])
def test_country_page_takes_as_many_queries_for_one_as_for_three(client, ground, django_assert_num_queries, number):
    page = country_page("PA")
    for _each in range(number):
        make_effort(page)
        make_news(page)
        make_workshop(host_office=ground.elsewhere)
        make_unit(office=ground.elsewhere)
    client.get(country_page("PA").url)
    with django_assert_num_queries(18):
        client.get(country_page("PA").url)


@pytest.mark.parametrize("number", [1, 3])
def test_index_takes_as_many_queries_for_one_as_for_three(client, cast, django_assert_num_queries, number):
    for each in range(number):
        make_office(f"U{each}")
    lay_countries()
    client.get("/es/paises/")
    with django_assert_num_queries(11):
        client.get("/es/paises/")
