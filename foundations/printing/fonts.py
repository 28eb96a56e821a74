"""The fonts that travel with the platform, and which characters they have.

Platform Sans is Lato 2.0 made lighter (:mod:`tools.typefaces`; SIL Open Font License, beside it), regular, bold and
italic. Nothing is taken from the machine, so that paper looks the same everywhere.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

TYPEFACES = Path(__file__).parent / "typefaces"


def can_print(text: str) -> bool:
    """Whether every character of ``text`` has a glyph in all our fonts; invisible and control characters never do."""
    return all(ord(letter) in _covered() and unicodedata.category(letter)[0] != "C" for letter in text)


@cache
def _covered() -> frozenset[int]:
    """The code points that all our fonts have."""
    return frozenset.intersection(*(code_points(path.read_bytes()) for path in sorted(TYPEFACES.glob("*.ttf"))))


def code_points(font: bytes) -> frozenset[int]:
    """The code points of the Windows Unicode ``cmap`` (format 4) of an OpenType font; :class:`ValueError` without one.

    Source: OpenType 1.9, "cmap — Character to Glyph Index Mapping Table".
    """
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for platform, encoding, offset in struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * count]):
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", font, cmap + offset) == (4,):
            return frozenset(chain.from_iterable(_segments(font, cmap + offset)))
    raise ValueError("This font has no Unicode character map.")


def _table(font: bytes, tag: bytes) -> int:
    """Where the table called ``tag`` begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {name: offset for name, _sum, offset, _size in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count])}
    return tables[tag]


def _segments(font: bytes, start: int) -> Iterator[Iterator[int]]:
    """Each segment's code points that lead to a glyph other than *missing*."""
    half = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{half}H", font, start + 14)
    starts, deltas, offsets = (struct.unpack_from(f">{half}H", font, start + 16 + 2 * half * i) for i in (1, 2, 3))
    for i, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        codes = range(first, min(last, 0xFFFE) + 1)
        if offset:
            base = start + 16 + 6 * half + 2 * i + offset - 2 * first
            yield (code for code in codes if struct.unpack_from(">H", font, base + 2 * code) != (0,))
        else:
            yield (code for code in codes if (code + delta) & 0xFFFF)
