"""Public pages that are kept: an edit shows at once in every process and language, and nobody's own page is kept."""

import gzip
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings as built
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from content.actions import restrict_page
from content.rules import NETWORK
from courses.actions import announce_workshop, cancel_workshop, revise_workshop
from courses.models import ProgrammePage, TrainingArea, Workshop
from network.models import Country, Office
from tests.makers.courses import approve, make_draft, make_workshop
from tests.makers.mail_servers import free_port
from tests.makers.pages import make_area_page, make_course_page, make_standard_page
from training_platform import public_pages
from training_platform.public_pages import may_be_kept, takes_gzip
from training_platform.redis_cache import BREAKER
from training_platform.zones import FOR_EVERYBODY

pytestmark = pytest.mark.django_db(transaction=True)
HOST = "testserver"


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    stopped = SimpleNamespace(now=timezone.now().replace(second=10))
    monkeypatch.setattr(timezone, "now", lambda: stopped.now)
    return stopped


@pytest.fixture
def place(cast_laid_for_good, clock):
    """The cast on the ground; a workshop, a draft of one, and pages."""
    cast = cast_laid_for_good
    with translation.override("es"):
        area = make_area_page()
        place = SimpleNamespace(cast=cast, area=area, course=make_course_page(area), text=make_standard_page())
        place.workshop = make_workshop(title_es="Primero", title_en="First", host_office=cast.salvador)
        place.draft = make_draft(title_es="Borrador", title_en="Draft", host_office=cast.salvador)
        approve(place.draft, school=cast.elsa.person, secretariat=cast.sara.person)
    return place


def worker() -> Client:
    """A process of the web server's: each test client has a chain of middleware, and so a shelf, of its own."""
    return Client(headers={"host": HOST})


def addresses(place) -> list[str]:
    """What the edits below show themselves on, in both languages."""
    found = ["/sitemap.xml"]
    for language in ("es", "en"):
        with translation.override(language):
            found += [f"/{language}/", reverse("courses:workshop_list"), reverse("network:contacts")]
            found += [reverse("courses:workshop", args=[each.slug]) for each in (place.workshop, place.draft)]
    return [*found, place.area.url, place.course.url, place.text.url]


def set_title(place) -> None:
    Workshop.objects.filter(pk=place.workshop.pk).update(title_es="Segundo", title_en="Second")


def rename(model: type, **names: str) -> None:
    for row in model.objects.all():
        for field, name in names.items():
            setattr(row, field, f"{name} {row.pk}")
        row.save()


def publish_draft_of_page(place) -> None:
    place.text.title = "Otro título"
    place.text.save_revision().publish()


EDITS = {
    "bulk update": set_title,
    "revised": lambda place: revise_workshop(place.draft, title_es="Distinto", by=place.cast.elsa),
    "announced": lambda place: announce_workshop(place.draft, by=place.cast.elsa),
    "cancelled": lambda place: cancel_workshop(place.workshop, reason="Sin sede", by=place.cast.sara),
    "deleted": lambda place: Workshop.objects.filter(pk=place.workshop.pk).delete(),
    "new": lambda _place: make_workshop(title_es="Nuevo", title_en="New"),
    "area": lambda _place: rename(TrainingArea, name_es="Área", name_en="Area"),
    "country": lambda _place: rename(Country, name_es="País", name_en="Country"),
    "office": lambda _place: rename(Office, name_es="Ministerio", name_en="Office"),
    "page published": publish_draft_of_page,
    "page unpublished": lambda place: place.area.unpublish(),
    "page moved": lambda place: place.text.move(make_standard_page(), pos="last-child"),
    "page restricted": lambda place: restrict_page(place.area, tier=NETWORK, by=place.cast.sara),
    "page deleted": lambda place: Page.objects.get(pk=place.area.pk).delete(),
    "programme restricted": lambda _place: restrict_page(ProgrammePage.objects.first(), tier=NETWORK, by=None),
    "another area page": lambda _place: make_area_page(title="Otra", area=TrainingArea.objects.first()),
}
# What shows nothing to the public: edits that only touch what is not announced.
SHOWN_NOWHERE = {"revised"}


@pytest.mark.parametrize("edit", EDITS)
def test_edit_shows_at_once_in_every_process(place, settings, edit):
    settings.CACHES = built.CACHES | {"process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["process"].clear()
    first, second, urls = worker(), worker(), addresses(place)
    before = [[one.get(url).content for url in urls] for one in (first, second)]
    EDITS[edit](place)
    after = [[one.get(url).content for url in urls] for one in (first, second)]
    caches["process"].clear()
    fresh = [worker().get(url).content for url in urls]
    assert before[0] == before[1]
    assert after == [fresh, fresh]
    assert (fresh == before[0]) == (edit in SHOWN_NOWHERE)


def is_kept(client: Client, url: str, count) -> bool:
    """Whether the next answer comes from the shelf: it asks the database nothing."""
    with count() as asked:
        client.get(url)
    return len(asked) == 0


@pytest.fixture
def count():
    """Counts statements."""
    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def workshops(place):
    return reverse("courses:workshop_list")


def test_second_reader_gets_what_is_kept_with_all_its_headers(workshops, count):
    client = worker()
    first, second = client.get(workshops), client.get(workshops)
    assert is_kept(client, workshops, count)
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert first["Cache-Control"] == FOR_EVERYBODY
    assert "default-src 'none'" in first["Content-Security-Policy"]
    assert {"Cookie", "Accept-Encoding"} <= {word.strip() for word in first["Vary"].split(",")}
    assert not first.cookies


def test_signed_in_reader_neither_gets_nor_leaves_one(workshops, place, count):
    client = worker()
    public = client.get(workshops)
    client.force_login(place.cast.ana)
    own = client.get(workshops)
    assert "Ana María" in own.text
    assert own["Cache-Control"] == "private, no-store"
    assert "ETag" not in own
    client.cookies.clear()
    assert client.get(workshops).content == public.content
    assert "Ana María" not in public.text


def test_session_that_ended_is_told_so_and_gets_no_kept_page(workshops, place):
    client = worker()
    client.get(workshops)
    client.cookies[built.SESSION_COOKIE_NAME] = "gone"
    assert client.get(workshops)["Cache-Control"] == "private, no-store"


def test_waiting_message_is_shown_to_its_reader_alone(workshops, count):
    client = worker()
    client.get(workshops)
    client.cookies["messages"] = "anything"
    assert not is_kept(client, workshops, count)


def test_other_cookies_are_served_but_leave_nothing(workshops, count):
    client = worker()
    client.cookies["language"] = "en"
    assert not is_kept(client, workshops, count)
    assert not is_kept(client, workshops, count)
    worker_without = Client(headers={"host": HOST})
    worker_without.handler = client.handler
    worker_without.get(workshops)
    assert is_kept(client, workshops, count)


def test_page_is_made_anew_when_the_minute_is_over(workshops, clock):
    client = worker()
    before = client.get(workshops).text
    clock.now += timedelta(seconds=40)
    assert client.get(workshops).text == before
    clock.now += timedelta(seconds=20)
    assert client.get(workshops).text != before


def test_workshop_is_past_from_midnight_on(workshops, clock, place):
    client = worker()
    last = timezone.localtime(clock.now) + timedelta(days=1)
    Workshop.objects.filter(pk=place.workshop.pk).update(starts_on=last.date(), ends_on=last.date())
    clock.now = last.replace(hour=23, minute=59)
    before = client.get(workshops).text
    assert before.index("Primero") < before.index('id="past"')
    clock.now += timedelta(minutes=1)
    after = client.get(workshops).text
    assert after.index("Primero") > after.index('id="past"')


def test_unchanged_page_is_not_sent_again(workshops):
    client = worker()
    etag = client.get(workshops)["ETag"]
    assert not etag.startswith("W/")
    answer = client.get(workshops, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer["ETag"], answer["Cache-Control"]) == (etag, FOR_EVERYBODY)
    assert client.get(workshops, headers={"If-None-Match": '"another"'}).status_code == 200


def test_processes_make_the_same_page_for_the_whole_minute(workshops, clock):
    etag = worker().get(workshops)["ETag"]
    clock.now += timedelta(seconds=25)
    assert worker().get(workshops, headers={"If-None-Match": etag}).status_code == 304


def test_etag_changes_with_the_page(workshops, place):
    client = worker()
    etag = client.get(workshops)["ETag"]
    set_title(place)
    answer = client.get(workshops, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer["ETag"] != etag


def test_compressed_page_is_the_same_page_with_a_validator_of_its_own(workshops):
    client = worker()
    plain = client.get(workshops)
    packed = client.get(workshops, headers={"Accept-Encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))
    assert packed["ETag"] != plain["ETag"]
    same = client.get(workshops, headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert same.status_code == 304


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("identity", False),
        ("gzipped", False),
    ],
)
def test_compression_is_what_the_reader_takes(accepted, expected):
    assert takes_gzip(accepted) is expected


def test_head_is_the_same_without_a_body(workshops, count):
    client = worker()
    page = client.get(workshops)
    with count() as asked:
        head = client.head(workshops)
    assert len(asked) == 0
    assert head.content == b""
    assert dict(head.headers) == dict(page.headers)


@pytest.mark.parametrize(
    "query", ["q=x", "utm_source=a", "page=0", "page=100", "page=2&x=1", "page=%00", "page=1;x", "language=en"]
)
def test_unknown_query_is_answered_and_not_kept(workshops, count, query):
    client = worker()
    client.get(f"{workshops}?{query}")
    assert query == "page=%00" or not is_kept(client, f"{workshops}?{query}", count)
    assert not is_kept(client, workshops, count)


def test_leaf_of_a_list_is_an_address_of_its_own(workshops, count):
    client = worker()
    client.get(f"{workshops}?page=2")
    assert is_kept(client, f"{workshops}?page=2", count)
    assert not is_kept(client, workshops, count)


def test_shelf_has_an_end(workshops, count, monkeypatch):
    monkeypatch.setattr(public_pages, "MOST_PAGES", 2)
    client = worker()
    for leaf in range(1, 6):
        client.get(f"{workshops}?page={leaf}")
    assert [is_kept(client, f"{workshops}?page={leaf}", count) for leaf in range(1, 6)] == [True] * 2 + [False] * 3


@pytest.mark.parametrize("host", ["TESTSERVER", "testserver:8000", "127.0.0.1:1"])
def test_host_written_otherwise_makes_no_key(workshops, count, host):
    client = Client(headers={"host": host})
    assert client.get(workshops).status_code == 200
    assert not is_kept(client, workshops, count)


def test_foreign_host_gets_no_kept_page(workshops):
    client = worker()
    client.get(workshops)
    assert client.get(workshops, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("url", ["/es/no-hay/", "/start/", "/es/entrar/", "/es/buscar/", "/health/"])
def test_what_is_not_for_everybody_is_not_kept(place, count, url):
    client = worker()
    client.get(url)
    answer = client.get(url)
    assert "ETag" not in answer
    assert answer["Cache-Control"] != FOR_EVERYBODY


def test_restricted_page_leads_to_the_sign_in_though_it_was_kept(place):
    client = worker()
    assert client.get(place.text.url).status_code == 200
    restrict_page(place.text, tier=NETWORK, by=place.cast.sara)
    assert client.get(place.text.url).status_code == 302


def answer(status: int = 200, *, cookie: bool = False, **headers: str) -> HttpResponse:
    made = HttpResponse("page", status=status, headers={"Cache-Control": FOR_EVERYBODY} | headers)
    if cookie:
        made.set_cookie("csrf", "x")
    return made


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(), True),
        (answer(404), False),
        (answer(500), False),
        (answer(cookie=True), False),
        (answer(**{"Cache-Control": "private, no-store"}), False),
        (answer(**{"Content-Security-Policy": "script-src 'nonce-abc'"}), False),
        (HttpResponse("x" * (public_pages.LARGEST_PAGE + 1), headers={"Cache-Control": FOR_EVERYBODY}), False),
        (StreamingHttpResponse(["page"], headers={"Cache-Control": FOR_EVERYBODY}), False),
    ],
)
def test_answer_is_kept_only_when_it_is_for_everybody(rf, given, expected):
    request = rf.get("/es/")
    request.META["HTTP_COOKIE"] = ""
    assert may_be_kept(request, given) is expected
    request.META["HTTP_COOKIE"] = "language=en"
    assert not may_be_kept(request, given)


def test_within_a_transaction_nothing_is_kept(workshops, count):
    client = worker()
    with transaction.atomic():
        client.get(workshops)
        assert not is_kept(client, workshops, count)


def test_without_the_shared_cache_pages_are_made_each_time(workshops, settings, count):
    BREAKER.closed_until = 0.0
    redis = {
        "BACKEND": "training_platform.redis_cache.ForgivingRedis",
        "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
    }
    settings.CACHES = built.CACHES | {"default": redis}
    client = worker()
    assert client.get(workshops).status_code == 200
    assert not is_kept(client, workshops, count)
    BREAKER.closed_until = 0.0
