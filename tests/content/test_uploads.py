"""What people send is taken in clean, or refused by its reason: pictures, office documents, PDF."""

import random
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image

from content.uploads import UploadRefused, archives
from content.uploads.documents import clean_document
from content.uploads.pictures import clean_picture
from tests.makers.uploads import (
    make_archive,
    make_bomb_picture,
    make_located_picture,
    make_odf,
    make_ooxml,
    make_pdf,
    make_picture,
    make_relations,
    make_workbook,
)

PEOPLE = (b"Ana", "López".encode(), "López".encode("utf-16-le"), b"Fabricante", b"Fiscal")
NOISE = random.Random(7).randbytes(100_000)
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_picture_keeps_its_pixels_and_nothing_else(file_format):
    left = clean_picture(make_located_picture(file_format))
    with Image.open(BytesIO(left.content)) as picture:
        assert not picture.getexif()
        assert {"icc_profile", "comment", "exif", "xmp", "Author", "photoshop"}.isdisjoint(picture.info)
        assert picture.size == (20, 40), "turned upright, as its orientation said"
        assert picture.convert("L").getpixel((10, 5)) < 40
        assert picture.convert("L").getpixel((10, 35)) > 200
    assert not any(word in left.content for word in PEOPLE)


@pytest.mark.parametrize(
    ("file_format", "mode", "left"),
    [("PNG", "RGBA", "RGBA"), ("PNG", "P", "RGB"), ("PNG", "1", "1"), ("JPEG", "CMYK", "RGB"), ("JPEG", "L", "L")],
)
def test_picture_of_any_mode_is_taken(file_format, mode, left):
    with Image.open(BytesIO(clean_picture(make_picture(file_format, mode=mode)).content)) as picture:
        assert picture.mode == left


def test_what_hangs_behind_a_picture_is_gone():
    left = clean_picture(make_picture() + HTML + make_archive({"a.txt": "secreto"}))
    assert b"script" not in left.content
    assert b"PK\x03\x04" not in left.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HTML, "not_a_picture"),
        (SVG, "not_a_picture"),
        (b"GIF89a" + HTML, "not_a_picture"),
        (make_picture("GIF"), "not_a_picture"),
        (make_picture("TIFF"), "not_a_picture"),
        (make_picture("BMP"), "not_a_picture"),
        (b"", "not_a_picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "not_a_picture"),
        (b"%PDF-1.7\n" + make_picture(), "not_a_picture"),
        (make_picture(size=(900, 900))[:-900], "broken_picture"),
        (make_picture("PNG", size=(300, 300))[:-200], "broken_picture"),
        (make_bomb_picture(20_000), "too_many_pixels"),
        (make_bomb_picture(5_001), "too_many_pixels"),
        (make_bomb_picture(65_000), "too_many_pixels"),
        (
            make_picture("PNG", save_all=True, append_images=[Image.new("RGB", (40, 20), "red")]),
            "moving_picture",
        ),
        (
            make_picture("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 20), "red")]),
            "moving_picture",
        ),
    ],
)
def test_hostile_picture_is_refused(content, code):
    with pytest.raises(UploadRefused) as refusal:
        clean_picture(content)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("name", "content"),
    [(f"acta.{ending}", make_ooxml(ending)) for ending in ("docx", "xlsx", "pptx")]
    + [(f"acta.{ending}", make_odf(ending)) for ending in ("odt", "ods", "odp")]
    + [("Acta.PDF", make_pdf()), ("acta.pdf", make_pdf(author=b"<FEFF0041006E0061>"))],
)
def test_document_is_taken_without_its_author(name, content):
    left = clean_document(content, name)
    assert left.ending == name.rsplit(".", 1)[1].lower()
    told = [left.content, *(parts_of(left.content).values() if left.content[:2] == b"PK" else [])]
    assert not any(word in part for part in told for word in (*PEOPLE, b"0041006E0061"))
    assert any(b"Acta" in part or b"%PDF-1.7" in part for part in told)


def test_workbook_opens_as_before():
    left = clean_document(make_workbook(), "lista.xlsx")
    book = load_workbook(BytesIO(left.content))
    assert book.active["A1"].value == "Acta"
    assert book.properties.creator in (None, "openpyxl")


def test_pdf_keeps_every_offset():
    before = make_pdf()
    assert len(clean_document(before, "a.pdf").content) == len(before)


def test_photograph_within_a_document_loses_its_place():
    left = clean_document(make_ooxml(**{"word__media__a.jpg": make_located_picture()}), "a.docx")
    with Image.open(BytesIO(parts_of(left.content)["word/media/a.jpg"])) as picture:
        assert not picture.getexif()


def test_link_that_a_reader_may_follow_is_no_fetching():
    relations = make_relations("hyperlink", "https://www.un.org/")
    assert clean_document(make_ooxml(**{"word___rels__document.xml.rels": relations}), "a.docx").ending == "docx"


TRACKED = '<w:ins w:id="1" w:author="Ana" w:date="2026-01-01T00:00:00Z"><w:r/></w:ins>'
DDE = "<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText>"
MACRO_KIND = "application/vnd.ms-word.document.macroEnabled.main+xml"
REFUSED_DOCUMENTS = [
    ("a.docx", HTML, "not_a_document"),
    ("a.exe", b"MZ" + b"\x00" * 100, "not_a_document"),
    ("a.svg", SVG, "not_a_document"),
    ("a.html", make_pdf(), "not_a_document"),
    ("a.docx", make_archive({"a.txt": "x"}), "not_a_document"),
    ("a.docx", make_pdf(), "wrong_ending"),
    ("a.pdf", make_ooxml("docx"), "wrong_ending"),
    ("a.xlsx", make_ooxml("docx"), "wrong_ending"),
    ("a.pdf", HTML + make_pdf(), "not_a_document"),
    ("a.docx", HTML + make_ooxml(), "not_a_document"),
    ("a.docx", make_ooxml()[:-40], "broken_document"),
    ("a.docx", make_ooxml(**{"..__..__fuera.txt": "x"}), "broken_document"),
    ("a.docx", make_ooxml(__etc__passwd="x"), "broken_document"),
    ("a.docx", make_ooxml(body='<!DOCTYPE a [<!ENTITY b "c">]>'), "broken_document"),
    ("a.docx", make_ooxml(**{"word__a.xml": "<a/>".encode("utf-16")}), "broken_document"),
    ("a.docx", make_ooxml(word__vbaProject="x"), "macros"),
    ("a.docx", make_ooxml(**{"word__vbaProject.bin": "x"}), "macros"),
    ("a.docx", make_archive({"[Content_Types].xml": f'<Override ContentType="{MACRO_KIND}"/>'}), "macros"),
    ("a.docx", make_ooxml(**{"word__embeddings__oleObject1.bin": "x"}), "files_within"),
    ("a.xlsx", make_ooxml("xlsx", **{"xl__externalLinks__externalLink1.xml": "<a/>"}), "files_within"),
    ("a.docx", make_ooxml(**{"word__a.rels": make_relations("attachedTemplate", "http://e.example/a")}), "fetches"),
    ("a.docx", make_ooxml(**{"word__a.rels": make_relations("image", "//e.example/a.png")}), "fetches"),
    ("a.docx", make_ooxml(**{"word__a.rels": make_relations("image", "//e").replace("Ext", "&#69;xt")}), "fetches"),
    ("a.docx", make_ooxml(**{"word__a.rels": make_relations("x/hyperlink/image", "//e.example/>")}), "fetches"),
    ("a.docx", make_ooxml(**{"word__a.rels": make_relations("vbaProject", "harmless.bin")}), "macros"),
    ("a.docx", make_ooxml(**{"word__a.rels": make_relations("oleObject", "harmless.bin")}), "files_within"),
    ("a.docx", make_ooxml(**{"word__a.rels": "<Relationships"}), "broken_document"),
    ("a.docx", make_ooxml(body=DDE), "fetches"),
    ("a.docx", make_ooxml(body=DDE.replace("DDE", "D&#68;E")), "fetches"),
    ("a.docx", make_ooxml(**{"word__comments.xml": "<w:comments/>"}), "comments"),
    ("a.xlsx", make_workbook(comment="quizá"), "comments"),
    ("a.docx", make_ooxml(body=TRACKED), "tracked_changes"),
    ("a.odt", make_odf(body="<text:tracked-changes>x</text:tracked-changes>"), "tracked_changes"),
    ("a.odt", make_odf(body="<office:annotation/>"), "comments"),
    ("a.odt", make_odf(**{"Basic__Standard__Module1.xml": "<a/>"}), "macros"),
    ("a.odt", make_odf(body='<draw:image xlink:href="https://e.example/a.png"/>'), "fetches"),
    ("a.odt", make_odf(**{"META-INF__manifest.xml": "<manifest:encryption-data/>"}), "locked_document"),
    ("a.pdf", make_pdf(b"6 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj"), "runs"),
    ("a.pdf", make_pdf(b"6 0 obj\n<< /S /J#61va#53cript /JS (x) >>\nendobj"), "runs"),
    ("a.pdf", make_pdf(b"6 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj"), "runs"),
    ("a.pdf", make_pdf(stream=b"7 0 << /S /JavaScript >>", head=b"/Type /ObjStm /N 1 /First 4"), "runs"),
    ("a.pdf", make_pdf(stream=b"7 0 << /S /JavaScript >>", head=b"/Type /Obj#53tm /N 1"), "runs"),
    ("a.pdf", make_pdf(stream=b"x", head=b"/Type /ObjStm /Filter [/ASCII85Decode]"), "broken_document"),
    ("a.pdf", make_pdf(b"6 0 obj\n<< /Names << /EmbeddedFiles 7 0 R >> >>\nendobj"), "files_within"),
    ("a.pdf", make_pdf(b"6 0 obj\n<< /Subtype /Popup /T (Ana) >>\nendobj"), "comments"),
    ("a.pdf", make_pdf(b"trailer << /Encrypt 9 0 R >>"), "locked_document"),
    ("a.pdf", make_pdf(author=b"9 0 R"), "author_within"),
    ("a.pdf", make_pdf(stream=b"4 0 << /Author (Ana) >>", head=b"/Type /ObjStm /N 1"), "author_within"),
    ("a.pdf", make_pdf()[:-30], "broken_document"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code"), REFUSED_DOCUMENTS)
def test_hostile_document_is_refused(name, content, code):
    with pytest.raises(UploadRefused) as refusal:
        clean_document(content, name)
    assert refusal.value.code == code


def test_archive_that_unpacks_past_measure_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = make_ooxml(**{"word__a.bin": b"\x00" * 30_000_000})
    monkeypatch.setattr(archives.zipfile.ZipFile, "read", lambda *_args: pytest.fail("it was unpacked"))
    with pytest.raises(UploadRefused) as refusal:
        clean_document(bomb, "a.docx")
    assert refusal.value.code == "bomb"


def test_archive_of_very_many_members_is_refused():
    with pytest.raises(UploadRefused) as refusal:
        clean_document(make_ooxml(**{f"word__{n}.xml": "" for n in range(2_001)}), "a.docx")
    assert refusal.value.code == "bomb"


@pytest.mark.slow
@pytest.mark.parametrize("piece", [b"<w:ins ", b"<a<a", b"<Relationship ", b"<w:instrText ", b"<aaaaaaaaaa"])
def test_search_of_a_long_odd_text_ends(piece):
    """No pattern looks at a byte more than a few times; a quadratic one would take hours here."""
    body = (piece * (3_000_000 // len(piece))).decode()
    for content, name in ((make_ooxml(body=body, word__x=NOISE), "a.docx"), (make_odf(body=body, x=NOISE), "a.odt")):
        with suppress(UploadRefused):
            clean_document(content, name)
    with suppress(UploadRefused):
        clean_document(make_pdf(piece * 100_000 + b"<dc:creator>" * 100_000 + b"/Author(" * 100_000), "a.pdf")


def test_pdf_that_unpacks_past_measure_is_refused():
    with pytest.raises(UploadRefused) as refusal:
        clean_document(make_pdf(stream=b"\x00" * 34_000_000), "a.pdf")
    assert refusal.value.code == "bomb"
