"""What rooms and single items were booked for: hours of the network and of the country, by office, thing and month.

Added up from the bookings, never typed (R75). Of what was called off only the hours before count.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from equipment.bookings.rules import Hours, by_month, kept_hours
from equipment.models import Booking
from foundations.printing.plots import Bar, BarPlot
from foundations.spreadsheets.contract import Kind, Value
from foundations.spreadsheets.outgoing import OneWay, export_of
from network.bilingual import in_my_language

DAY = timedelta(days=1)
READ = (
    *("office__country__name_es", "office__country__name_en", "office__time_zone", "room__name", "asset__tag"),
    *("use", "starts_at", "ends_at", "cancelled_at"),
)


@dataclass(frozen=True)
class UseLine:
    """One room, or one single item, in one month: hours for the network and for national use."""

    office: str
    thing: str
    month: date
    network: Decimal
    national: Decimal

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.network + self.national


@dataclass(frozen=True)
class UseReport:
    """A year of one office, or of all."""

    year: int
    lines: Sequence[UseLine]

    @property
    def network(self) -> Decimal:
        """Hours for the network."""
        return sum((line.network for line in self.lines), Decimal())

    @property
    def national(self) -> Decimal:
        """Hours for national use."""
        return sum((line.national for line in self.lines), Decimal())

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.network + self.national

    def by(self, name: str) -> list[tuple[str, Decimal, Decimal]]:
        """Sums by ``office`` or ``thing``: name, network, national."""
        sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(), Decimal()])
        for line in self.lines:
            key = line.office if name == "office" else f"{line.office} · {line.thing}"
            sums[key][0] += line.network
            sums[key][1] += line.national
        return [(key, network, national) for key, (network, national) in sorted(sums.items())]


def use_of(offices: Iterable[int] | None, year: int) -> UseReport:
    """Of these offices (of every one for ``None``). One question, whatever there is."""
    first, last = date(year, 1, 1), date(year, 12, 1)
    # A day on either side: which month an instant falls into is said by the clock of its office.
    start, end = datetime(year, 1, 1, tzinfo=UTC) - DAY, datetime(year + 1, 1, 1, tzinfo=UTC) + DAY
    rows = Booking.objects.between(start, end).of_offices(None if offices is None else list(offices))
    sums: dict[tuple[str, str, date], list[timedelta]] = defaultdict(lambda: [timedelta(), timedelta()])
    for spanish, english, zone, room, tag, use, starts_at, ends_at, cancelled_at in rows.order_by().values_list(*READ):
        hours = kept_hours(Hours(starts_at, ends_at), cancelled_at)
        for month, length in by_month(hours, ZoneInfo(zone)) if hours else ():
            if first <= month <= last:
                sums[in_my_language(spanish, english), room or tag, month][use == Booking.Use.NATIONAL] += length
    lines = [
        UseLine(office, thing, month, _hours(network), _hours(national))
        for (office, thing, month), (network, national) in sorted(sums.items())
    ]
    return UseReport(year, lines)


def _hours(length: timedelta) -> Decimal:
    """Hours and hundredths."""
    return (Decimal(int(length.total_seconds())) / 3600).quantize(Decimal("0.01"))


def plot_of(report: UseReport, *, of_all: bool) -> BarPlot:
    """Hours of each office (of each room of one office) as bars of two parts; the table says the numbers."""
    rows = report.by("office" if of_all else "thing")
    told = {
        "year": report.year,
        "network": number_format(report.network),
        "national": number_format(report.national),
    }
    words = _("In %(year)s %(network)s hours were booked for the network and %(national)s for national use.") % told
    bars = [Bar(name, (round(network), round(national))) for name, network, national in rows]
    legend = (_("for the network"), _("for national use"))
    return BarPlot("use", title=_("Hours booked, by use"), words=words, bars=bars, legend=legend)


def workbook_of(report: UseReport) -> bytes:
    """Each line as a row: what the office or the network adds up further."""
    columns = [
        *((words, Kind.TEXT) for words in (_("Office"), _("Room or item"), _("Month"))),
        *((words, Kind.DECIMAL) for words in (_("Network hours"), _("National hours"), _("Hours in all"))),
    ]
    rows: list[list[Value]] = [
        [line.office, line.thing, date_format(line.month, "Y-m"), line.network, line.national, line.total]
        for line in report.lines
    ]
    return export_of(OneWay(_("Use of rooms"), columns, rows))
