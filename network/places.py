"""Time zones in people's words: which place a zone is named after."""

from zoneinfo import available_timezones

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# The region and its partners, by the name that people call the place. Any other zone is called by its last word.
PLACES = {
    "America/Belize": _("Belize"),
    "America/Bogota": "Bogotá",
    "America/Costa_Rica": "San José",
    "America/El_Salvador": "San Salvador",
    "America/Guatemala": _("Guatemala City"),
    "America/Managua": "Managua",
    "America/Mexico_City": _("Mexico City"),
    "America/New_York": _("New York"),
    "America/Panama": _("Panama City"),
    "America/Puerto_Rico": "San Juan",
    "America/Santo_Domingo": "Santo Domingo",
    "America/Tegucigalpa": "Tegucigalpa",
    "Europe/Madrid": "Madrid",
    "Europe/Vienna": _("Vienna"),
}
# Cities of offices and workshops are kept as they are called at home, in Spanish; these have another name in English.
ENGLISH_CITIES = {
    "Ciudad de Guatemala": "Guatemala City",
    "Ciudad de México": "Mexico City",
    "Ciudad de Panamá": "Panama City",
    "Nueva York": "New York",
    "Viena": "Vienna",
}
# The first word of a zone that is named after a place.
REGIONS = ("America", "Europe", "Africa", "Asia", "Australia", "Atlantic", "Indian", "Pacific", "Antarctica")


def place_of(zone: str) -> str:
    """``America/Panama`` → ``Panamá``, in the active language."""
    return str(PLACES.get(zone) or zone.rpartition("/")[2].replace("_", " "))


def city_of(city: str) -> str:
    """``Ciudad de Panamá`` → ``Panama City`` where English is read; any other city as it is kept."""
    return ENGLISH_CITIES.get(city, city) if (get_language() or "").startswith("en") else city


def zones_of_the_world() -> list[str]:
    """Every zone that is named after a place, and UTC; without the old abbreviations."""
    return [*sorted(zone for zone in available_timezones() if zone.startswith(tuple(f"{r}/" for r in REGIONS))), "UTC"]
