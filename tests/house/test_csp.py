"""Our pages allow no inline script or style and no other host; only Wagtail's own pages do."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern
from django.utils import translation
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

from content.models import HomePage

OTHER_PEOPLES = ("admin/", "documents/", "_util/", "_allauth/")
INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>|<style|<[^<>]+\s(?:style|on[a-z]+)=", re.IGNORECASE)


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


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


def scripts_allowed(response) -> str:
    return next(
        part for part in response.headers["Content-Security-Policy"].split("; ") if part.startswith("script-src")
    )


def test_wagtails_pages_may_style_inline_and_nothing_more(client, cast):
    client.force_login(cast.elsa)
    response = client.get(reverse("wagtailadmin_home"))
    assert "style-src 'self' 'unsafe-inline'" in response.headers["Content-Security-Policy"]
    assert scripts_allowed(response) == "script-src 'self'"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_preview_alone_stands_in_a_frame_of_ours(client, cast):
    client.force_login(cast.sara)
    page = HomePage.objects.get(locale__language_code="es")
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert scripts_allowed(response) == "script-src 'self'"
    preview = client.get(reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]))
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]


EXECUTED = re.compile(
    r"<script(?![^>]*\ssrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>(?!\s*</script>)|<[^<>]+\son[a-z]+=[\"']",
    re.IGNORECASE,
)
# Templates of libraries that start something inline and that no screen of ours shows.
NOT_SHOWN = ("wagtailsearchpromotions/", "headless/", "socialaccount/", "wagtailstyleguide/", "rest_framework/")


def libraries_inline() -> set[str]:
    """Templates of Wagtail, its translations and allauth that carry a script of their own."""
    found = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        if "site-packages" not in app.path or app.name.startswith("django."):
            continue
        for path in folder.rglob("*.html"):
            name = path.relative_to(folder).as_posix()
            if EXECUTED.search(path.read_text(encoding="utf-8")) and not name.startswith(NOT_SHOWN):
                found.add(name)
    return found


def test_every_inline_script_of_a_library_is_replaced_by_a_template_of_ours():
    """After an update of a library this names the template that the policy would break."""
    replaced = settings.BASE_DIR / "training_platform" / "templates"
    assert len(libraries_inline()) >= 7
    assert {name for name in libraries_inline() if not (replaced / name).exists()} == set()


def test_choosers_start_without_a_script(db):
    html = AdminPageChooser().render("page", None, {"id": "id_page"})
    assert "<script" not in html
    assert 'data-start="PageChooser" data-for="id_page"' in html
    assert 'data-start="createTaskChooser"' in AdminTaskChooser().render("task", None, {"id": "id_task"})


def test_date_field_starts_without_a_script():
    html = AdminDateInput().render("day", None, {"id": "id_day"})
    assert "<script" not in html
    assert 'data-start="initDateChooser"' in html


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
