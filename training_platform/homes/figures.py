"""Figures that span the floors: an office's year beside the network's, and totals that name nobody. Questions only."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from certificates.models import Certificate
from courses.models import Workshop
from foundations.printing.plots import Bar, BarPlot
from sessions.models import Attendance

ATTENDED = ("present", "partial")


@dataclass(frozen=True)
class Measure:
    """One figure of an office (or of several) beside the whole network's."""

    label: str
    ours: int
    network: int


def year_span(year: int) -> tuple[datetime, datetime]:
    """The year in the platform's own zone: from its first instant to that of the next."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def participation(offices: Collection[int], year: int) -> list[Measure]:
    """People who attended, workshops, hours, certificates: ours beside the network's. Two questions."""
    start, end = year_span(year)
    mine = Q(office__in=offices)
    attended = Attendance.objects.filter(
        verdict__in=ATTENDED, session__starts_at__gte=start, session__starts_at__lt=end
    ).order_by()
    counts = attended.aggregate(
        people=Count("person", distinct=True),
        our_people=Count("person", distinct=True, filter=mine),
        workshops=Count("session__workshop", distinct=True),
        our_workshops=Count("session__workshop", distinct=True, filter=mine),
        seconds=Sum("present_seconds"),
        our_seconds=Sum("present_seconds", filter=mine),
    )
    awarded = Certificate.objects.filter(state="valid", awarded_at__gte=start, awarded_at__lt=end).order_by()
    papers = awarded.aggregate(papers=Count("pk"), our_papers=Count("pk", filter=mine))
    return [
        Measure(_("People who attended"), counts["our_people"], counts["people"]),
        Measure(_("Workshops attended"), counts["our_workshops"], counts["workshops"]),
        Measure(_("Hours of attendance"), (counts["our_seconds"] or 0) // 3600, (counts["seconds"] or 0) // 3600),
        Measure(_("Certificates"), papers["our_papers"], papers["papers"]),
    ]


@dataclass
class Totals:
    """What the network did in a year, or in all: workshops held, people, offices, hours of training."""

    workshops: int = 0
    people: int = 0
    offices: int = 0
    hours: Decimal = field(default_factory=Decimal)


def totals(today: date) -> tuple[Totals, list[tuple[int, Totals]]]:
    """In all, and year by year, the latest first: of workshops that are over. Three questions; nobody is named."""
    held = Workshop.objects.announced().filter(ends_on__lt=today)
    by_year: dict[int, Totals] = defaultdict(Totals)
    for workshop in held.only("starts_on", "syllabus", "stated_hours").order_by():
        year = by_year[workshop.starts_on.year]
        year.workshops += 1
        year.hours += workshop.hours
    attended = Attendance.objects.filter(verdict__in=ATTENDED, session__workshop__in=held).order_by()
    counting = {"people": Count("person", distinct=True), "offices": Count("office", distinct=True)}
    for row in attended.values(year=ExtractYear("session__workshop__starts_on")).annotate(**counting):
        by_year[row["year"]].people, by_year[row["year"]].offices = row["people"], row["offices"]
    everybody = attended.aggregate(**counting)
    everything = Totals(
        workshops=sum(year.workshops for year in by_year.values()),
        hours=sum((year.hours for year in by_year.values()), Decimal()),
        **everybody,
    )
    return everything, sorted(by_year.items(), reverse=True)


def plot_of_years(years: Sequence[tuple[int, Totals]]) -> BarPlot:
    """People trained in each year as bars, in the order of the table, which says the numbers."""
    rows = list(years)
    words = ""
    if rows:
        year, most = max(rows, key=lambda entry: entry[1].people)
        told = {"year": year, "people": most.people}
        words = _("Most people were trained in %(year)s: %(people)s. The table says the number of each year.") % told
    bars = [Bar(str(year), (row.people,)) for year, row in rows]
    return BarPlot("years", title=_("People trained, year by year"), words=words, bars=bars)
