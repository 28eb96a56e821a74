"""The typefaces of our papers, made of Lato 2.0: every letter of it, less of what a paper does not need.

Without the hints for coarse screens and with its kerning of Latin letters as one plain table, setting and writing a
certificate takes a fifth less. Its licence asks that what was changed bears another name. Needs fonttools, which
nothing else here does: ``python -m tools.typefaces FOLDER_OF_LATO``.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from fontTools import subset
from fontTools.otlLib.builder import buildPairPosGlyphs
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

from tools import tree

NAME = "Platform Sans"
WEIGHTS = ("Regular", "Bold", "Italic")
TYPEFACES = tree.TOP / "foundations" / "printing" / "typefaces"
LATIN = (*range(0x20, 0x250), *range(0x2000, 0x2070))
FEATURES = ["kern", "ccmp", "locl"]
KEPT_NAMES = {0, 2, 5, 13, 14}
"""Copyright, weight, version, licence and its page (OpenType 1.9, "name")."""


def make(source: Path, weight: str) -> TTFont:
    """One weight, slimmer and under our name."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=["*"], glyph_names=False)
    letters = subset.Subsetter(options)
    letters.populate(unicodes=font.getBestCmap())
    letters.subset(font)
    _kern_plainly(font)
    _name(font, weight)
    return font


def _kern_plainly(font: TTFont) -> None:
    """In place of classes tried one after the other, one table of the pairs of Latin letters that move."""
    table, cmap = font["GPOS"].table, font.getBestCmap()
    glyphs = dict.fromkeys(cmap[code] for code in LATIN if code in cmap)
    kerning = table.LookupList.Lookup[0]
    pairs = {pair: (_moved(by), None) for pair, by in _pairs(kerning.SubTable, glyphs)}
    kerning.SubTable = buildPairPosGlyphs(pairs, font.getReverseGlyphMap())
    kerning.SubTableCount = len(kerning.SubTable)
    table.LookupList.Lookup, table.LookupList.LookupCount = [kerning], 1
    for record in table.FeatureList.FeatureRecord:
        record.Feature.LookupListIndex, record.Feature.LookupCount = [0], 1


def _moved(by: int) -> otTables.ValueRecord:
    value = otTables.ValueRecord()
    value.XAdvance = by
    return value


def _pairs(tables: list, glyphs: dict) -> Iterator[tuple[tuple[str, str], int]]:
    """Pairs that are moved, and by how much: the first table that knows a pair decides (OpenType 1.9, GPOS type 2)."""
    known = [(set(table.Coverage.glyphs), _reader(table)) for table in tables]
    for first, second in product(glyphs, glyphs):
        told = (read(first, second) for covered, read in known if first in covered)
        if by := next((by for by in told if by is not None), 0):
            yield (first, second), by


def _reader(table: otTables.PairPos) -> Callable[[str, str], int | None]:
    """How ``table`` is asked for a pair; ``None`` where it leaves the pair to the next one."""
    if table.Format == 1:
        listed = {
            (first, pair.SecondGlyph): _by(pair.Value1)
            for first, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True)
            for pair in pairs.PairValueRecord
        }
        return lambda first, second: listed.get((first, second))
    firsts, seconds, records = table.ClassDef1.classDefs, table.ClassDef2.classDefs, table.Class1Record
    return lambda first, second: _by(records[firsts.get(first, 0)].Class2Record[seconds.get(second, 0)].Value1)


def _by(value: otTables.ValueRecord | None) -> int:
    return getattr(value, "XAdvance", 0) if value else 0


def _name(font: TTFont, weight: str) -> None:
    """Family, identifier, full name and PostScript's name become ours; what else a font says of itself goes."""
    full = f"{NAME} {weight}"
    ours = {1: NAME, 3: full, 4: full, 6: f"{NAME.replace(' ', '')}-{weight}"}
    names = font["name"]
    for record in list(names.names):
        if record.nameID in ours:
            names.setName(ours[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID not in KEPT_NAMES:
            names.removeNames(record.nameID)


def main() -> None:
    """Make all three out of the folder that is named."""
    for weight in WEIGHTS:
        make(Path(sys.argv[1]) / f"Lato-{weight}.ttf", weight).save(TYPEFACES / f"PlatformSans-{weight}.ttf")


if __name__ == "__main__":
    main()
