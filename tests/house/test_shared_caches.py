"""No shared cache between the platform and its readers keeps what one of them alone may see (RFC 9111 §3, §3.5)."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.house.addresses import names_and_routes
from tests.house.stage import Stage
from training_platform.access import ALL_OURS, Role
from training_platform.public_pages import PLACES
from training_platform.public_version import PUBLIC_PAGES
from training_platform.zones import FOR_EVERYBODY, KEPT, is_listed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

# The same bytes for everybody: icons, words of buttons, the public halves of keys (RFC 7517), bits of status lists.
SAME_FOR_ALL = {
    "icon",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtail_localize:javascript_catalog",
    "conferencing:key_set",
    "conferencing:public_key",
    "badges:issuer",
    "badges:keys",
    "badges:key",
    "badges:status",
}
TABLES = re.compile(r'(?:FROM|JOIN) "(\w+)"')
KEPT_BY_DEFAULT = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501}


def directives(response: HttpResponse) -> dict[str, str]:
    words = [word.strip().partition("=") for word in response.headers.get("Cache-Control", "").lower().split(",")]
    return {name: value for name, _equals, value in words if name}


def is_kept(response: HttpResponse) -> bool:
    """Whether a greedy shared cache might keep the answer: by what it says, or by guessing where it says nothing."""
    told = directives(response)
    if told.keys() & {"no-store", "private"} or response.headers.get("Vary", "") == "*":
        return False
    return bool(told.keys() & {"public", "s-maxage", "max-age"}) or response.status_code in KEPT_BY_DEFAULT


class Proxy:
    """A cache that keeps all it may, by address and by what ``Vary`` names except cookies, which many proxies drop."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.kept = stage, {}

    def get(self, role: Role, url: str) -> str:
        """The body as ``role`` gets it through the proxy."""
        if url in self.kept:
            return self.kept[url]
        response, _changed = self.stage.ask(role, "GET", url)
        body = b"".join(response.streaming_content).decode(errors="replace") if response.streaming else response.text
        if is_kept(response):
            self.kept[url] = body
        return body


def urls(stage: Stage) -> list[tuple[str, str]]:
    with translation.override("es"):
        ours = [
            (address.name, reverse(address.name, args=thing.args))
            for address in ALL_OURS
            if "GET" in address.methods
            for thing in stage.scene.things_of(address.thing)
        ]
    return ours + [(name, f"/{route}") for name, route in names_and_routes() if "<" not in route and "(" not in route]


@pytest.mark.parametrize("role", [Role.PROSECUTOR, Role.CONTACT_POINT, Role.SECRETARIAT], ids=lambda role: role.value)
def test_nothing_for_a_signed_in_reader_is_kept(stage, role):
    kept = []
    for name, url in urls(stage):
        response, _changed = stage.ask(role, "GET", url)
        if name not in SAME_FOR_ALL and is_kept(response):
            kept.append(f"{url} {response.status_code} {response.headers.get('Cache-Control', '(nothing)')}")
    assert kept == []


def test_each_reader_gets_their_own_through_a_proxy(stage):
    proxy, ana, carla = Proxy(stage), Role.PROSECUTOR, Role.CONTACT_POINT
    mine = [stage.scene.people[role].person.given_names for role in (ana, carla)]
    for name in ("my_account", "my_training", "courses:workshop_list", "who_sees_what", "certificates:verify_form"):
        url = reverse(name)
        pages = [proxy.get(role, url) for role in (ana, carla, Role.ANONYMOUS)]
        assert [given in pages[0] for given in mine] == [True, False], url
        assert mine[0] not in pages[1], url
        assert not any(given in pages[2] for given in mine), url


def test_proxy_keeps_what_it_may(stage):
    proxy, public = Proxy(stage), stage.scene.things["document"][0]
    url = reverse("wagtaildocs_serve", args=public.args)
    proxy.get(Role.ANONYMOUS, url)
    assert list(proxy.kept) == [url]
    assert is_kept(HttpResponse("x", headers={"Cache-Control": "max-age=60"}))
    assert not is_kept(HttpResponse("x", headers={"Cache-Control": "private, max-age=60"}))


def test_what_is_marked_for_everybody_is_nobodys_own(stage):
    found = []
    for name, url in urls(stage):
        response, _changed = stage.ask(Role.ANONYMOUS, "GET", url)
        if response.headers.get("Cache-Control") == FOR_EVERYBODY:
            found.append(name)
            assert url.startswith(PLACES), url
            assert not response.cookies, url
            assert "csrfmiddlewaretoken" not in response.text, url
            assert "nonce" not in response.text + response.headers["Content-Security-Policy"], url
    assert set(KEPT) - set(found) <= {"certificates:verify_form"}


def test_public_page_reads_nothing_that_stands_behind_it(stage):
    """Else an edit of it would not show at once: :mod:`training_platform.public_version`."""
    watched, read = PUBLIC_PAGES.tables | {"cache_entries"}, set()
    for name, url in urls(stage):
        if is_listed(name, KEPT):
            with CaptureQueriesContext(connection) as asked:
                stage.ask(Role.ANONYMOUS, "GET", url)
            read |= {(name, table) for each in asked for table in TABLES.findall(each["sql"])}
    assert ("courses:workshop", "courses_workshop") in read
    assert {(name, table) for name, table in read if table not in watched} == set()
