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
# The first word of a zone's name, as the heading under which a reader looks for it.
REGIONS = {
    "America": _("America"),
    "Europe": _("Europe"),
    "Africa": _("Africa"),
    "Asia": _("Asia"),
    "Australia": _("Australia"),
    "Atlantic": _("Atlantic"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
    "Antarctica": _("Antarctica"),
}


def place_of(zone: str) -> str:
    """``America/Panama`` → ``Panamá``, in the active language."""
    return str(PLACES.get(zone) or zone.rpartition("/")[2].replace("_", " "))


def place_in_region(zone: str) -> str:
    """``America/Argentina/Buenos_Aires`` → ``Argentina / Buenos Aires``: what stands under the region's heading."""
    return str(PLACES.get(zone) or zone.partition("/")[2].replace("/", " / ").replace("_", " "))


def zones_of_the_world() -> list[str]:
    """Every zone that is named after a place, and UTC; without the old abbreviations."""
    return [*sorted(zone for zone in available_timezones() if zone.startswith(tuple(f"{r}/" for r in REGIONS))), "UTC"]
