"""No page, list, search, file name or refusal shows a word to a role that may not read it."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Callable
from functools import cache, partial
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from tests.house.addresses import names_and_routes
from tests.house.canaries import COMMON, WORD, Canary, sow, unsaid
from tests.house.stage import Stage
from training_platform.access import ALL_OURS, Role

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")
NOT_FOLLOWED = ("/static/", "/admin/logout", "/admin/jsi18n", "/admin/sprite", "/admin/pages/preview")
# Whoever holds the paper reads its number by its code, and a badge by its link: they are the key, so the crawl does not
# try doors with them.
NOT_TRIED = {"verification:certificate", "badges:shared", "badges:shared_file"}
# A screen is the same for each of its rows: so many of one name are followed, beside those of the scene.
MOST_OF_ONE_NAME = 4


@pytest.fixture(scope="module")
def canaries(stage: Stage) -> dict[str, Canary]:
    found = {canary.word: canary for canary in sow(stage.scene)}
    stage.renew()
    return found


def seeds(stage: Stage) -> list[str]:
    """Every address that can be opened, with every thing, in both languages; searches for the common word."""
    found = [
        "/",
        "/start/",
        "/robots.txt",
        "/sitemap.xml",
        "/es/nada/",
        "/nada/",
        "/admin/nada/",
        "/.well-known/security.txt",
    ]
    for language in ("es", "en"):
        with translation.override(language):
            for address in ALL_OURS:
                if "GET" in address.methods and address.name not in NOT_TRIED:
                    found += [reverse(address.name, args=thing.args) for thing in stage.scene.things_of(address.thing)]
    lists = [f"/{route}" for _name, route in names_and_routes() if "<" not in route and "(" not in route]
    asking = [f"{path}?q={COMMON}" for path in lists]
    return [*found, *asking]


def crawl(stage: Stage, role: Role) -> tuple[dict[str, str], int]:
    """The words met by ``role``, each with the first page it stands on; how many pages were read."""
    waiting, known, seen, met, names = deque(seeds(stage)), set(), set(), {}, Counter()
    while waiting:
        url = waiting.popleft()
        if url in known:
            continue
        known.add(url)
        response, _changed = stage.ask(role, "GET", url)
        assert response.status_code < 500 or url.startswith("/health/"), url
        text = text_of(response)
        headers = {name: value for name, value in response.headers.items() if name != "Location"}
        for word in WORD.findall(text + str(headers)):
            if word not in url:
                met.setdefault(word, url)
        fresh = set(links_of(text, url, response)) - seen
        seen |= fresh
        waiting.extend(link for link in sorted(fresh) if is_worth_following(link, names))
    return met, len(known)


def text_of(response) -> str:
    """What can be read in an answer: what is sent whole as it is, a spreadsheet unpacked; nothing in other files."""
    kind = response.headers.get("Content-Type", "")
    if "spreadsheetml" in kind:
        with zipfile.ZipFile(io.BytesIO(response.streamed if response.streaming else response.content)) as book:
            return " ".join(book.read(name).decode() for name in book.namelist())
    if response.streaming or kind == "application/octet-stream":
        return ""
    return response.content.decode(errors="replace")  # a picture may carry words too


def is_worth_following(link: str, names: Counter) -> bool:
    """Not yet as many of that name as are told apart."""
    try:
        name = resolve(link.partition("?")[0]).view_name
    except Resolver404:
        return False
    names[name] += 1
    return names[name] <= MOST_OF_ONE_NAME or name == "wagtail_serve"


def links_of(text: str, url: str, response) -> list[str]:
    """Where a page leads on this site, without its fragments and orders of lists."""
    found = [unescape(link) for link in LINK.findall(text)]
    if "Location" in response:
        found.append(response["Location"])
    places = [urlsplit(urljoin(url, link)) for link in found if not link.startswith(("mailto:", "data:"))]
    return [
        place.path + (f"?{place.query}" if place.query.startswith(("language=", "role=")) else "")
        for place in places
        if not place.netloc and not place.path.startswith(NOT_FOLLOWED)
    ]


def test_every_text_has_its_readers():
    assert unsaid() == []


@pytest.fixture(scope="module")
def crawled(stage, canaries) -> Callable[[Role], tuple[dict[str, str], int]]:
    """What each role met; a role crawls once."""
    return cache(partial(crawl, stage))


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_role_meets_no_word_that_is_not_for_it(stage, canaries, crawled, role):
    met, pages = crawled(role)
    user = stage.scene.people[role]
    led = {person for thing in stage.scene.things["session"] if thing.leaders for person in thing.members}
    leaks = [
        f"{canaries[word].place} on {url}"
        for word, url in met.items()
        if word in canaries and not canaries[word].may_be_met_by(role, user, led)
    ]
    assert leaks == [], pages


def test_crawl_is_not_blind(canaries, crawled):
    met, pages = crawled(Role.SECRETARIAT)
    places = {canaries[word].place.rpartition(" ")[0] for word in met if word in canaries}
    assert {"network.Person.given_names", "courses.Workshop.title_es", "outbox.Letter.subject"} <= places, places
    assert pages > 300


def test_page_of_a_fault_tells_nothing(stage, canaries, monkeypatch):
    def fail(*_args, **_kwargs):
        secret = next(iter(canaries))
        raise ValueError(secret)

    monkeypatch.setattr("training_platform.homes.views.standing_of", fail)
    monkeypatch.setattr("training_platform.homes.parts.standing_of", fail)
    monkeypatch.setattr("courses.views.standing_of", fail)
    for url in ("/start/", reverse("my_training"), reverse("my_office")):
        response, _changed = stage.ask(Role.PROSECUTOR, "GET", url)
        assert response.status_code == 500
        assert not WORD.findall(response.text)
