"""Official holidays on which a workshop or a session of it falls: they warn whoever plans and forbid nothing."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from calendars.holidays import Observed, holidays_between
from calendars.rules import days_of
from courses.models import Workshop
from network.models import Country, Office


def countries_of(workshop: Workshop) -> QuerySet[Country]:
    """The host's country, and those with seats: every country of the network, or that of whoever holds a seat in an
    open workshop. A part of a question, which costs none of its own.
    """
    if workshop.is_open:
        seated = workshop.enrolments.holding().order_by().values("office__country")
    else:
        none = workshop.allotments.filter(seats=0).order_by().values("office")
        seated = Office.objects.exclude(pk__in=none).order_by().values("country")
    return Country.objects.filter(Q(pk=workshop.host_office.country_id) | Q(pk__in=seated)).order_by().values("pk")


def holidays_of(workshop: Workshop, *, starts_on: date | None = None) -> list[Observed]:
    """On the days of the workshop, or on as many from ``starts_on``. One question."""
    first = starts_on or workshop.starts_on
    return holidays_between(first, first + (workshop.ends_on - workshop.starts_on), countries_of(workshop))


def holidays_in_hours(workshop: Workshop, hours: Iterable[tuple[datetime, datetime]]) -> list[Observed]:
    """On the days of the host's clock that these hours touch. One question, none where there are no hours."""
    there = ZoneInfo(workshop.time_zone)
    days = {day for start, end in hours for day in days_of(start, max(end, start + timedelta(seconds=1)), there)}
    if not days:
        return []
    found = holidays_between(min(days), max(days), countries_of(workshop))
    return [holiday for holiday in found if holiday.day in days]
