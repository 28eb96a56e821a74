"""Time zones in people's words: which place a zone is named after."""

from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

# Zones whose last word is not what people call the place. Any other zone is called by that word.
PLACES = {
    "America/Belize": _("Belize"),
    "America/Bogota": "Bogotá",
    "America/Costa_Rica": "San José",
    "America/El_Salvador": "San Salvador",
    "America/Guatemala": _("Guatemala City"),
    "America/Mexico_City": _("Mexico City"),
    "America/New_York": _("New York"),
    "America/Panama": _("Panama City"),
    "Europe/Vienna": _("Vienna"),
}
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def place_of(zone: str) -> str:
    """``America/Panama`` → ``Panamá``, in the active language."""
    return str(PLACES.get(zone) or zone.rpartition("/")[2].replace("_", " "))


def zones_of_the_world() -> list[str]:
    """Every zone that is named after a place, and UTC; without the old abbreviations."""
    return [*sorted(zone for zone in available_timezones() if zone.startswith(tuple(f"{r}/" for r in REGIONS))), "UTC"]
