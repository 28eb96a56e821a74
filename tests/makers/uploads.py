"""Files as people and attackers send them, built in code."""

import struct
import zipfile
import zlib
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

OFFICE = "application/vnd.openxmlformats-officedocument."
MAINS = {
    "docx": ("word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation.main+xml"),
}
ODF = "application/vnd.oasis.opendocument."
RELATION = '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" {}/>'


def make_exif(orientation: int = 6) -> Image.Exif:
    """Where it was taken (San Salvador), with what, by whom, and which side is up."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "Fabricante", "Ana López"
    exif[0x8825] = {1: "N", 2: (13.0, 41.0, 24.0), 3: "W", 4: (89.0, 11.0, 24.0)}
    return exif


def make_picture(file_format: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options) -> bytes:
    """A picture whose left half is black, so that turning it shows."""
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    picture.convert(mode).save(out, file_format, **options)
    return out.getvalue()


def make_located_picture(file_format: str = "JPEG") -> bytes:
    """With everything that a picture can tell of itself."""
    options = {"exif": make_exif(), "icc_profile": b"profile of Ana"}
    if file_format == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", "Ana López")
        told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Ana López</x:xmpmeta>")
        options["pnginfo"] = told
    else:
        options["xmp"] = b"<x:xmpmeta>Ana L</x:xmpmeta>"
    if file_format == "JPEG":
        options["comment"] = b"tomada por Ana"
    return make_picture(file_format, **options)


def make_bomb_picture(side: int = 20_000) -> bytes:
    """A small PNG whose head promises ``side`` × ``side`` pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def make_archive(members: dict[str, bytes | str], **options) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name, part, **options)
    return out.getvalue()


def make_ooxml(ending: str = "docx", body: str = "<w:p>Acta</w:p>", **more: str | bytes) -> bytes:
    """An office file with properties; ``more`` are further members, ``__`` in their names standing for ``/``."""
    name, kind = MAINS[ending]
    members = {
        "[Content_Types].xml": f'<Types><Override PartName="/{name}" ContentType="{kind}"/></Types>',
        "_rels/.rels": '<Relationships><Relationship Id="t" Type="http://x/relationships/metadata/thumbnail" '
        'Target="docProps/thumbnail.jpeg"/><Relationship Id="d" Type="http://x/officeDocument" Target="a"/>'
        "</Relationships>",
        name: f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w">{body}</w:document>',
        "docProps/core.xml": "<cp:coreProperties><dc:creator>Ana López</dc:creator></cp:coreProperties>",
        "docProps/app.xml": "<Properties><Company>Fiscalía</Company></Properties>",
        "docProps/thumbnail.jpeg": make_picture(),
    }
    return make_archive(members | {key.replace("__", "/"): part for key, part in more.items()})


def make_relations(kind: str, address: str) -> str:
    target = f'Target="{address}" TargetMode="External"'
    return f"<Relationships>{RELATION.format(kind, target)}</Relationships>"


def make_odf(ending: str = "odt", body: str = "<text:p>Acta</text:p>", **more: str | bytes) -> bytes:
    word = {"t": "text", "s": "spreadsheet", "p": "presentation"}[ending[-1]]
    members = {
        "mimetype": f"{ODF}{word}",
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:content>{body}</office:content>',
        "meta.xml": "<office:meta><meta:initial-creator>Ana López</meta:initial-creator></office:meta>",
        "META-INF/manifest.xml": "<manifest:manifest/>",
        "Thumbnails/thumbnail.png": make_picture("PNG"),
    }
    return make_archive(members | {key.replace("__", "/"): part for key, part in more.items()})


def make_workbook(*, comment: str = "") -> bytes:
    """A real one, of a program that writes real ones."""
    book = Workbook()
    book.properties.creator = "Ana López"
    book.active["A1"] = "Acta"
    if comment:
        book.active["A1"].comment = Comment(comment, "Ana López")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def make_pdf(more: bytes = b"", author: bytes = b"(Ana Lopez)", stream: bytes = b"", head: bytes = b"") -> bytes:
    """A page with nothing on it; ``more`` are further objects, ``stream`` a packed one under ``head``."""
    packed = zlib.compress(stream)
    body = b"5 0 obj\n<< " + head + b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>\nendobj\n"
        b"4 0 obj\n<< /Author "
        + author
        + b" /Producer (LibreOffice) >>\nendobj\n"
        + more
        + b"\n"
        + (body + b"\nendstream\nendobj\n" if stream else b"")
        + b"xref\n0 1\ntrailer\n<< /Root 1 0 R /Info 4 0 R >>\nstartxref\n9\n%%EOF\n"
    )
