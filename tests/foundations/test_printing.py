import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from foundations.printing.fonts import TYPEFACES, can_print, code_points
from foundations.printing.pdf import PrintingError, typeset
from foundations.printing.qr import qr_svg

AT = datetime(2012, 3, 9, 17, 0, 0, 5, tzinfo=UTC)
SHEET = """#let given = json("content.json")
#set document(title: given.title)
#set text(font: "Platform Sans", lang: "es")
#given.title #strong(given.title) #emph(given.title)
#if "qr" in given { image("qr.svg", alt: "QR") }
"""
with_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext, pdfinfo, pdffonts (poppler-utils)")


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "sheet" / "sheet.typ"
    path.parent.mkdir()
    path.write_text(SHEET)
    return path


def ask(program: str, pdf: bytes, *options: str) -> str:
    return subprocess.run(
        [program, *options, "-", *(["-"] if program == "pdftotext" else [])], input=pdf, capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize(
    ("text", "printable"),
    [
        ("", True),
        ("Ana María López", True),
        ("Ñandú Güemes-D’Souza, Łukasz ẞ", True),
        ("Jose\u0301", True),
        ("Ирина", True),
        ("李小龍", False),
        ("😀", False),
        ("Ana\nMaría", False),
        ("Ana\u202eMaría", False),
        ("Ana\u200bMaría", False),
        ("\x00", False),
    ],
)
def test_text_is_printable_when_every_character_has_a_glyph(text, printable):
    assert can_print(text) is printable


@pytest.mark.parametrize("name", ["PlatformSans-Regular", "PlatformSans-Bold", "PlatformSans-Italic"])
def test_every_typeface_says_which_characters_it_has(name):
    covered = code_points((TYPEFACES / f"{name}.ttf").read_bytes())
    assert {ord(letter) for letter in "aZ09áÁñÑüÜçßøŁ¿¡«»—’"} <= covered
    assert not {0x674E, 0x1F600, 0xFFFF} & covered


def test_typefaces_travel_with_their_licence():
    assert "SIL OPEN FONT LICENSE" in (TYPEFACES / "OFL.txt").read_text()


def test_every_character_called_printable_can_be_set(sheet):
    covered = "".join(chr(code) for code in sorted(code_points((TYPEFACES / "PlatformSans-Bold.ttf").read_bytes())))
    printable = "".join(letter for letter in covered if can_print(letter))
    assert typeset(sheet, {"title": printable}, at=AT)


@with_poppler
def test_document_is_tagged_dated_and_embeds_our_fonts_alone(sheet):
    pdf = typeset(sheet, {"title": "Constancia"}, at=AT)
    about = ask("pdfinfo", pdf, "-rawdates")
    assert "Tagged:          yes" in about
    assert "D:20120309170000Z" in about
    fonts = ask("pdffonts", pdf).splitlines()[2:]
    assert len(fonts) == 3
    assert all("+PlatformSans-" in font and " yes yes yes " in font for font in fonts)


def test_document_declares_its_standards(sheet):
    pdf = typeset(sheet, {"title": "Constancia"}, at=AT)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@with_poppler
@pytest.mark.parametrize("hostile", ["<b> #x $y", '#read("/etc/passwd")', "\\ * _ ` @x [a] // /* = -", '"); panic("'])
def test_hostile_text_stays_text(sheet, hostile):
    assert hostile in ask("pdftotext", typeset(sheet, {"title": hostile}, at=AT), "-raw")


def test_document_is_the_same_bytes_again(sheet):
    again = [
        typeset(sheet, {"title": "Ana", "qr": True}, at=AT, images={"qr": qr_svg("https://x.example/")})
        for _ in range(2)
    ]
    assert again[0] == again[1]


def test_several_threads_set_at_once_and_each_gets_its_own(sheet):
    names = [f"Ana {number}" for number in range(12)]
    alone = [typeset(sheet, {"title": name}, at=AT) for name in names]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda name: typeset(sheet, {"title": name}, at=AT), names)) == alone


@pytest.mark.parametrize(
    "line", ['#read("/etc/passwd")', '#read("../secret.txt")', '#import "@preview/example:0.1.0": *', "#panic()"]
)
def test_template_reads_nothing_outside_its_folder_and_no_network(sheet, monkeypatch, line):
    (sheet.parent.parent / "secret.txt").write_text("secret")
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port()}")
    sheet.write_text(SHEET + line)
    with pytest.raises(PrintingError):
        typeset(sheet, {"title": "Ana"}, at=AT)


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_what_has_no_glyph_is_refused(sheet):
    with pytest.raises(PrintingError):
        typeset(sheet, {"title": "李"}, at=AT)


def test_qr_is_the_same_svg_with_four_quiet_modules():
    picture = qr_svg("https://x.example/v/" + "0" * 32)
    assert picture == qr_svg("https://x.example/v/" + "0" * 32)
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own
    assert b'd="M4 4.5h7' in picture
