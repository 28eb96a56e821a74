"""The window to iCalendar (RFC 5545, 5546, 7986): plain values in, text out, the same text for the same values.

Texts of entries are kept with them (:func:`event_text`), so that a calendar is a head, its time zones and a joining of
texts. What ``icalendar`` writes and readers stumble over is set right here: see the comments.
"""

import logging
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import STATUS, TRANSP, Alarm, Calendar, Component, Event, vCalAddress, vDuration, vUri

from calendars.errors import HolidayFileError
from calendars.rules import MOST_EVENTS, Options, ReadDay, clean_text, clock_changes, days_read, fault_of_file
from calendars.sources import Entry, Kind
from network.places import place_of

log = logging.getLogger("calendars")

TEXTS_KEPT = 8192  # of one process; each weighs about a kilobyte
REFRESH = timedelta(hours=1)
END = "END:VCALENDAR\r\n"


def calendar_text(entries: Iterable[Entry], *, name: str, options: Options, clocks: tuple[str, ...]) -> str:
    """A whole calendar as it is subscribed to: without METHOD and without people (RFC 5545 §3.7.2, 5546 §3.2).

    ``clocks`` are the zones in whose hours each text tells the time besides. An entry that cannot be written is left
    out and told to the log; the others are served.
    """
    said: list[str] = []
    zones: dict[str, tuple[int, int]] = {}
    for entry in entries:
        try:
            said.append(event_text(entry, options, clocks))
        except Exception:
            log.exception("calendars.entry_left_out %s", entry.uid)
            continue
        if isinstance(entry.starts_at, datetime) and isinstance(entry.ends_at, datetime):
            first, last = zones.get(entry.zone, (entry.starts_at.year, entry.ends_at.year))
            zones[entry.zone] = min(first, entry.starts_at.year), max(last, entry.ends_at.year)
    return _whole(said, zones, name=name, language=options.language)


def empty_calendar(*, name: str, language: str) -> str:
    """A valid calendar without events: it clears what was subscribed to, where an error would leave it standing.

    A calendar must hold something (RFC 5545 §3.6): the platform's own time zone, of one year that is always the same.
    """
    return _whole([], {settings.TIME_ZONE: (2026, 2026)}, name=name, language=language)


def _whole(said: list[str], zones: dict[str, tuple[int, int]], *, name: str, language: str) -> str:
    blocks = [zone_text(zone, first, last) for zone, (first, last) in sorted(zones.items())]
    if not said and not blocks:
        blocks = [zone_text(settings.TIME_ZONE, 2026, 2026)]
    return "".join([_head(clean_text(name), language), *blocks, *said, END])


@lru_cache(256)
def _head(name: str, language: str) -> str:
    """Everything before the first component (RFC 7986 §5; the X- names are what Outlook and Apple read)."""
    calendar = Calendar.new(
        prodid=f"-//{clean_text(settings.NETWORK_NAME)}//Calendar//{language.upper()}",
        name=name,
        refresh_interval=REFRESH,
        language=language,
    )
    calendar.pop("UID", None)  # drawn anew at each call: no body would ever be the same, and vdirsyncer sees one item
    calendar.pop("LANGUAGE", None)
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # RFC 7986 §5.7 asks for it
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    calendar.add("X-WR-TIMEZONE", settings.TIME_ZONE)
    return calendar.to_ical(sorted=False).decode().removesuffix(END)


@lru_cache(256)
def zone_text(zone: str, first: int, last: int) -> str:
    """The VTIMEZONE of an IANA zone for the years ``first`` … ``last`` and no more (RFC 5545 §3.6.5).

    A whole history breaks Outlook on the web, a rule without an end lies as soon as a law changes: each change of the
    clocks stands by itself. (The library tells the beginning of summer time an hour late.) Raises
    ``ZoneInfoNotFoundError``.
    """
    there = ZoneInfo(zone)
    begin = datetime(first - 1, 1, 1, tzinfo=UTC)
    turns = [begin, *clock_changes(there, begin, datetime(last + 2, 1, 1, tzinfo=UTC))]
    blocks = [_turn_text(there, turn, is_first=turn is begin) for turn in turns]
    return "".join([f"BEGIN:VTIMEZONE\r\nTZID:{zone}\r\n", *blocks, "END:VTIMEZONE\r\n"])


def _turn_text(there: ZoneInfo, turn: datetime, *, is_first: bool) -> str:
    """From ``turn`` on the clocks show so much; its DTSTART is what they showed until then (RFC 5545 §3.6.5)."""
    after = turn.astimezone(there)
    before = after if is_first else (turn - timedelta(seconds=1)).astimezone(there)
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    shown = (turn + (before.utcoffset() or timedelta())).replace(tzinfo=None)
    lines = [f"BEGIN:{kind}", f"DTSTART:{shown:%Y%m%dT%H%M%S}", f"TZNAME:{after.tzname()}"]
    lines += [f"TZOFFSETFROM:{before:%z}", f"TZOFFSETTO:{after:%z}", f"END:{kind}", ""]
    return "\r\n".join(lines)


@lru_cache(TEXTS_KEPT)
def event_text(entry: Entry, options: Options, clocks: tuple[str, ...]) -> str:
    """The VEVENT of an entry as read with ``options``. Kept as long as the entry is: it is made once."""
    event = _event(entry, options, clocks)
    if options.reminder_minutes and not entry.is_cancelled:
        trigger = timedelta(minutes=-options.reminder_minutes)
        event.add_component(Alarm.new_display(str(event["SUMMARY"]), trigger))
    return event.to_ical(sorted=False).decode()


def _event(entry: Entry, options: Options, clocks: tuple[str, ...]) -> Event:
    with translation.override(options.language):
        language = options.language
        address = clean_text(entry.addresses.said_in(language))
        takes_time = entry.kind in {Kind.SESSION, Kind.BOOKING} and not entry.is_cancelled
        event = Event.new(
            uid=clean_text(entry.uid),
            # Without METHOD the stamp is the instant of the last change (RFC 5545 §3.8.7.2).
            stamp=entry.stamped_at.astimezone(UTC),
            last_modified=entry.stamped_at.astimezone(UTC),
            sequence=entry.sequence,
            start=_in_zone(entry.starts_at, entry.zone),
            end=_in_zone(entry.ends_at, entry.zone),
            summary=summary_of(entry, options),
            description=_description(entry, options, clocks, address),
            location=clean_text(entry.city) or address,
            url=address,
            status=STATUS.CANCELLED if entry.is_cancelled else STATUS.CONFIRMED,
            transparency=TRANSP.OPAQUE if takes_time else TRANSP.TRANSPARENT,
        )
        if entry.area.es and not options.is_neutral:
            event.categories = [clean_text(entry.area.said_in(language))]
        if entry.has_video and not entry.is_cancelled:
            # The library would write both features as one quoted word (RFC 7986 §5.11).
            label = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": _("Enter the session")}
            event.add("CONFERENCE", vUri(address, params=label))
    return event


def summary_of(entry: Entry, options: Options) -> str:
    """The title, said to be cancelled where it is: some programs show the state to nobody."""
    title = clean_text(entry.title.said_in(options.language))
    if options.is_neutral:
        title = _("%(network)s training") % {"network": settings.NETWORK_NAME}
    if entry.is_cancelled:
        return _("CANCELLED: %(title)s") % {"title": title}
    return title


def _description(entry: Entry, options: Options, clocks: tuple[str, ...], address: str) -> str:
    lines = [address]
    if isinstance(entry.starts_at, datetime) and isinstance(entry.ends_at, datetime):
        lines += ["", *hours_in(entry.starts_at, entry.ends_at, (entry.zone, *clocks))]
    if options.is_neutral:
        return "\n".join(lines)
    about, area = (clean_text(words.said_in(options.language)) for words in (entry.about, entry.area))
    facts = [(_("Workshop"), about), (_("Area"), area), (_("City"), clean_text(entry.city))]
    told = [f"{label}: {fact}" for label, fact in facts if fact]
    return "\n".join([*lines, *([""] if told else []), *told])


def hours_in(start: datetime, end: datetime, zones: Iterable[str]) -> list[str]:
    """``09:00–11:00 Ciudad de Guatemala, San José``: the hours of each zone in the active language, each once."""
    places: dict[str, list[str]] = {}
    for zone in dict.fromkeys(zones):
        there, until = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
        names = places.setdefault(f"{there:%H:%M}–{until:%H:%M}", [])
        if place_of(zone) not in names:
            names.append(place_of(zone))
    return [f"{hours} {', '.join(names)}" for hours, names in places.items()]


def _in_zone(moment: datetime | date, zone: str) -> datetime | date:
    """An instant in its zone; a day as it is. A time without a zone would float (RFC 5545 §3.3.5): refused."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("An hour without a zone cannot stand in a calendar.")
    return moment.astimezone(ZoneInfo(zone))


def invitation_text(
    entry: Entry, *, method: str, attendee: str, answer: str, stamped_at: datetime, language: str, whole: bool
) -> str:
    """An iMIP message about one event to one person (RFC 5546 §3.2.2 REQUEST, §3.2.5 CANCEL; RFC 6047).

    ``attendee`` is the person's address and the only one named; ``answer`` the PARTSTAT known. ``whole`` tells of a
    CANCEL that the event itself is off, not only this person's place in it: only then has it STATUS:CANCELLED. The
    stamp is that of the message (RFC 5545 §3.8.7.2). Answers by mail are not read, so none is asked for.
    """
    options = Options(language=language)
    event = _event(entry, options, ())
    event.stamp = stamped_at.astimezone(UTC).replace(microsecond=0)
    for name in ("STATUS", "TRANSP"):
        event.pop(name, None)
    if method == "REQUEST":
        event.add("STATUS", "CONFIRMED")
        event.add("TRANSP", "OPAQUE")
    elif whole:
        event.add("STATUS", "CANCELLED")
    event.add("ORGANIZER", vCalAddress.new(settings.SECRETARIAT_EMAIL, cn=clean_text(settings.NETWORK_NAME)))
    event.add(
        "ATTENDEE",
        vCalAddress.new(attendee, cutype="INDIVIDUAL", role="REQ-PARTICIPANT", partstat=answer, rsvp=False),
    )
    calendar = Calendar.new(
        prodid=f"-//{clean_text(settings.NETWORK_NAME)}//Calendar//{language.upper()}", method=method
    )
    calendar.pop("UID", None)
    head = calendar.to_ical(sorted=False).decode().removesuffix(END)
    years = (entry.starts_at.year, entry.ends_at.year)
    zones = [] if entry.is_whole_days else [zone_text(entry.zone, *years)]
    return "".join([head, *zones, event.to_ical(sorted=False).decode(), END])


def read_days(data: bytes, *, today: date) -> list[ReadDay]:
    """What a file of holidays says, event by event, each with the reason where it cannot be taken over.

    The file is somebody else's: it is weighed before it is read, rules of repetition are not followed except *every
    year*, and nothing of it but UID, day and name is looked at. Raises :class:`HolidayFileError` with a code.
    """
    if fault := fault_of_file(data):
        raise HolidayFileError(fault)
    try:
        calendar = Calendar.from_ical(data.decode("utf-8-sig"))
        events = calendar.walk("VEVENT")[: MOST_EVENTS + 1]
        return [day for event in events for day in _days_in(event, today)]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as broken:
        raise HolidayFileError("unreadable") from broken


def _days_in(event: Component, today: date) -> list[ReadDay]:
    """One event's days, in whole days as the file tells them (RFC 5545 §3.6.1: DTEND is not included)."""
    start, end, rule = (event.get(name) for name in ("DTSTART", "DTEND", "RRULE"))
    first, last = (getattr(moment, "dt", None) for moment in (start, end))
    return days_read(
        uid=clean_text(str(event.get("UID", ""))),
        name=clean_text(str(event.get("SUMMARY", ""))),
        first=first if isinstance(first, date) else None,
        end=last if isinstance(last, date) else None,
        repeats={str(part).upper(): values for part, values in rule.items()} if hasattr(rule, "items") else rule,
        is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        today=today,
    )
