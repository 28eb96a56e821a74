"""A signed badge inside a picture: Open Badges 3.0 §5.3. Pure bytes in and out; the pictures are our own."""

import struct
import zlib
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
AFTER_HEADER = 8 + 25
"""Where the second chunk of a PNG begins: after the signature and IHDR, which is always first (PNG §5.6)."""


def baked_png(credential: str) -> bytes:
    """The badge's picture with the compact JWS in an ``iTXt`` chunk, not compressed."""
    picture = (PICTURES / "badge.png").read_bytes()
    # Keyword, end of it, not compressed, method 0, no language, no translated keyword, text (PNG §11.3.4.5).
    body = b"iTXt" + KEYWORD + b"\x00\x00\x00\x00\x00" + credential.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:AFTER_HEADER] + chunk + picture[AFTER_HEADER:]


def baked_svg(credential: str) -> bytes:
    """The same as SVG: the compact JWS in ``openbadges:credential``, directly after the root. It needs no escaping."""
    picture = (PICTURES / "badge.svg").read_text(encoding="utf-8")
    head, bracket, rest = picture.partition(">")
    baked = f'{head} xmlns:openbadges="{NAMESPACE}"{bracket}<openbadges:credential verify="{credential}"/>{rest}'
    return baked.encode()
