"""Official holidays as pages tell them, each once with the countries that observe it; what a file would do to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calendars.models import Holiday
from calendars.querysets import countries_kept_by
from calendars.rules import KnownDay, ReadDay, Step, plan_of
from network.bilingual import in_my_language
from network.models import Country, User
from network.querysets import standing_of


@dataclass(frozen=True)
class Observed:
    """One holiday: its name in the active language, and the countries in their order; none for the whole network."""

    day: date
    name: str
    countries: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``Día de la Independencia (Guatemala, Honduras)``."""
        where = ", ".join(self.countries) or _("the whole network")
        return f"{self.name} ({where})"

    @property
    def sentence(self) -> str:
        """With its day, for whoever plans."""
        return _("%(day)s: %(holiday)s") % {"day": date_format(self.day), "holiday": self}


def holidays_between(first: date, last: date, countries: Collection[str] | QuerySet | None = None) -> list[Observed]:
    """By day, those of ``countries`` (ISO codes; ``None``: of all) and of the whole network. One question."""
    found = Holiday.objects.between(first, last)
    if countries is not None:
        found = found.of_countries(countries)
    rows = found.order_by("day", F("country__name_es").asc(nulls_first=True)).values_list(
        "day", "name_es", "name_en", "country__name_es", "country__name_en"
    )
    places: dict[tuple[date, str], list[str]] = {}
    for day, name_es, name_en, country_es, country_en in rows:
        observing = places.setdefault((day, in_my_language(name_es, name_en)), [])
        if country_es:
            observing.append(in_my_language(country_es, country_en))
    return [Observed(day, name, tuple(observing)) for (day, name), observing in places.items()]


def plan_holidays(read: Iterable[ReadDay], *, country: Country | None, language: str) -> list[Step]:
    """What taking over the days of a file would do to the holidays of ``country`` (``None``: of the whole network)."""
    rows = Holiday.objects.of(country.pk if country else None)
    known = [
        KnownDay(pk, key, day, {"es": name_es, "en": name_en}, is_observed)
        for pk, key, day, name_es, name_en, is_observed in rows.values_list(
            "pk", "key", "day", "name_es", "name_en", "is_observed"
        )
    ]
    return plan_of(read, known, language)


def keeps_holidays(country: Country | None, *, by: User) -> bool:
    """Whether ``by`` keeps the holidays of ``country``; those of the whole network (``None``) the Secretariat alone."""
    if country is None:
        return standing_of(by).is_secretariat
    return countries_kept_by(by).filter(pk=country.pk).exists()
