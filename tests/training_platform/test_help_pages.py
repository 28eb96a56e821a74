"""Help by role: whole in both languages, one's own first, links only to what the reader may open."""

import re

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from tests.makers.network import make_user
from training_platform.access import Role
from training_platform.help_pages import GUIDES, roles_of


def address(name: str, *args: str, language: str = "es") -> str:
    with translation.override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug_es)
def test_page_stands_in_both_languages_with_the_same_tasks_and_ways(guide):
    texts = {}
    for language in ("es", "en"):
        with translation.override(language):
            texts[language] = get_template(guide.template).template.source
    for mark in (r"<h2>", r"<li>", r'{% way "([^"]+)" %}'):
        found = [sorted(re.findall(mark, text)) for text in texts.values()]
        assert found[0] == found[1], mark


def test_every_role_has_its_page():
    assert {guide.role for guide in GUIDES} == set(Role)


def test_roles_of_a_reader_are_columns_of_the_matrix(cast, rf):
    assert roles_of(cast.carla) == {Role.CONTACT_POINT, Role.PROSECUTOR}
    assert roles_of(cast.sara) == {Role.SECRETARIAT}
    assert roles_of(None) == {Role.ANONYMOUS}


def test_index_lists_mine_first_and_to_the_public_its_own_page_alone(client, cast):
    text = client.get(address("help")).content.decode()
    assert "/es/ayuda/visitante/" in text
    assert "/es/ayuda/fiscal/" not in text
    client.force_login(cast.carla)
    text = client.get(address("help")).content.decode()
    assert text.index("/es/ayuda/punto-de-contacto/") < text.index("/es/ayuda/visitante/")


def test_public_is_sent_to_the_sign_in_from_a_role_page(client, db):
    answer = client.get(address("help_page", "fiscal"))
    assert answer.status_code == 302
    assert "next=/es/ayuda/fiscal/" in answer["Location"]
    assert client.get(address("help_page", "visitante")).status_code == 200
    assert client.get(address("help_page", "nadie")).status_code == 404


def test_other_languages_word_leads_to_the_right_one(client, cast):
    client.force_login(cast.ana)
    assert client.get("/en/help/punto-de-contacto/")["Location"] == "/en/help/contact-point/"
    assert client.get("/en/help/contact-point/").status_code == 200


def test_ways_lead_only_where_the_reader_may_go(client, cast):
    client.force_login(cast.ana)
    text = client.get(address("help_page", "secretaria")).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "/admin/" not in main
    client.force_login(cast.sara)
    text = client.get(address("help_page", "secretaria")).content.decode()
    assert f'href="{reverse("corrections:index")}"' in text
    assert f'href="{reverse("wagtailadmin_home")}"' in text


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug_es)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_opens(client, cast, guide, language):
    client.force_login(make_user(role="secretariat", kind="staff", office=None))
    with translation.override(language):
        slug = guide.slug
    answer = client.get(address("help_page", slug, language=language))
    assert answer.status_code == 200
    assert "soporte@secretaria.refco.example" in answer.content.decode()


def test_help_stands_in_the_foot_and_in_the_account_menu(client, cast):
    client.force_login(cast.ana)
    assert client.get(address("my_training")).content.decode().count('href="/es/ayuda/"') >= 2
