"""The window to typst: a template and plain values in, a PDF out. Nothing else here knows typst.

The file is tagged and declares PDF/A-2a and PDF/UA-1. It does not sign, store or number anything.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from foundations.printing.fonts import TYPEFACES


class PrintingError(Exception):
    """The template cannot be set with this content; trying again will not help."""


@cache
def _fonts() -> typst.Fonts:
    """Ours alone: neither the machine's nor those inside typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPEFACES)])


def typeset(
    template: Path, content: Mapping[str, object], *, at: datetime, images: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of ``template`` filled with ``content``: the same bytes whenever it is asked again.

    ``content`` must be JSON; the template reads it as ``json(bytes(sys.inputs.content))``, so that whatever stands in
    it stays text. ``images`` are SVG by name: ``bytes(sys.inputs.<name>)``. ``at`` (aware) is the date in the file, to
    the second. The template reads the folder in which it stands and nothing else; packages from the network are not
    used. Errors: :class:`PrintingError`.
    """
    inputs = {name: picture.decode() for name, picture in (images or {}).items()}
    try:
        return typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=_fonts(),
            sys_inputs={**inputs, "content": json.dumps(content, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise PrintingError(error.message) from error


def typeset_picture(
    template: Path, content: Mapping[str, object], *, images: Mapping[str, bytes] | None = None
) -> bytes:
    """The first page as PNG, to be looked at on a screen: 96 dots to the inch. Else as :func:`typeset`."""
    inputs = {name: picture.decode() for name, picture in (images or {}).items()}
    try:
        pages = typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=_fonts(),
            sys_inputs={**inputs, "content": json.dumps(content, ensure_ascii=False)},
            format="png",
            ppi=96.0,
        )
    except typst.TypstError as error:
        raise PrintingError(error.message) from error
    return pages[0] if isinstance(pages, list) else pages
