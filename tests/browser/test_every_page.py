"""Every page of ours, in both languages, at a desk and on a phone.

axe finds nothing, nothing scrolls sideways, and what is pressed is as large as a finger. The addresses are those of the
access matrix, so that a new page is walked without being named here."""

import gc
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Page

from tests.browser.looking import faults_of
from tests.browser.test_editing import enter
from tests.makers.pages import make_area_page, make_course_page
from tests.makers.scene import make_scene
from tests.makers.things import Scene, Thing
from training_platform.access import Role
from training_platform.access.address import Address
from training_platform.access.addresses import OURS

pytestmark = [
    pytest.mark.slow,
    # Wagtail leaves the spooled file of a rendition to the collector, which tells on it in the middle of this test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

# The first of them to whom a page is there reads it; public pages are read by the public as well.
READERS = (Role.REGIONAL_SCHOOL, Role.CONTACT_POINT, Role.PROSECUTOR, Role.SECRETARIAT, Role.ANONYMOUS)
OF_ONESELF = {"my_training": Role.PROSECUTOR, "my_office": Role.CONTACT_POINT, "my_account": Role.PROSECUTOR}
ASKED = {
    "search": ("?q=taller", "?q=nadaparecido"),
    "courses:workshop_list": ("?mode=virtual", "?when=2011", "?country=ZZ"),
    "certificates:verify_form": ("?code=x",),
}
ERRORS: dict[str, dict[str, object]] = {
    **{f"{code}.html": {} for code in ("400", "403", "403_csrf", "405", "500", "503")},
    "413.html": {"most": 10},
    "429.html": {"minutes": 5},
    "outage.html": {"outage": "database", "languages": ("es", "en")},
    "network/link_ended.html": {},
}
MOST_OF_A_KIND = 4
NOT_THERE = "nada-de-esto/"
IN_NO_LANGUAGE = ("/v/", "/e/", "/jitsi/", "/badges/")


@pytest.fixture
def scene(live_server, settings) -> Scene:
    """People of every role, things of every kind, a curriculum."""
    settings.BASE_URL = live_server.url
    found = make_scene()
    course = make_course_page(make_area_page())
    places = [page.url_path.split("/", 2)[2] for page in (course, course.get_parent())]
    found.things["page"] = [*(Thing(place, (place,)) for place in places), *found.things["page"]]
    gc.collect()  # here, where it is forgiven
    return found


def addresses_of(scene: Scene, language: str) -> Iterator[tuple[Address, str]]:
    """Each address that is read, with one thing of its kind after the other; and what is asked of some."""
    with translation.override(language):
        for address in OURS:
            if "GET" not in address.methods or address.is_book:
                continue
            for thing in scene.things_of(address.thing)[:MOST_OF_A_KIND]:
                url = reverse(address.name, args=thing.args if address.thing else ())
                yield address, url
                yield from ((address, url + query) for query in ASKED.get(address.name, ()))


def is_page(client: Client, url: str) -> bool:
    """Whether the reader gets a page there, not a redirect, a file or a refusal."""
    cache.clear()
    answer = client.get(url)
    answer.close()
    return answer.status_code in (200, 400) and answer["Content-Type"].startswith("text/html")


def visits(scene: Scene, language: str) -> Iterator[tuple[Role, str]]:
    """Who reads what: each page once by whom it shows the most, and by the public where it is public."""
    clients = {role: Client() for role in READERS}
    for role, client in clients.items():
        if scene.people[role]:
            client.force_login(scene.people[role])
    walked = set()
    for address, url in list(addresses_of(scene, language)):
        reader = OF_ONESELF.get(address.name) or next((role for role in READERS if is_page(clients[role], url)), None)
        if reader is None or url in walked:
            continue
        walked.add(url)
        yield reader, url
        if reader is not Role.ANONYMOUS and language == "es" and is_page(clients[Role.ANONYMOUS], url):
            yield Role.ANONYMOUS, url


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_is_accessible_and_fits_a_phone(browser: Browser, live_server, scene, language):
    visitor = browser.new_context(base_url=live_server.url, locale=language)
    page, reading = visitor.new_page(), None
    faults, walked = [], 0
    for reader, url in sorted(visits(scene, language), key=lambda visit: visit[0].value):
        if reader is not reading:
            reading = reader
            read_as(page, scene, reader)
        page.goto(url)
        walked += 1
        faults += [f"{reader.value} {url}: {fault}" for fault in faults_of(page)]
        if page.locator("html").get_attribute("lang") != language and not url.startswith(IN_NO_LANGUAGE):
            faults.append(f"{url}: another language")
    page.goto(f"/{language}/{NOT_THERE}")
    faults += [f"not there: {fault}" for fault in faults_of(page)]
    visitor.close()
    assert not faults, "\n".join(faults)
    assert walked > 30


def read_as(page: Page, scene: Scene, reader: Role) -> None:
    """Whose browser it is from now on."""
    page.context.clear_cookies()
    if scene.people[reader]:
        enter(page, scene.people[reader])


@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_of_errors_are_accessible_and_fit_a_phone(browser: Browser, live_server, rf, language):
    visitor = browser.new_context(base_url=live_server.url, locale=language)
    page, faults = visitor.new_page(), []
    for template, said in ERRORS.items():
        page.goto("/robots.txt")  # a document of this server, from which the page takes its styles
        page.set_content(told(template, said, rf, language))
        page.wait_for_function("document.styleSheets.length == 2")
        faults += [f"{template}: {fault}" for fault in faults_of(page)]
    visitor.close()
    assert not faults, "\n".join(faults)


def told(template: str, said: dict[str, object], rf: RequestFactory, language: str) -> str:
    """The page as a stranger reads it."""
    request = rf.get(f"/{language}/")
    request.user, request.resolver_match = AnonymousUser(), None
    with translation.override(language):
        return render_to_string(template, said, request=request)
