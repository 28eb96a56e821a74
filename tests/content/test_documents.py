"""Files are handed to the readers of their tier, and to nobody else: documents and pictures."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Collection

from content.actions import lay_tree
from content.models import PlatformDocument, PlatformRendition
from content.rules import PUBLIC, SECRETARIAT, TIERS
from foundations.audit.models import AuditEvent
from tests.makers.files import make_document, make_image

# Wagtail leaves the temporary file of each rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
READERS = {
    "Público": {"nobody", "felix", "dora", "carla", "elsa", "sara"},
    "Red": {"dora", "carla", "elsa", "sara"},
    "Puntos de contacto": {"carla", "elsa", "sara"},
    "Secretaría": {"sara"},
    "": {"elsa", "sara"},
}
NAMES = ("nobody", "felix", "dora", "carla", "elsa", "sara")


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def ground(cast):
    lay_tree()
    return cast


def answers(url: str, client, cast) -> dict[str, object]:
    found = {}
    for name in NAMES:
        client.logout()
        if name != "nobody":
            client.force_login(getattr(cast, name))
        found[name] = client.get(url)
    return found


def readers_of(url: str, content: bytes, client, cast) -> set[str]:
    readers = set()
    for name, answer in answers(url, client, cast).items():
        assert answer.status_code in (200, 404)
        if answer.status_code == 200:
            assert b"".join(answer.streaming_content) == content
            readers.add(name)
    return readers


def ask(client, url: str, **headers: str):
    """The answer, read to its end as a browser does."""
    answer = client.get(url, headers=headers)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def content_of(rendition: PlatformRendition) -> bytes:
    with rendition.file.open() as file:
        return file.read()


@pytest.mark.parametrize("tier", [*TIERS, ""])
def test_document_is_for_its_tier(client, ground, tier):
    assert readers_of(make_document(tier=tier).url, b"words", client, ground) == READERS[tier]


@pytest.mark.parametrize("tier", [*TIERS, ""])
def test_picture_is_for_its_tier(client, ground, tier):
    rendition = make_image(tier=tier).get_rendition("width-20")
    assert readers_of(rendition.url, content_of(rendition), client, ground) == READERS[tier]


def test_document_of_a_collection_within_a_tier_is_for_that_tier(client, ground):
    inner = Collection.objects.get(name="Secretaría").add_child(name="Público")
    assert readers_of(make_document(collection=inner).url, b"words", client, ground) == {"sara"}


# --- Documents ------------------------------------------------------------------------------------------------------


def test_document_is_an_attachment_that_runs_nothing(client, ground):
    answer = ask(client, make_document(title='Acta "final" <b>/..\\x').url)
    assert answer["Content-Disposition"] == 'attachment; filename="Acta final b..x.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for validator in ("ETag", "Last-Modified"):
        assert validator not in answer


def test_public_document_may_be_kept_an_hour_by_those_without_a_session(client, ground):
    document = make_document()
    public = ask(client, document.url)
    assert public["Cache-Control"] == "public, max-age=3600"
    client.force_login(ground.dora)
    own = ask(client, document.url)
    assert own["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("tier", TIERS[1:])
def test_restricted_document_is_kept_by_nobody(client, ground, tier):
    client.force_login(ground.sara)
    answer = ask(client, make_document(tier=tier).url)
    assert answer["Cache-Control"] == "private, no-store"


def test_stranger_learns_nothing_from_what_is_asked(client, ground):
    document = make_document(tier=SECRETARIAT)
    asked = (
        {"If-None-Match": f'"{document.get_file_hash()}"'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Wed, 21 Oct 2015 07:28:00 GMT"},
        {"Range": "bytes=0-1"},
    )
    missing = client.get(document.url.replace(f"/documents/{document.pk}/", "/documents/0/"))
    for headers in ({}, *asked):
        answer = ask(client, document.url, headers=headers)
        assert answer.status_code == 404
        told = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        assert told.items() <= missing.headers.items()
        assert re.sub(r"documents(/|%2F)\d+", "", answer.text) == re.sub(r"documents(/|%2F)\d+", "", missing.text)
        assert client.head(document.url, headers=headers).status_code == 404


def test_head_and_range_are_answered_as_they_should(client, ground):
    document = make_document()
    head = client.head(document.url)
    assert b"".join(head.streaming_content) == b""
    assert (head.status_code, head["Content-Length"], head["Accept-Ranges"]) == (200, "5", "none")
    part = ask(client, document.url, Range="bytes=1-2")
    assert (part.status_code, part.body) == (200, b"words")
    assert client.post(document.url).status_code == 405


def test_reading_a_restricted_document_is_written_into_the_book(client, ground):
    document = make_document(tier="Red", title="zorzal")
    client.force_login(ground.dora)
    ask(client, document.url)
    event = AuditEvent.objects.get(action="content.document_read")
    assert (event.actor, event.subject_id) == (ground.dora.person_id, str(document.pk))
    assert "zorzal" not in str(event.details)
    b"".join(client.head(document.url).streaming_content)
    ask(client, make_document().url)
    client.force_login(ground.felix)
    client.get(document.url)
    assert AuditEvent.objects.filter(action="content.document_read").count() == 1


def test_document_that_lost_its_file_is_missing(client, ground):
    document = make_document()
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404


# --- Pictures -------------------------------------------------------------------------------------------------------


def test_public_picture_may_be_kept_for_long(client, ground):
    rendition = make_image().get_rendition("width-20")
    answer = ask(client, rendition.url)
    assert answer["Cache-Control"] == "public, max-age=2592000, immutable"
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    client.force_login(ground.dora)
    own = ask(client, rendition.url)
    assert own["Cache-Control"] == "private, max-age=2592000, immutable"


def test_restricted_picture_is_kept_by_nobody(client, ground):
    client.force_login(ground.sara)
    answer = ask(client, make_image(tier="Red").get_rendition("width-20").url)
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("tier", [*TIERS, ""])
def test_original_has_no_address(client, ground, tier):
    image = make_image(tier=tier)
    rendition = image.get_rendition("width-20")
    client.force_login(ground.sara)
    for address in (
        f"/media/{image.file.name}",
        f"/media/{rendition.file.name}",
        f"/pictures/{image.file.name}",
        f"/pictures/{rendition.pk}/{Path(image.file.name).name}",
        f"/pictures/{rendition.pk}/../{image.file.name}",
        f"/pictures/{rendition.pk}/..%2f..%2f{image.file.name}",
        f"/pictures/{rendition.pk}/%2e%2e/{image.file.name}",
        f"/pictures/{rendition.pk}/",
        "/pictures/",
        "/pictures/99999/x.png",
        f"/pictures/{'9' * 30}/x.png",
    ):
        assert client.get(address, follow=True).status_code == 404, address


def test_only_pictures_are_handed_out_as_pictures(client, ground):
    rendition = make_image().get_rendition("width-20")
    for name in ("images/x.svg", "images/x.html", "images/x"):
        PlatformRendition.objects.filter(pk=rendition.pk).update(file=name)
        assert client.get(f"/pictures/{rendition.pk}/{name.rpartition('/')[2]}").status_code == 404


def test_nothing_lies_where_a_web_server_would_look(ground):
    image = make_image()
    for file in (make_document().file, image.file, image.get_rendition("width-20").file):
        assert Path(file.path).is_relative_to(settings.PRIVATE_ROOT)
        assert Path(file.path).stat().st_mode & 0o077 == 0


def test_admin_shows_thumbnails(client, ground):

    make_image()
    client.force_login(ground.elsa)
    shown = client.get(reverse("wagtailimages:index")).text
    rendition = PlatformRendition.objects.get()
    assert rendition.url in shown
    answer = ask(client, rendition.url)
    assert answer.status_code == 200


def test_documents_of_a_tier_are_public_by_their_collection_alone(ground):
    assert make_document().tier == PUBLIC
    assert PlatformDocument(collection=Collection.get_first_root_node()).tier == ""
