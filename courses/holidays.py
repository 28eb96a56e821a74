"""Official holidays on which a workshop or a session of it falls: they warn whoever plans and forbid nothing."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from calendars.holidays import Observed, holidays_between
from calendars.rules import days_of
from courses.models import Workshop
from network.models import Country


def countries_of(workshop: Workshop) -> list[str]:
    """The host's country, and those with seats: every country of the network, or that of whoever holds a seat in an
    open workshop. One question.
    """
    if workshop.is_open:
        seated = workshop.enrolments.holding().values_list("office__country", flat=True)
    else:
        none = workshop.allotments.filter(seats=0).values("office")
        seated = Country.objects.filter(offices__isnull=False).exclude(offices__in=none).values_list("pk", flat=True)
    return sorted({workshop.host_office.country_id, *seated})


def holidays_of(workshop: Workshop, *, starts_on: date | None = None) -> list[Observed]:
    """On the days of the workshop, or on as many from ``starts_on``. Two questions."""
    first = starts_on or workshop.starts_on
    return holidays_between(first, first + (workshop.ends_on - workshop.starts_on), countries_of(workshop))


def holidays_in_hours(workshop: Workshop, hours: Iterable[tuple[datetime, datetime]]) -> list[Observed]:
    """On the days of the host's clock that these hours touch. Two questions, none where there are no hours."""
    there = ZoneInfo(workshop.time_zone)
    days = {day for start, end in hours for day in days_of(start, max(end, start + timedelta(seconds=1)), there)}
    if not days:
        return []
    found = holidays_between(min(days), max(days), countries_of(workshop))
    return [holiday for holiday in found if holiday.day in days]
