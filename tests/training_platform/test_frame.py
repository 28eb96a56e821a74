"""The frame of every page: navigation by role, the language switch, colours, what is borrowed, the pages of errors."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils.translation import override

from content.actions import lay_countries
from content.models import HomePage, StandardPage
from courses.catalogue import lay_catalogue
from courses.models import ProgrammePage
from tests.makers.network import make_user

STATIC = Path(settings.BASE_DIR) / "training_platform" / "static"
STYLES = STATIC / "platform" / "platform.css"


@pytest.fixture
def programme(db):
    """The programme's pages and those of the countries in both languages."""
    lay_catalogue()
    lay_countries()


# --- Navigation ------------------------------------------------------------------------------------------------------


def entries(client, path: str = "/es/nada/") -> list[str]:
    """The words of the navigation on the page at ``path``."""
    page = client.get(path).content.decode()
    navigation = re.search(r'<nav class="navigation".*?</nav>', page, re.DOTALL).group()
    return re.findall(r"<a [^>]*>([^<]*)</a>", navigation)


def test_navigation_of_the_public(programme, client):
    assert entries(client) == ["Programa", "Talleres", "Países", "Verificar certificado", "Entrar"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("ana", ["Mi formación", "Programa", "Talleres"]),
        ("dora", ["Mi formación", "Programa", "Talleres"]),
        ("carla", ["Mi formación", "Programa", "Talleres", "Mi oficina", "Administración"]),
        ("elsa", ["Mi formación", "Programa", "Talleres", "Administración"]),
        ("sara", ["Mi formación", "Programa", "Talleres", "Administración"]),
        ("felix", ["Programa", "Talleres", "La red en cifras"]),
    ],
)
def test_navigation_follows_the_role(programme, cast, client, who, expected):
    client.force_login(getattr(cast, who))
    assert entries(client) == expected


def test_navigation_speaks_english(programme, client):
    assert entries(client, "/en/nothing/") == ["Programme", "Workshops", "Countries", "Verify a certificate", "Sign in"]


def test_navigation_names_the_current_entry(db, client):
    page = client.get("/es/entrar/").content.decode()
    assert re.findall(r'aria-current="page">([^<]*)<', page) == ["Entrar"]


def test_navigation_leaves_out_what_is_not_there(db, client):
    assert "Programa" not in entries(client)


def test_sign_in_leads_back_to_the_page_being_read(db, client):
    page = client.get("/es/talleres/?area=2").content.decode()
    assert "/es/entrar/?next=%2Fes%2Ftalleres%2F%3Farea%3D2" in page


# --- Language --------------------------------------------------------------------------------------------------------


def other_language(client, path: str) -> str:
    """Where the language switch of the page at ``path`` leads."""
    page = client.get(path).content.decode()
    return re.search(r'<a class="tool" href="([^"]*)" lang="', page).group(1).replace("&amp;", "&")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/es/entrar/?next=/es/talleres/", "/en/sign-in/?next=/es/talleres/"),
        ("/en/workshops/", "/es/talleres/"),
        ("/es/", "/en/"),
        ("/es/nada/", "/en/"),
        ("/v/AAAA-BBBB/?a=1", "/v/AAAA-BBBB/?a=1&language=en"),
    ],
)
def test_language_switch_keeps_the_page(db, client, here, there):
    assert other_language(client, here) == there


def test_language_switch_of_a_page_leads_to_its_translation(programme, client):
    here, there = (ProgrammePage.objects.get(locale__language_code=code).url for code in ("es", "en"))
    assert other_language(client, here) == there


def test_language_switch_leads_home_where_there_is_no_translation(db, client):
    home = HomePage.objects.get(locale__language_code="es")
    page = home.add_child(instance=StandardPage(title="Solo aquí", slug="solo-aqui", locale=home.locale))
    assert other_language(client, page.url) == "/en/"


def test_page_says_its_language(db, client):
    assert '<html lang="en"' in client.get("/en/sign-in/").content.decode()
    assert '<html lang="es"' in client.get("/es/entrar/").content.decode()


# --- What else stands in the frame -----------------------------------------------------------------------------------


def test_frame_asks_the_database_once_at_most(db, rf, django_assert_max_num_queries):
    request = a_request(rf, "/es/entrar/")
    with django_assert_max_num_queries(1):
        render_to_string("frame/page.html", request=request)


def a_request(rf: RequestFactory, path: str):
    """A stranger's request for ``path``, with what the middleware would add."""
    request = rf.get(path)
    request.user = AnonymousUser()
    request.resolver_match = resolve(path)
    request._messages = CookieStorage(request)
    return request


def test_messages_are_announced(db, rf):
    request = a_request(rf, "/es/entrar/")
    messages.success(request, "Guardado.")
    messages.error(request, "<b>No</b> se pudo.")
    shown = render_to_string("frame/page.html", request=request)
    assert '<p class="notice notice--positive" role="status">Guardado.</p>' in shown
    assert '<p class="notice notice--danger" role="alert">&lt;b&gt;No&lt;/b&gt; se pudo.</p>' in shown


def test_demo_shows_its_banner_on_every_page(db, client, settings):
    assert "todo lo que ve es ficticio" not in client.get("/es/nada/").content.decode()
    settings.DEMO = True
    assert "todo lo que ve es ficticio" in client.get("/es/nada/").content.decode()


def test_signed_in_reader_finds_account_and_way_out(cast, client):
    client.force_login(cast.ana)
    page = client.get("/es/mi-cuenta/").content.decode()
    assert 'href="/es/mi-cuenta/"' in page
    assert 'method="post" action="/es/salir/"' in page


def test_breadcrumbs_end_with_the_page_itself():
    source = '{% load frame %}{% breadcrumbs "Talleres" "/es/talleres/" title %}'
    with override("es"):
        shown = Template(source).render(Context({"title": "<Extorsiones>"}))
    assert '<a href="/es/">Inicio</a>' in shown
    assert '<a href="/es/talleres/">Talleres</a>' in shown
    assert '<li aria-current="page">&lt;Extorsiones&gt;</li>' in shown


# --- Signing in ------------------------------------------------------------------------------------------------------


def test_sign_in_opens_the_door_and_leads_back(db, client):
    make_user("ana@mp.example", password="una frase muy larga")
    answer = client.post(
        "/es/entrar/?next=/es/mi-cuenta/", {"login": "ANA@mp.example", "password": "una frase muy larga"}
    )
    assert (answer.status_code, answer.url) == (302, "/es/mi-cuenta/")


def test_sign_in_refuses_with_a_sentence_and_offers_no_sign_up(db, client):
    page = client.post("/es/entrar/", {"login": "nadie@mp.example", "password": "otra cosa"}).content.decode()
    assert 'id="errors" role="alert"' in page
    assert "signup" not in page
    assert settings.SUPPORT_EMAIL in page


def test_sign_in_refuses_a_closed_account_like_a_wrong_password(db, client):
    user = make_user("ana@mp.example", password="una frase muy larga")
    user.is_active = False
    user.save()
    answer = client.post("/es/entrar/", {"login": "ana@mp.example", "password": "una frase muy larga"}, follow=True)
    assert 'id="errors" role="alert"' in answer.text
    assert "_auth_user_id" not in client.session


def test_sign_in_links_wrong_fields_to_their_errors(db, client):
    page = client.post("/es/entrar/", {"login": "", "password": "x"}).content.decode()
    assert '<a href="#id_login">' in page
    assert 'aria-describedby="id_login_error"' in page
    assert 'id="id_login_error"' in page


def test_sign_in_offers_the_demo_accounts_in_the_demo_alone(db, client, settings):
    assert "demo-sign-in" not in client.get("/es/entrar/").content.decode()
    settings.DEMO = True
    page = client.get("/es/entrar/").content.decode()
    assert f'method="post" action="{reverse("demo_sign_in")}"' in page
    assert 'name="email" value="lucia.andino@mp.hn.example"' in page


# --- Errors ----------------------------------------------------------------------------------------------------------


def test_missing_page_says_what_to_do(db, client):
    answer = client.get("/es/nada/")
    assert answer.status_code == 404
    assert "Revise la dirección" in answer.content.decode()


@pytest.mark.parametrize("template", ["500.html", "400.html", "403_csrf.html"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_page_of_last_resort_needs_neither_request_nor_database(template, language):
    with override(language):
        page = render_to_string(template)
    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1


def test_forbidden_page_gives_the_reason_where_there_is_one(db, rf):
    shown = render_to_string(
        "403.html", {"reason": "Solo la Secretaría convoca."}, request=a_request(rf, "/es/entrar/")
    )
    assert "Solo la Secretaría convoca." in shown


def test_old_form_is_refused_with_a_sentence(db):
    answer = Client(enforce_csrf_checks=True).post("/es/entrar/", {"login": "x"})
    assert answer.status_code == 403
    assert "Esta página había vencido" in answer.content.decode()


# --- Colours, weight, what is borrowed -------------------------------------------------------------------------------


def tokens() -> dict[str, str]:
    """The colours of the style sheet, by name."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", STYLES.read_text()))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it; ``colour`` is ``#rrggbb``."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize(
    "ink", ["ink", "primary", "primary-strong", "accent", "positive", "warning", "danger", "muted"]
)
def test_every_ink_is_legible_on_every_ground(ink, ground):
    assert contrast(tokens()[ink], tokens()[ground]) >= 4.5


@pytest.mark.parametrize("colour", ["primary", "positive", "warning", "danger", "muted"])
def test_every_tint_carries_its_colour_and_plain_ink(colour):
    tint = tokens()[f"{colour}-tint"]
    assert contrast(tokens()[colour], tint) >= 4.5
    assert contrast(tokens()["ink"], tint) >= 4.5


@pytest.mark.parametrize("colour", ["primary", "primary-strong", "danger"])
def test_buttons_are_legible(colour):
    assert contrast("#ffffff", tokens()[colour]) >= 4.5


def test_borders_of_fields_are_visible():
    assert contrast(tokens()["field-line"], tokens()["surface"]) >= 3
    assert contrast(tokens()["field-line"], tokens()["paper"]) >= 3


def test_borrowed_files_are_the_ones_that_were_measured():
    manifest = json.loads((STATIC / "vendor" / "manifest.json").read_text())
    for borrowed in manifest["files"]:
        content = (STATIC / "vendor" / borrowed["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == borrowed["sha256"], borrowed["name"]
        assert (STATIC / "vendor" / borrowed["licence_file"]).exists()


def test_every_borrowed_file_is_in_the_manifest():
    known = {STATIC / "vendor" / "manifest.json"}
    for borrowed in json.loads((STATIC / "vendor" / "manifest.json").read_text())["files"]:
        known |= {STATIC / "vendor" / borrowed["path"], STATIC / "vendor" / borrowed["licence_file"]}
    assert {path for path in (STATIC / "vendor").rglob("*") if path.is_file()} == known


def test_first_view_weighs_less_than_100_kilobytes(db, client):
    page = client.get("/es/entrar/").content
    paths = ("vendor/pico/pico.min.css", "platform/platform.css", "platform/icon.svg")
    sheets = [(STATIC / path).read_bytes() for path in paths]
    assert sum(len(gzip.compress(content)) for content in [page, *sheets]) < 100_000


def test_frame_asks_no_other_host_and_runs_no_script(db, client):
    page = client.get(reverse("network:forgotten_password")).text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "<script" not in page
    assert "style=" not in page
