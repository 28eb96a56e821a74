"""The window to typst: a template and plain values in, a PDF out. Nothing else here knows typst.

The file is tagged and declares PDF/A-2a and PDF/UA-1. It does not sign, store or number anything.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from threading import get_ident
from typing import Any

import typst

from foundations.printing.fonts import TYPEFACES

COMPILERS_KEPT = 64


class PrintingError(Exception):
    """The template cannot be set with this content; trying again will not help."""


@cache
def _fonts() -> typst.Fonts:
    """Ours alone: neither the machine's nor those inside typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPEFACES)])


@lru_cache(COMPILERS_KEPT)
def _compiler(folder: Path, _thread: int) -> typst.Compiler:
    """Kept, for a new one goes through typst's whole library first; a thread's own, for it serves one at a time."""
    return typst.Compiler(root=str(folder), font_paths=_fonts())


def typeset(
    template: Path, content: Mapping[str, object], *, at: datetime, images: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of ``template`` filled with ``content``: the same bytes whenever it is asked again.

    ``content`` must be JSON; the template reads it as ``json("content.json")``, so that whatever stands in it stays
    text. ``images`` are SVG by name, which it finds as ``"<name>.svg"``. ``at`` (aware) is the date in the file, to the
    second. The template reads the folder in which it stands and nothing else; packages from the network are not used.
    Errors: :class:`PrintingError`.
    """
    declared = {"pdf_standards": ["a-2a", "ua-1"], "timestamp": at.astimezone(UTC).replace(microsecond=0)}
    return _set(template, content, images, format="pdf", **declared)


def typeset_picture(
    template: Path, content: Mapping[str, object], *, images: Mapping[str, bytes] | None = None
) -> bytes:
    """The first page as PNG, to be looked at on a screen: 96 dots to the inch. Else as :func:`typeset`."""
    return _set(template, content, images, format="png", ppi=96.0)


def _set(template: Path, content: Mapping[str, object], images: Mapping[str, bytes] | None, **shape: Any) -> bytes:
    files = {f"{name}.svg": picture for name, picture in (images or {}).items()}
    files |= {"main.typ": template.read_bytes(), "content.json": json.dumps(content, ensure_ascii=False).encode()}
    try:
        pages = _compiler(template.parent, get_ident()).compile(files, **shape)
    except typst.TypstError as error:
        raise PrintingError(error.message) from error
    return pages[0] if isinstance(pages, list) else pages or b""
