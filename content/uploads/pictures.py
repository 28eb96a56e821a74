"""Photographs and drawings: JPEG, PNG and WebP, made anew from their pixels and nothing else.

Moving pictures, SVG (a program), GIF, HEIC, AVIF and the rest stay outside: nobody needs them here, and each decoder is
a door. Whatever a file carries beside its pixels (place and device in EXIF, XMP, IPTC, comments, colour profiles, text
chunks, a second file behind the first) is not copied, so that no list of what to remove can be incomplete.
"""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from content.uploads import CleanFile, UploadRefused

MOST_PIXELS = 25_000_000
LONGEST_SIDE = 12_000
JPEG_QUALITY = 90
# How each format is written. What opens as JPEG or MPO (two pictures in one file, of phones) becomes a plain JPEG.
ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
WRITTEN: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("JPEG", {"quality": JPEG_QUALITY, "optimize": True}),
    "png": ("PNG", {"optimize": False}),
    "webp": ("WEBP", {"quality": JPEG_QUALITY, "method": 2}),
}
MODES = {"jpg": ("L", "RGB"), "png": ("1", "L", "LA", "RGB", "RGBA"), "webp": ("RGB", "RGBA")}


def clean_picture(content: bytes, *, longest: int = 0) -> CleanFile:
    """The same picture from its pixels alone, turned upright; with ``longest``, no side of it longer than that.

    Refusals: ``not_a_picture``, ``too_many_pixels`` (asked of the head of the file, before its pixels are unpacked),
    ``moving_picture``, ``broken_picture``.
    """
    opened = _opened(content)
    ending = ENDINGS[opened.format or ""]
    if max(opened.size) > LONGEST_SIDE or opened.width * opened.height > MOST_PIXELS:
        raise UploadRefused("too_many_pixels")
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
        raise UploadRefused("moving_picture")
    try:
        return CleanFile(_written(_within(_upright(opened, ending), longest), ending), ending)
    except Exception as fault:  # decoders fail in many ways; each means that the pixels cannot be had
        raise UploadRefused("broken_picture") from fault


def tells_of_itself(content: bytes) -> bool:
    """Whether a picture carries more than pixels that could name a place, a device or a person; broken ones do."""
    try:
        with Image.open(BytesIO(content), formats=tuple(WRITTEN[each][0] for each in WRITTEN)) as opened:
            return bool(opened.getexif()) or not {"exif", "xmp", "photoshop", "comment"}.isdisjoint(opened.info)
    except Exception:  # noqa: BLE001 - as above
        return True


def _opened(content: bytes) -> Image.Image:
    """The picture with its head read, its pixels not; only decoders of what is taken in are tried."""
    try:
        return Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise UploadRefused("too_many_pixels") from fault
    except Exception as fault:  # as above
        raise UploadRefused("not_a_picture") from fault


def _upright(opened: Image.Image, ending: str) -> Image.Image:
    """Decoded, turned as its orientation said, in a mode that its format can be written in."""
    turned = ImageOps.exif_transpose(opened)
    if turned.mode in MODES[ending]:
        return turned
    is_clear = "A" in turned.getbands() or "transparency" in turned.info
    return turned.convert("RGBA" if is_clear and ending != "jpg" else "RGB")


def _within(picture: Image.Image, longest: int) -> Image.Image:
    """Made smaller where a side is too long; ``0`` is as long as it comes."""
    if longest and max(picture.size) > longest:
        if picture.mode == "1":
            picture = picture.convert("L")
        picture.thumbnail((longest, longest))
    return picture


def _written(picture: Image.Image, ending: str) -> bytes:
    """Encoded without what Pillow would carry over from the old file."""
    is_clear = ending == "png" and "transparency" in picture.info
    picture.info = {"transparency": picture.info["transparency"]} if is_clear else {}
    file_format, options = WRITTEN[ending]
    out = BytesIO()
    picture.save(out, file_format, **options)
    return out.getvalue()


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the head of a picture that :func:`clean_picture` made."""
    return _opened(content).size
