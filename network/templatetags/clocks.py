"""Hours that name their place: the reader's first, then the host's (C8).

``{% load clocks %}`` and then:

- ``{% two_clocks instant host_zone host_city %}`` →
  *lunes 5 de marzo de 2012, 09:30 en Panamá · 08:30 en San Salvador (sede)*
- ``{% span starts_at ends_at host_zone host_city %}`` → the same with *09:30–11:30*; the host may be left out
- ``{% clock instant %}`` → *lunes 5 de marzo de 2012, 09:30 en Panamá*
- ``{% day instant %}`` → *lunes 5 de marzo de 2012*, the day it is for the reader
- ``{% days first last %}`` → *5 al 9 de marzo de 2012*, for days of the calendar
- ``{% my_clock %}`` → *09:30 en Panamá*, now
- ``{{ office.city|city }}`` → *Panama City* where English is read

``date=False`` leaves the day out where a heading already says it; ``text=True`` gives plain text, for letters. A host
clock that shows the reader's hour is not repeated: both places are named after the one hour. An instant that is missing
shows nothing. The reader's place is that of the current time zone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as date_type
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from network.places import city_of, place_of

register = template.Library()

DAY_FORMATS = {"es": r"l j \d\e F \d\e Y", "en": "l j F Y"}
DAYS_REMEMBERED = 2048


@dataclass(frozen=True)
class Clock:
    """One place's reading of a span of time (``end`` may be missing)."""

    start: datetime
    end: datetime | None
    place: str

    @property
    def reading(self) -> tuple:
        """What the hands and the calendar show, whatever the place."""
        return tuple(instant and instant.replace(tzinfo=None) for instant in (self.start, self.end))

    def hours(self, *, date: bool) -> str:
        """``09:30``, ``09:30–11:30``, or both days in full when it ends on another."""
        start, end = f"{self.start:%H:%M}", self.end and f"{self.end:%H:%M}"
        said = f"{day_of(self.start)}, {start}" if date else start
        if end is None:
            return said
        if self.start.date() == self.end.date():
            return f"{said}–{end}"
        return f"{day_of(self.start)}, {start} – {day_of(self.end)}, {end}"


def day_of(instant: datetime) -> str:
    """``lunes 5 de marzo de 2012`` or ``Monday 5 March 2012``, in the zone that ``instant`` already has."""
    return _day_in(get_language(), instant.date())


@lru_cache(DAYS_REMEMBERED)
def _day_in(language: str | None, day: date_type) -> str:
    """Worded once in each ``language``: the same days stand on page after page."""
    with override(language):
        return format_date(day, DAY_FORMATS.get((language or "es")[:2], DAY_FORMATS["en"]))


@register.filter(name="city")
def city_filter(city: str) -> str:
    """A city as readers of the active language call it."""
    return city_of(city)


@register.simple_tag
def two_clocks(instant: datetime | None, zone: str, city: str, *, date: bool = True, text: bool = False) -> str:
    """The instant on the reader's clock and on the host's."""
    return span(instant, None, zone, city, date=date, text=text)


@register.simple_tag
def clock(instant: datetime | None, *, date: bool = True, text: bool = False) -> str:
    """The instant on the reader's clock."""
    return span(instant, None, date=date, text=text)


@register.simple_tag
def my_clock() -> str:
    """The hour it is now for the reader, to the minute for machines too: a page is the same as long as the minute."""
    return clock(timezone.now().replace(second=0, microsecond=0), date=False)


@register.simple_tag
def day(instant: datetime | None, *, text: bool = False) -> str:
    """The day on which the instant falls for the reader."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return day_of(local) if text else format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%d}", day_of(local))


@register.simple_tag
def days(first: date_type, last: date_type, *, text: bool = False) -> str:
    """``5 de marzo de 2012`` or ``5 al 9 de marzo de 2012``: what two days share is said once."""
    said = _days_in(get_language(), first, last)
    return said if text else format_html('<time datetime="{}">{}</time>', first.isoformat(), said)


@lru_cache(DAYS_REMEMBERED)
def _days_in(language: str | None, first: date_type, last: date_type) -> str:
    """Worded once in each ``language``."""
    with override(language):
        if first == last:
            return date_format(first)
        same_month = (first.year, first.month) == (last.year, last.month)
        shape = "j" if same_month else "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT"
        return _("%(first)s to %(last)s") % {"first": date_format(first, shape), "last": date_format(last)}


@register.simple_tag
def span(
    start: datetime | None,
    end: datetime | None,
    zone: str = "",
    city: str = "",
    *,
    date: bool = True,
    text: bool = False,
) -> str:
    """From ``start`` to ``end`` on the reader's clock and, with a host's ``zone``, on the host's."""
    if start is None:
        return ""
    mine, host = clocks_of(start, end, zone, city)
    phrases = phrases_of(mine, host, date=date)
    if text:
        return " · ".join(phrases)
    pieces = [
        time_element(start, phrases[0], "clock"),
        *(time_element(start, said, "clock host") for said in phrases[1:]),
    ]
    return mark_safe(" · ".join(pieces))  # noqa: S308 - each piece was escaped by format_html


def clocks_of(start: datetime, end: datetime | None, zone: str, city: str) -> tuple[Clock, Clock | None]:
    """The reader's clock, and the host's where there is one."""
    reader_zone, city = timezone.get_current_timezone_name(), city_of(city)
    same_zone = zone == reader_zone
    mine = clock_in(reader_zone, start, end, city if same_zone and city else place_of(reader_zone))
    return mine, None if same_zone or not zone else clock_in(zone, start, end, city or place_of(zone))


def clock_in(zone: str, start: datetime, end: datetime | None, place: str) -> Clock:
    """What the clocks of ``place`` show."""
    there = ZoneInfo(zone)
    return Clock(start.astimezone(there), end and end.astimezone(there), place)


def phrases_of(mine: Clock, host: Clock | None, *, date: bool) -> list[str]:
    """One phrase per hour that differs; the host's says its day only where it is another."""
    my_hours = mine.hours(date=date)
    if host is None or (host.reading == mine.reading and host.place == mine.place):
        return [_("{time} in {place}").format(time=my_hours, place=mine.place)]
    if host.reading == mine.reading:
        return [_("{time} in {place} and {host} (host)").format(time=my_hours, place=mine.place, host=host.place)]
    there = host.hours(date=host.start.date() != mine.start.date())
    return [
        _("{time} in {place}").format(time=my_hours, place=mine.place),
        _("{time} in {place} (host)").format(time=there, place=host.place),
    ]


def time_element(instant: datetime, said: str, css_class: str) -> str:
    """What is said, with the instant in UTC for machines."""
    return format_html(
        '<time class="{}" datetime="{}">{}</time>', css_class, f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", said
    )
