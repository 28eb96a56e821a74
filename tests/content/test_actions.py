"""The ground: two trees, one site, the collections, the groups."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site, Workflow

from content.actions import lay_groups, lay_tree
from content.models import HomePage, StandardPage
from content.rules import TIERS

pytestmark = pytest.mark.django_db


def test_tree_has_a_home_page_for_each_language_joined_as_translations():
    homes = lay_tree()
    assert {language: page.locale.language_code for language, page in homes.items()} == {"es": "es", "en": "en"}
    assert homes["es"].translation_key == homes["en"].translation_key
    assert Site.objects.get(is_default_site=True).root_page_id == homes["es"].pk
    assert set(Collection.get_first_root_node().get_children().values_list("name", flat=True)) == set(TIERS)


def test_tree_laid_twice_is_laid_once():
    lay_tree()
    before = (Page.objects.count(), Locale.objects.count(), Site.objects.count(), Collection.objects.count())
    lay_tree()
    assert (Page.objects.count(), Locale.objects.count(), Site.objects.count(), Collection.objects.count()) == before
    assert not Page.find_problems()[0]


def test_tree_replaces_what_a_fresh_wagtail_brings():
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    Site.objects.update(root_page=welcome, hostname="localhost")
    Group.objects.create(name="Editors")
    Workflow.objects.create(name="Moderators approval")
    lay_tree()
    assert not Page.objects.filter(pk=welcome.pk).exists()
    assert not Group.objects.filter(name="Editors").exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert HomePage.objects.live().count() == 2
    assert Site.objects.get().hostname == "testserver"


def test_groups_laid_twice_are_laid_once():
    lay_tree()
    lay_groups()
    before = GroupPagePermission.objects.count()
    lay_groups()
    assert GroupPagePermission.objects.count() == before
    assert not GroupPagePermission.objects.filter(group__name="Editores nacionales").exists()


def test_home_page_is_served_in_each_language(client):
    lay_tree()
    assert "REFCO" in client.get("/es/").content.decode()
    assert client.get("/en/").status_code == 200


def test_standard_page_shows_its_blocks_and_the_way_back(client):
    home = lay_tree()["es"]
    page = StandardPage(
        title="Acerca de la Red",
        introduction="Quiénes somos.",
        body=[
            ("heading", "Historia"),
            ("text", "<p>Nació en 2011.</p>"),
            ("notice", {"title": "Plazo", "text": "<p>Hasta el viernes.</p>"}),
            ("quote", {"text": "Cooperar es conocerse.", "source": "Reunión"}),
        ],
    )
    home.add_child(instance=page)
    html = client.get(page.url).content.decode()
    said = ("Quiénes somos.", "<h2>Historia</h2>", "Nació en 2011.", "Hasta el viernes.", "Cooperar es conocerse.")
    for words in said:
        assert words in html
    assert f'href="{home.url}"' in html


def test_draft_page_is_not_served(client):
    home = lay_tree()["es"]
    page = StandardPage(title="Borrador", live=False)
    home.add_child(instance=page)
    assert client.get(home.url + "borrador/").status_code == 404
