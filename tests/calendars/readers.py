"""Other people's readers of iCalendar: what we write is read back by a parser that did not write it."""

from datetime import UTC, datetime

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream


def read(text: str | bytes) -> Calendar:
    """By the strictest of them, the one of Home Assistant."""
    return IcsCalendarStream.calendar_from_ics(text.decode() if isinstance(text, bytes) else text)


def events(text: str | bytes) -> dict:
    """Each event by its UID."""
    return {event.uid: event for event in read(text).events}


def instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def lines(text: str | bytes) -> list[str]:
    """Unfolded, as RFC 5545 §3.1 says."""
    text = text.decode() if isinstance(text, bytes) else text
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    return text.replace("\r\n ", "").split("\r\n")
