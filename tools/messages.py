"""Sentences for the reader: collected from each app's Python and templates into that app's Spanish catalogue.

``python -m tools.messages [app …]`` brings the catalogues into step with the code: new sentences come in empty (or with
the words that another app already has for them), those no longer said go, translations stay. Nothing is ever guessed,
so nothing is fuzzy; the result has no dates and no line numbers, so that two people do not collide over them.
``--check`` writes nothing, prints what is missing or wrong and ends with 1 when there is any.

English needs no catalogue: the sentences in the code are English.
"""

import argparse
import io
import re
import string
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tools import tree

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METADATA = {
    "Language": "es",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
LINE = 120


@dataclass(order=True)
class Sentence:
    """One sentence in the code. ``plural`` and ``context`` are empty where there is none."""

    msgid: str
    context: str
    plural: str = field(compare=False)
    files: set[str] = field(compare=False, default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.msgid, self.context


def python_in(path: Path) -> str:
    """The Python of a source, or the Python that Django makes of a template for this very purpose."""
    text = path.read_text(encoding="utf-8")
    # In brackets, because what was indented in a template would not be well indented Python.
    return text if path.suffix == ".py" else f"({templatize(text, origin=tree.name_of(path))}\n)"


def sentences_in_file(path: Path) -> Iterator[Sentence]:
    """Every sentence for the reader in one file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # what Django makes of a template is not meant to be run
        found = extract("python", io.BytesIO(python_in(path).encode()), keywords=KEYWORDS)
        for _line, message, _comments, context in list(found):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            if singular:
                yield Sentence(singular, context or "", plural, {tree.name_of(path)})


def sentences_of(app: Path) -> list[Sentence]:
    """Every sentence of an app once, in order, with the files that say it."""
    found: dict[tuple[str, str], Sentence] = {}
    for path in [*tree.sources(app), *tree.templates(app)]:
        for sentence in sentences_in_file(path):
            known = found.setdefault(sentence.key, sentence)
            known.files |= sentence.files
            known.plural = known.plural or sentence.plural
    return sorted(found.values())


def catalogue_path(app: Path) -> Path:
    """Where an app keeps its Spanish."""
    return app / "locale" / "es" / "LC_MESSAGES" / "django.po"


def catalogue_of(app: Path) -> polib.POFile:
    """An app's Spanish as it stands, empty when there is none yet."""
    path = catalogue_path(app)
    return polib.pofile(str(path), wrapwidth=LINE) if path.exists() else polib.POFile(wrapwidth=LINE)


def key_of(entry: polib.POEntry) -> tuple[str, str]:
    """What tells one entry from another."""
    return entry.msgid, entry.msgctxt or ""


def merged(sentences: list[Sentence], known: polib.POFile, elsewhere: dict[tuple[str, str], str]) -> polib.POFile:
    """The catalogue that says exactly ``sentences``, translated as in ``known``, else as elsewhere."""
    old = {key_of(entry): entry for entry in known if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=LINE)
    catalogue.metadata = dict(METADATA)
    for sentence in sentences:
        catalogue.append(_entry(sentence, old.get(sentence.key), elsewhere.get(sentence.key, "")))
    return catalogue


def _entry(sentence: Sentence, old: polib.POEntry | None, elsewhere: str) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=sentence.msgid,
        msgctxt=sentence.context or None,
        occurrences=[(name, "") for name in sorted(sentence.files)],
        tcomment=old.tcomment if old else "",
    )
    if sentence.plural:
        entry.msgid_plural = sentence.plural
        entry.msgstr_plural = (old.msgstr_plural if old else None) or {0: "", 1: ""}
    else:
        entry.msgstr = (old.msgstr if old else "") or elsewhere
    return entry


def translations(*, but: Path) -> dict[tuple[str, str], str]:
    """What the other apps already say in Spanish."""
    return {
        key_of(entry): entry.msgstr
        for app in tree.apps()
        if app != but
        for entry in catalogue_of(app)
        if entry.msgstr and not entry.fuzzy and not entry.obsolete
    }


def bring_into_step(app: Path) -> tuple[int, int]:
    """Write an app's catalogue when it differs; how many sentences it has and how many still lack their Spanish."""
    sentences = sentences_of(app)
    catalogue = merged(sentences, catalogue_of(app), translations(but=app))
    path = catalogue_path(app)
    text = f"{catalogue}\n"
    if sentences and (not path.exists() or path.read_text(encoding="utf-8") != text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    elif not sentences and path.exists():
        path.unlink()
    return len(sentences), sum(not entry.translated() for entry in catalogue)


# --- What can be wrong ----------------------------------------------------------------------------------------------
PERCENT = re.compile(r"%(?:\((\w+)\))?[sdif]|%%")
TAG = re.compile(r"</?\w+[^>]*>")
ADDRESS = re.compile(r"(?:(?:[a-z0-9-]+|<(?:\w+:)?\w+>)/)+")


def marks(text: str) -> list[str]:
    """Everything in a sentence that is not words: ``%(name)s``, ``{name}``, tags, captured parts of addresses."""
    found = [match.group(0) for match in PERCENT.finditer(text)]
    try:
        found += [
            f"{{{name}}}" for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None
        ]
    except ValueError:
        found.append("a single brace")
    return sorted(found + TAG.findall(text))


def faults_of_entry(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one entry, in a few words each."""
    if entry.obsolete:
        yield "is kept though no longer said"
    elif not entry.translated():
        yield "is fuzzy" if entry.fuzzy else "has no Spanish"
    elif entry.msgid_plural:
        yield from _faults_of_forms(entry.msgid_plural, entry.msgstr_plural)
    else:
        yield from _faults_of_words(entry.msgid, entry.msgstr)


def _faults_of_forms(plural: str, forms: dict[int, str]) -> Iterator[str]:
    if set(forms) != {0, 1}:
        yield "has not exactly two forms"
    # "One seat is free" may leave its number out; the plural may not.
    elif marks(plural) != marks(forms[1]) or not set(marks(forms[0])) <= set(marks(plural)):
        yield "has other placeholders in Spanish"


def _faults_of_words(msgid: str, msgstr: str) -> Iterator[str]:
    if marks(msgid) != marks(msgstr):
        yield "has other placeholders in Spanish"
    if (msgid[:1].isspace(), msgid[-1:].isspace()) != (msgstr[:1].isspace(), msgstr[-1:].isspace()):
        yield "begins or ends with another blank in Spanish"
    if ADDRESS.fullmatch(msgid) and not ADDRESS.fullmatch(msgstr):
        yield "is an address: small plain letters and a last slash"


def faults_of_catalogue(sentences: list[Sentence], catalogue: polib.POFile) -> list[str]:
    """Everything wrong between the code and its catalogue: one line each, none when all is well."""
    lines = [f"“{entry.msgid}” {fault}" for entry in catalogue for fault in faults_of_entry(entry)]
    there = {key_of(entry) for entry in catalogue if not entry.obsolete}
    said = {sentence.key for sentence in sentences}
    lines += [f"“{msgid}” is not in the catalogue" for msgid, _context in sorted(said - there)]
    lines += [f"“{msgid}” is in the catalogue and no longer said" for msgid, _context in sorted(there - said)]
    plurals = {key_of(entry): entry.msgid_plural for entry in catalogue}
    lines += [
        f"“{each.msgid}” has another plural" for each in sentences if plurals.get(each.key, each.plural) != each.plural
    ]
    return lines


def faults_of_app(app: Path) -> list[str]:
    """:func:`faults_of_catalogue` for an app as it stands in the tree."""
    return faults_of_catalogue(sentences_of(app), catalogue_of(app))


def check(chosen: list[Path]) -> int:
    """Print what is wrong per app; how many faults there are."""
    total = 0
    for app in chosen:
        faults = faults_of_app(app)
        total += len(faults)
        if faults:
            print(f"{tree.name_of(app)}: {len(faults)}", *faults, sep="\n  ")
    print("Nothing is missing." if not total else f"{total} to mend.")
    return total


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 when something is missing."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__.split("\n", 1)[0])
    parser.add_argument("app", nargs="*", choices=[[], *tree.FLOORS], help="only these apps (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; print what is missing")
    options = parser.parse_args(arguments)
    chosen = [tree.TOP / name for name in options.app] or tree.apps()
    if options.check:
        return 1 if check(chosen) else 0
    for app in chosen:
        said, missing = bring_into_step(app)
        print(f"{tree.name_of(app):<24}{said:>5} sentences, {missing} without Spanish")
    return 0


if __name__ == "__main__":
    sys.exit(main())
