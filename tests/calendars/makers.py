"""Entries of calendars, made up, and where calendars are."""

from datetime import UTC, datetime

from django.urls import reverse

from calendars.sources import Entry, Words

ADDRESSES = Words("https://refco.example/es/sesiones/1/", "https://refco.example/en/sessions/1/")


def make_entry(**overrides) -> Entry:
    """A session of two hours on a Thursday, nine o'clock in Guatemala."""
    fields = {
        "mark": "1",
        "uid": "session-1@calendar.refco.example",
        "sequence": 0,
        "stamped_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "starts_at": datetime(2026, 3, 5, 15, tzinfo=UTC),
        "ends_at": datetime(2026, 3, 5, 17, tzinfo=UTC),
        "zone": "America/Guatemala",
        "title": Words("Extracción de datos", "Data extraction"),
        "addresses": ADDRESSES,
        "about": Words("Cibercrimen", "Cybercrime"),
        "area": Words("Área de prueba", "Test area"),
        "has_video": True,
    }
    return Entry(**fields | overrides)


def at(token: str) -> str:
    """Where the calendar of that token is."""
    return reverse("calendar_feeds:feed", args=[token])
