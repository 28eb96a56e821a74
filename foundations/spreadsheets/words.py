"""How headings and choices are compared: by their letters, whatever their accents, marks and blanks."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.utils import translation


@lru_cache(maxsize=4096)  # the cells of a column say the same again and again
def plain(words: str) -> str:
    """``  Núm. de SERIE* `` → ``num de serie``."""
    letters = (letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", "".join(letters).casefold()).split())


def in_every_language(words: object, also: Iterable[str] = ()) -> frozenset[str]:
    """What something is called in each language of the platform, and otherwise; plain."""
    found = {plain(word) for word in also if word}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(plain(str(words)))
    return frozenset(found)
