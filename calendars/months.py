"""The days of a month with what stands on each, as its reader's clock has it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language

from calendars.holidays import Observed
from calendars.rules import days_of
from calendars.sources import Entry, Window
from network.bilingual import in_my_language
from network.places import city_of, place_of

NAMES_OF_DAYS = {"es": r"l j \d\e F", "en": "l j F"}
NAMES_OF_MONTHS = {"es": r"F \d\e Y", "en": "F Y"}
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 1)


@dataclass(frozen=True)
class Line:
    """One entry on one day of one reader."""

    entry: Entry

    @property
    def title(self) -> str:
        return in_my_language(*self.entry.title)

    @property
    def about(self) -> str:
        """What it belongs to; empty where that is called the same, as a workshop of one session may be."""
        about = in_my_language(*self.entry.about)
        return "" if about == self.title else about

    @property
    def country(self) -> str:
        return in_my_language(*self.entry.country)

    @property
    def url(self) -> str:
        """The page that says more, within this very site."""
        address = in_my_language(*self.entry.addresses)
        return f"/{address.partition('://')[2].partition('/')[2]}"

    @property
    def hour(self) -> str:
        """When it begins on the reader's clock; empty for whole days."""
        return "" if self.entry.is_whole_days else f"{timezone.localtime(self.entry.starts_at):%H:%M}"

    @property
    def host_hour(self) -> str:
        """When it begins on the host's, with the host's place; empty where it is the same hour."""
        if self.entry.is_whole_days:
            return ""
        there = f"{self.entry.starts_at.astimezone(ZoneInfo(self.entry.zone)):%H:%M}"
        place = city_of(self.entry.host_city) or place_of(self.entry.zone)
        return "" if there == self.hour else f"{there} {place}"


@dataclass(frozen=True)
class Day:
    """One day: whether it is of the month shown, whether it is today, what stands on it, which holidays it is."""

    date: date
    is_outside: bool
    is_today: bool
    lines: list[Line] = field(default_factory=list)
    holidays: list[Observed] = field(default_factory=list)

    @property
    def name(self) -> str:
        """``Jueves 5 de marzo``."""
        return _named(self.date, NAMES_OF_DAYS)


@dataclass(frozen=True)
class Month:
    """A month by the reader's clock, in whole weeks from Monday on (ISO 8601)."""

    first: date

    @cached_property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def name(self) -> str:
        """``Marzo de 2026``."""
        return _named(self.first, NAMES_OF_MONTHS)

    @property
    def code(self) -> str:
        """``2026-03``."""
        return f"{self.first:%Y-%m}"

    @property
    def next(self) -> "Month":
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def previous(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def is_first(self) -> bool:
        return self.first <= FIRST

    @property
    def is_last(self) -> bool:
        return self.first >= LAST

    def window(self) -> Window:
        """From the first Monday shown to the last Sunday, in the current time zone."""
        here = timezone.get_current_timezone()
        start = self.first - timedelta(days=self.first.weekday())
        end = self.last + timedelta(days=7 - self.last.weekday())
        return Window(datetime.combine(start, time(), here), datetime.combine(end, time(), here))

    def weeks(self, entries: Iterable[Entry], holidays: Iterable[Observed] = ()) -> list[list[Day]]:
        """Every day shown, week by week, with its lines and holidays."""
        window, today, here = self.window(), timezone.localdate(), timezone.get_current_timezone()
        first = window.start.date()
        days = [first + timedelta(days=number) for number in range((window.end.date() - first).days)]
        shown = {day: Day(day, day.month != self.first.month, day == today) for day in days}
        for entry in entries:
            for day in days_of(entry.starts_at, entry.ends_at, here):
                if day in shown:
                    shown[day].lines.append(Line(entry))
        for holiday in holidays:
            if holiday.day in shown:
                shown[holiday.day].holidays.append(holiday)
        return [[shown[day] for day in days[number : number + 7]] for number in range(0, len(days), 7)]


def _named(day: date, formats: dict[str, str]) -> str:
    return capfirst(format_date(day, formats[(get_language() or "es")[:2]]))


def month_of(code: str) -> Month:
    """By ``2026-03``; the present one for anything else."""
    try:
        year, month = (int(part) for part in code.split("-"))
        found = Month(date(year, month, 1))
    except ValueError:
        found = Month(timezone.localdate().replace(day=1))
    return found if FIRST <= found.first <= LAST else Month(timezone.localdate().replace(day=1))
