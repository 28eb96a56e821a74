"""Every way in of the admin takes files clean or not at all: one, many, from a chooser, in place of an old one."""

import gc
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from content.forms import REFUSALS
from content.models import PlatformDocument, PlatformImage
from tests.makers.uploads import make_located_picture, make_ooxml, make_picture

# Wagtail leaves the temporary file of each rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
NAME = "Ana López en su casa.jpg"


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


@pytest.fixture
def sara(client, cast, settings, tmp_path):
    """Signed in, on the ground, with a place of their own for files."""
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    client.force_login(cast.sara)
    yield cast.sara
    gc.collect()


def collection() -> int:
    return Collection.objects.get(name="Público").pk


def sent(content: bytes, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def assert_clean(picture: PlatformImage) -> None:
    """Neither the original nor a rendition tells where or by whom, nor does the file's name."""
    for file in (picture.file, picture.get_rendition("width-10").file):
        with file.open() as opened, Image.open(BytesIO(opened.read())) as found:
            assert not found.getexif()
        assert "ana" not in file.name.lower()
        assert "casa" not in file.name.lower()


def add(client, url: str, file: SimpleUploadedFile, **fields) -> object:
    return client.post(url, {"title": "Sesión", "file": file, "collection": collection(), **fields})


def test_picture_added_alone_is_clean(client, sara):
    add(client, reverse("wagtailimages:add"), sent(make_located_picture()))
    picture = PlatformImage.objects.get()
    assert picture.title == "Sesión"
    assert_clean(picture)


def test_picture_added_from_a_chooser_is_clean(client, sara):
    fields = {"image-chooser-upload-title": "Sesión", "image-chooser-upload-collection": collection()}
    file = {"image-chooser-upload-file": sent(make_located_picture("PNG"), "ana.png")}
    client.post(reverse("wagtailimages_chooser:create"), fields | file)
    assert_clean(PlatformImage.objects.get())


def test_picture_among_many_is_clean_and_is_not_called_by_its_file(client, sara):
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": NAME.removesuffix(".jpg"), "files[]": sent(make_located_picture()), "collection": collection()},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"], answer.json()
    picture = PlatformImage.objects.get()
    assert "Ana" not in picture.title
    assert_clean(picture)


def test_picture_put_in_place_of_another_is_clean(client, sara):
    add(client, reverse("wagtailimages:add"), sent(make_picture()))
    picture = PlatformImage.objects.get()
    add(client, reverse("wagtailimages:edit", args=[picture.pk]), sent(make_located_picture("WEBP"), "ana.webp"))
    picture.refresh_from_db()
    assert picture.file.name.endswith(".webp")
    assert_clean(picture)


def test_no_file_is_kept_as_it_came_while_another_field_is_amended(client, sara):
    """Wagtail would keep the file beside the model until the other field is right, and then take it as it is."""
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x", "files[]": sent(make_located_picture()), "collection": "999999"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is False
    assert not UploadedFile.objects.exists()
    assert not PlatformImage.objects.exists()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("url", "content", "name", "code"),
    [
        ("wagtailimages:add", b"<svg/>", "a.png", "not_a_picture"),
        ("wagtaildocs:add", b"<html>", "a.pdf", "not_a_document"),
        ("wagtaildocs:add", make_ooxml(**{"word__comments.xml": "<a/>"}), "a.docx", "comments"),
    ],
)
def test_refusal_is_a_sentence_at_the_field(client, sara, language, url, content, name, code):
    sara.language = language
    sara.save()
    answer = add(client, reverse(url), sent(content, name))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"].as_data()[0].code == code
    assert not PlatformImage.objects.exists()
    assert not PlatformDocument.objects.exists()


def test_file_past_the_size_is_refused_unread(client, sara, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    answer = add(client, reverse("wagtaildocs:add"), sent(make_ooxml(), "acta.docx"))
    assert answer.context["form"].errors["file"].as_data()[0].code == "too_large"


def test_document_lies_under_a_name_of_ours(client, sara):
    add(client, reverse("wagtaildocs:add"), sent(make_ooxml(), "Ana López.docx"))
    document = PlatformDocument.objects.get()
    assert document.title == "Sesión"
    assert "pez" not in document.file.name
    with document.file.open() as opened:
        assert b"Ana" not in opened.read()


def test_title_is_not_written_by_the_files_name(client, sara):
    page = client.get(reverse("wagtailimages:add")).text
    assert "w-sync#apply" not in page.split('name="file"')[1].split(">")[0]


def test_every_refusal_has_its_sentence():
    assert all(str(sentence).endswith(".") for sentence in REFUSALS.values())
