"""QR codes as SVG."""

import io

import segno

MASK = 3  # Fixed: trying all eight patterns for the prettiest takes four fifths of the time, and any of them is read.


def qr_svg(text: str) -> bytes:
    """A QR code of ``text`` as SVG: level M (15 % may be lost), a quiet zone of four modules (ISO/IEC 18004)."""
    picture = io.BytesIO()
    code = segno.make(text, error="m", mask=MASK, micro=False, boost_error=False)
    code.save(picture, kind="svg", border=4, scale=4, dark="#000", light="#fff", xmldecl=False)
    return picture.getvalue()
