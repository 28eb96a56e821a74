"""Sentences of the libraries that people read here and that their own Spanish lacks: kept in an overlay of ours.

Wagtail's Spanish is about four fifths complete. What it, wagtail-localize and taggit leave in English stands translated
in ``training_platform/overlay/locale``, which Django reads after the libraries (``LOCALE_PATHS``). An app's own
sentences never stand there: the overlay would speak in the app's place. Where Wagtail says *tú*, we say *usted*.

``python -m tools.library_words`` brings the overlay into step with the installed libraries: what is new comes in empty,
what a library now says itself, and as we do, goes (but for ``MENDED``), translations stay. ``--check`` writes nothing
and says what is missing or wrong.
"""

import argparse
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from tools import messages, tree

# Those whose words people read here. Django and allauth are whole today; they are asked for the day they change.
LIBRARIES = ("wagtail", "wagtail_localize", "taggit", "modelcluster", "allauth", "django")
DOMAINS = ("django", "djangojs")
OVERLAY = tree.TOP / "training_platform" / "overlay" / "locale" / "es" / "LC_MESSAGES"

# What a library says in Spanish, but wrongly: the overlay says it instead.
MENDED = (
    (
        "Pages created here will not be accessible at any URL. To add pages to an existing site, create them as "
        "children of the homepage."
    ),
    "Created",
    "Edit schedule",
    "Go to Wagtail admin",
    "Go live date/time must be before expiry date/time",
    "Leave blank if not changing.",
    "Live",
    "Live version",
    "Once live anyone can view",
    "Private. Visit the live page",
    "The source image file could not be found. Please change the source or delete the image.",
    "This page is live. Would you like to publish its copy as well?",
    "View live",
    "Visible to all. Visit the live page",
    "go live date/time",
    "live",
    "live + in moderation",
    "live + scheduled",
    "live revision",
    # These would be masculine whatever the noun.
    "%(model_name)s '%(object)s' created and published.",
    "%(model_name)s '%(object)s' created and scheduled for publishing.",
    "%(model_name)s '%(object)s' created.",
    "%(model_name)s '%(object)s' deleted.",
    "%(model_name)s '%(object)s' updated and published.",
    "%(model_name)s '%(object)s' updated.",
    "The %(model_name)s could not be created due to errors.",
    "The %(model_name)s could not be saved due to errors.",
)
# Of these libraries, whose screens editors read all day, what addresses the reader as *tú* is said anew.
ADDRESSING = ("wagtail", "wagtail_localize", "taggit", "modelcluster")
FAMILIAR = re.compile(
    r"\b(tú|tu|tus|te|ti|contigo|puedes|quieres|tienes|deseas|debes|necesitas|estás|eres|has|serás|podrás|haz|inténtalo|"
    r"olvidaste|introduce|escribe|escoge|elige|selecciona|comprueba)\b",
    re.IGNORECASE,
)

Key = tuple[str, str]


def folder_of(library: str) -> Path:
    """Where an installed library lies; it is not imported."""
    spec = importlib.util.find_spec(library)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"{library} is not installed.")
    return Path(spec.submodule_search_locations[0])


def catalogues(library: str, language: str, domain: str) -> Iterator[polib.POFile]:
    """The catalogues of one library in one language, app by app."""
    for path in sorted(folder_of(library).glob(f"**/locale/{language}/LC_MESSAGES/{domain}.po")):
        yield polib.pofile(str(path), wrapwidth=messages.LINE)


def untranslated(domain: str) -> dict[Key, polib.POEntry]:
    """What the libraries say in English and none of them in Spanish, not rightly, or as *tú*, by its key."""
    said: dict[Key, polib.POEntry] = {}
    known: set[Key] = set()
    familiar: set[Key] = set()
    for library in LIBRARIES:
        for catalogue in catalogues(library, "en", domain):
            said |= {messages.key_of(entry): entry for entry in catalogue if not entry.obsolete}
        for catalogue in catalogues(library, "es", domain):
            known |= {messages.key_of(entry) for entry in catalogue if entry.translated()}
            if library in ADDRESSING:
                familiar |= {messages.key_of(entry) for entry in catalogue if is_familiar(entry)}
    right = (known - familiar) | own_words(domain)
    return {key: entry for key, entry in sorted(said.items()) if key not in right or key[0] in MENDED}


def is_familiar(entry: polib.POEntry) -> bool:
    """Whether its Spanish speaks to the reader as to a friend."""
    return not entry.obsolete and any(map(FAMILIAR.search, (entry.msgstr, *entry.msgstr_plural.values())))


def own_words(domain: str) -> set[Key]:
    """What our own apps say, and so translate themselves."""
    if domain != "django":
        return set()
    return {messages.key_of(entry) for app in tree.apps() for entry in messages.catalogue_of(app)}


def overlay(domain: str) -> polib.POFile:
    """Our words for theirs, as they stand."""
    path = OVERLAY / f"{domain}.po"
    return polib.pofile(str(path), wrapwidth=messages.LINE) if path.exists() else polib.POFile(wrapwidth=messages.LINE)


def in_step(domain: str) -> polib.POFile:
    """The overlay as it should be: exactly what the libraries lack, translated as far as it is."""
    kept = {messages.key_of(entry): entry for entry in overlay(domain) if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=messages.LINE)
    catalogue.metadata = dict(messages.METADATA)
    for key, entry in untranslated(domain).items():
        catalogue.append(_entry(entry, kept.get(key)))
    return catalogue


def _entry(said: polib.POEntry, kept: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=said.msgid, msgctxt=said.msgctxt)
    if said.msgid_plural:
        entry.msgid_plural = said.msgid_plural
        entry.msgstr_plural = (kept.msgstr_plural if kept else None) or {0: "", 1: ""}
    else:
        entry.msgstr = kept.msgstr if kept else ""
    return entry


def faults(domain: str) -> list[str]:
    """What is missing, wrong or no longer needed in one domain: one line each."""
    lines = [f"“{entry.msgid}” {fault}" for entry in overlay(domain) for fault in messages.faults_of_entry(entry)]
    there, needed = {messages.key_of(entry) for entry in overlay(domain)}, set(untranslated(domain))
    lines += [f"“{msgid}” of a library has no Spanish" for msgid, _context in sorted(needed - there)]
    return lines + [f"“{msgid}” is not needed in the overlay" for msgid, _context in sorted(there - needed)]


def main(arguments: list[str] | None = None) -> int:
    """Write the overlay, or with ``--check`` only say what is wrong with it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 when something is wrong")
    if not parser.parse_args(arguments).check:
        for domain in DOMAINS:
            in_step(domain).save(str(OVERLAY / f"{domain}.po"))
    wrong = [f"{domain}: {fault}" for domain in DOMAINS for fault in faults(domain)]
    print("\n".join(wrong) or "The overlay says in Spanish all that the libraries do not.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
