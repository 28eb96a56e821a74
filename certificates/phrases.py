"""The words of a paper with its facts in them, in either language: a bounded set of places to be filled."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate

LANGUAGES = ("es", "en")
TEXTS = ("title", "granted", "reason", "circumstances", "conditions")
FOLDER = Path(__file__).parent / "words"
PLACE = re.compile(r"\{([^{}]*)\}")
Kind = Certificate.Kind

# What may be asked for in curly brackets, and what stands there then; some facts belong to some kinds alone.
PLACES = {
    "name": _("the holder's name"),
    "office": _("the holder's office and country"),
    "workshop": _("the workshop's title"),
    "area": _("the training area"),
    "place": _("online, or in which city"),
    "host": _("the host country"),
    "dates": _("from which day to which"),
    "hours": _("the hours"),
    "threshold": _("the attendance required"),
    "percent": _("the attendance reached"),
    "mark": _("the mark reached"),
    "needed": _("the mark needed"),
    "sessions": _("how many sessions were led"),
}
OF_SOME_KINDS = {
    "threshold": {Kind.ATTENDANCE, Kind.ACHIEVEMENT},
    "percent": {Kind.ATTENDANCE, Kind.ACHIEVEMENT},
    "mark": {Kind.ACHIEVEMENT},
    "needed": {Kind.ACHIEVEMENT},
    "sessions": {Kind.TRAINER, Kind.COORDINATION},
}


@cache
def house_words(language: str) -> Mapping[str, Mapping[str, str]]:
    """The file of a language: a table for each kind, the phrases, and what is said on every paper."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def house_wording(kind: str) -> dict:
    """The words of a kind for which nobody has written others: version 0, without logo and seal."""
    texts = {language: {text: house_words(language)[kind][text] for text in TEXTS} for language in LANGUAGES}
    return {"version": 0, "logo": "", "seal": "", **texts}


def places_of(kind: str) -> dict[str, object]:
    """The places that the words of ``kind`` may have, each with what will stand there."""
    return {name: words for name, words in PLACES.items() if kind in OF_SOME_KINDS.get(name, set(Kind))}


def unknown_places(text: str, kind: str) -> list[str]:
    """What stands in curly brackets in ``text`` and is no place of ``kind``, in order."""
    return [name for name in PLACE.findall(text) if name not in places_of(kind)]


def has_stray_brackets(text: str) -> bool:
    """Whether a curly bracket is open or closed by itself."""
    return bool(set("{}") & set(PLACE.sub("", text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """``text`` with its places filled; a place without a value (of an older rule, say) is left out."""
    return PLACE.sub(lambda place: values.get(place.group(1), ""), text)


def said_facts(facts: Mapping, language: str) -> dict[str, str]:
    """By place what stands there in ``language``."""
    phrases, host = house_words(language)["phrases"], facts["host"]
    with translation.override(language):
        dates = _days(facts, phrases)
    said = {
        "name": facts["name"],
        "office": facts["office"][language],
        "workshop": facts["workshop"][language],
        "area": facts["area"][language],
        "place": filled(phrases[f"place_{facts['modality']}"], {"city": host["city"]}),
        "host": _country(host["country"][language], phrases),
        "dates": dates,
        "hours": _counted(facts["hours"], "hour", phrases),
    }
    if "sessions" in facts:
        said["sessions"] = _counted(str(facts["sessions"]), "session", phrases)
    for name, shape in (("threshold", "percent"), ("percent", "percent"), ("mark", "mark"), ("needed", "mark")):
        if name in facts:
            said[name] = filled(phrases[shape], {"number": facts[name]})
    return said


def said_day(day: str, language: str) -> str:
    """``2012-03-05`` → ``5 de marzo de 2012``."""
    with translation.override(language):
        return date_format(date.fromisoformat(day))


def _days(facts: Mapping, phrases: Mapping[str, str]) -> str:
    """What two days share is said once. In the active language."""
    first, last = (date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on"))
    if first == last:
        return filled(phrases["one_day"], {"last": date_format(last)})
    same_month = (first.year, first.month) == (last.year, last.month)
    shape = "j" if same_month else "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT"
    return filled(phrases["days"], {"first": date_format(first, shape), "last": date_format(last)})


def _country(name: str, phrases: Mapping[str, str]) -> str:
    """As it is said within a sentence: *the Dominican Republic*."""
    return filled(phrases["with_the"], {"country": name}) if re.search(phrases["takes_the"], name) else name


def _counted(number: str, noun: str, phrases: Mapping[str, str]) -> str:
    shape = phrases[noun if Decimal(number) == 1 else f"{noun}s"]
    return filled(shape, {"number": number})
