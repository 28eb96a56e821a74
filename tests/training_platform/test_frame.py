"""The frame of every page: navigation by role, the language switch, what is borrowed, the pages of errors."""

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
from django.core.paginator import Paginator
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
from training_platform.components import COMPONENTS, icon_names

STATIC = Path(settings.BASE_DIR) / "training_platform" / "static"


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
    assert entries(client) == ["Programa", "Talleres", "Calendario", "Países", "Verificar certificado", "Entrar"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("ana", ["Mi formación", "Programa", "Talleres", "Calendario"]),
        ("dora", ["Mi formación", "Programa", "Talleres", "Calendario"]),
        ("carla", ["Mi formación", "Programa", "Talleres", "Calendario", "Mi oficina", "Administración"]),
        ("elsa", ["Mi formación", "Programa", "Talleres", "Calendario", "La red en cifras", "Administración"]),
        ("sara", ["Mi formación", "Programa", "Talleres", "Calendario", "La red en cifras", "Administración"]),
        ("felix", ["Programa", "Talleres", "Calendario", "Mis aportes", "La red en cifras"]),
    ],
)
def test_navigation_follows_the_role(programme, cast, client, who, expected):
    client.force_login(getattr(cast, who))
    assert entries(client) == expected


PUBLIC_IN_ENGLISH = ["Programme", "Workshops", "Calendar", "Countries", "Verify a certificate", "Sign in"]


def test_navigation_speaks_english(programme, client):
    assert entries(client, "/en/nothing/") == PUBLIC_IN_ENGLISH


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


@pytest.mark.parametrize("template", ["500.html", "400.html", "403_csrf.html", "413.html", "503.html"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_page_of_last_resort_needs_neither_request_nor_database(template, language):
    with override(language):
        page = render_to_string(template)
    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("outage", ["counter", "disk", "busy", "database"])
def test_page_of_an_outage_says_it_in_both_languages(outage):
    page = render_to_string("outage.html", {"outage": outage, "languages": ("es", "en")})
    assert re.findall(r'<section lang="(es|en)"', page) == ["es", "en"]
    assert (page.count("<h1>"), page.count("<h2>"), page.count('<p class="lead">')) == (1, 1, 2)
    assert 'href="/"' in page


def test_forbidden_page_gives_the_reason_where_there_is_one(db, rf):
    shown = render_to_string(
        "403.html", {"reason": "Solo la Secretaría convoca."}, request=a_request(rf, "/es/entrar/")
    )
    assert "Solo la Secretaría convoca." in shown


def test_old_form_is_refused_with_a_sentence(db):
    answer = Client(enforce_csrf_checks=True).post("/es/entrar/", {"login": "x"})
    assert answer.status_code == 403
    assert "Esta página había vencido" in answer.content.decode()


# --- Weight, what is borrowed ----------------------------------------------------------------------------------------


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
    assert len(gzip.compress(page)) + sum(len(gzip.compress(content)) for content in kept_files()) < 100_000


def kept_files() -> list[bytes]:
    """What a browser fetches once and keeps."""
    paths = (
        "vendor/pico/pico.min.css",
        "platform/platform.css",
        "platform/icon.svg",
        "vendor/bootstrap-icons/icons.svg",
    )
    return [(STATIC / path).read_bytes() for path in paths]


@pytest.mark.parametrize("path", ["/es/", "/es/entrar/", "/es/talleres/", "/es/quien-puede-ver-que/"])
def test_next_view_weighs_less_than_30_kilobytes(programme, client, path):
    assert len(gzip.compress(client.get(path).content)) < 30_000


def test_frame_asks_no_other_host_and_runs_no_script(db, client):
    page = client.get(reverse("network:forgotten_password")).text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "<script" not in page
    assert "style=" not in page


# --- Icons, leaves, components ---------------------------------------------------------------------------------------


def test_every_icon_that_a_template_names_is_in_the_sprite():
    folders = [Path(settings.BASE_DIR) / app for app in ("training_platform", "courses", "sessions", "certificates")]
    named = {
        name
        for folder in folders
        for path in folder.rglob("*.html")
        for name in re.findall(r'{% icon "([a-z]+)" %}', path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= set(icon_names())


def test_icon_is_for_the_eye_alone():
    shown = Template("{% load frame %}{% icon 'calendar' %}").render(Context())
    assert 'aria-hidden="true"' in shown
    assert 'icons.svg#calendar"' in shown


def leaf_of(rf: RequestFactory, number: int, **extra) -> str:
    leaf = Paginator(range(50), 10).page(number)
    return render_to_string("frame/pagination.html", {"leaf": leaf, **extra}, request=rf.get("/es/x/?q=a%26b&page=3"))


def test_leaves_keep_what_was_asked(rf):
    shown = leaf_of(rf, 3)
    assert 'href="?q=a%26b&amp;page=2" rel="prev"' in shown
    assert 'href="?q=a%26b&amp;page=4" rel="next"' in shown
    assert "Página 3 de 5" in shown


def test_first_and_last_leaf_lead_nowhere_else(rf):
    assert "prev" not in leaf_of(rf, 1)
    assert "next" not in leaf_of(rf, 5)
    assert "next" not in leaf_of(rf, 3, most=3)


@pytest.mark.parametrize(
    ("who", "status"), [("elsa", 200), ("sara", 200), ("ana", 404), ("carla", 404), ("dora", 404), ("felix", 404)]
)
def test_components_are_for_those_who_build(cast, client, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("components")).status_code == status


def test_components_page_has_every_example_and_prints_its_snippet(cast, client):
    client.force_login(cast.elsa)
    page = client.get(reverse("components")).text
    folder = Path(settings.BASE_DIR) / "training_platform" / "templates" / "frame" / "components"
    assert {path.stem for path in folder.iterdir()} == {shown.code for shown in COMPONENTS}
    assert all(f'<h2 id="{shown.code}">' in page for shown in COMPONENTS)
    assert "&lt;div class=&quot;empty&quot;&gt;" in page
