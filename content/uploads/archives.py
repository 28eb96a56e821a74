"""Packed documents (ZIP): looked at before they are unpacked, and packed anew from what is known to be fine."""

import re
import zipfile
import zlib
from io import BytesIO

from content.uploads import UploadRefused

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 120  # unpacked to packed; ordinary office files stay below 30
SMALL = 2 * 1024 * 1024  # below this no ratio hurts: a table of equal rows packs very well
FIRST_BYTES = b"PK\x03\x04"
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f\\]")
LARGEST_XML = 40 * 1024 * 1024
OTHER_ENCODING = re.compile(rb"""^[^>]{0,200}encoding=["'](?!utf-?8["'])""", re.IGNORECASE)


def members_of(content: bytes) -> dict[str, bytes]:
    """The members by name, unpacked. Refuses bombs before unpacking (``bomb``), and archives that are broken, locked,
    ambiguous or lead out of themselves (``broken_document``, ``locked_document``).
    """
    if not content.startswith(FIRST_BYTES):
        raise UploadRefused("not_a_document")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            listed = [each for each in archive.infolist() if not each.is_dir()]
            _refuse_bomb(listed, len(content))
            _refuse_unsafe(listed)
            return {each.filename: archive.read(each) for each in listed}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as fault:
        raise UploadRefused("broken_document") from fault


def _refuse_bomb(listed: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(each.file_size for each in listed)
    is_dense = unpacked > SMALL and unpacked > MOST_RATIO * packed
    if len(listed) > MOST_MEMBERS or unpacked > MOST_UNPACKED or is_dense:
        raise UploadRefused("bomb")


def _refuse_unsafe(listed: list[zipfile.ZipInfo]) -> None:
    if any(each.flag_bits & IS_ENCRYPTED for each in listed):
        raise UploadRefused("locked_document")
    names = [each.filename.lower() for each in listed]
    odd = any(UNSAFE_NAME.search(each.filename) or each.compress_type not in PACKED for each in listed)
    if odd or len(set(names)) != len(names):
        raise UploadRefused("broken_document")


def packed(members: dict[str, bytes], first: str = "") -> bytes:
    """The members packed anew, without dates, comments or anything beside; ``first`` stored in front, as ODF asks."""
    out = BytesIO()
    names = [first, *(name for name in members if name != first)] if first else list(members)
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            facts = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            facts.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(facts, members[name])
    return out.getvalue()


def refuse_odd_xml(members: dict[str, bytes]) -> None:
    """The parts are searched as UTF-8 text: what is written otherwise, or defines entities, is refused."""
    for name, part in members.items():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        odd = b"\x00" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part or len(part) > LARGEST_XML
        if odd or OTHER_ENCODING.match(part[:300]):
            raise UploadRefused("broken_document")
