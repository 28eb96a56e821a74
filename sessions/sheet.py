"""The sheet of a session: everybody with a seat, visitors, what it comes to; as rows for the page and for files."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundations.printing.pdf import typeset
from foundations.spreadsheets.contract import Kind, Value
from foundations.spreadsheets.outgoing import OneWay, export_of
from network.models import User
from network.querysets import standing_of
from sessions.models import Attendance, RosterEntry, TrainingSession
from sessions.panels import REPAIRS, SOURCES
from sessions.roster import leads
from sessions.rules import Evidence, Source, judge
from sessions.weighing import Book, read_book, weigh

TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"
KINDS = (*(Kind.TEXT,) * 3, Kind.WHOLE, Kind.WHOLE, Kind.DECIMAL, Kind.TEXT, Kind.TEXT)
EMPTY_ROWS = 4  # on the printed sheet, for whoever comes without standing on it


@dataclass(frozen=True)
class VisitorLine:
    """A visitor before the screen of a site, and the whole minutes for which it was connected."""

    name: str
    kind: str
    country: str
    minutes: int


@dataclass(frozen=True)
class Sheet:
    """What the reader may see of it. Before the settling it is what settling now would write."""

    session: TrainingSession
    rows: Sequence[Attendance]
    visitors: Sequence[VisitorLine]
    incident_minutes: int
    nameless: int

    @property
    def is_final(self) -> bool:
        return self.session.state == TrainingSession.State.SETTLED

    @property
    def repaired(self) -> int:
        """How many verdicts rest on something that nobody told."""
        return sum(bool(row.evidence.get("repairs")) for row in self.rows)


def readable_offices(session: TrainingSession, user: User) -> frozenset[int] | None:
    """Of which offices ``user`` reads the sheet; ``None``: of all. Empty: of none."""
    return None if leads(session, user) else standing_of(user).offices_as("contact_point", "national_editor")


def sheet_of(session: TrainingSession, user: User, *, at: datetime | None = None) -> Sheet:
    """The sheet as ``user`` reads it: all of it for who leads, an office's own for who answers for it."""
    now = at or timezone.now()
    offices = readable_offices(session, user)
    ended_at = session.ended_at or (now if session.is_running_at(now) else None)
    book = read_book(session, ended_at=ended_at)
    if session.state == TrainingSession.State.SETTLED:
        kept = session.attendance.select_related("person", "office__country").prefetch_related("corrections")
        rows = list(kept.select_related("contest").order_by("person__family_names", "person__given_names"))
    else:
        rows = weigh(session, ended_at=ended_at, at=now)
    return Sheet(
        session,
        [row for row in rows if offices is None or row.office_id in offices],
        _visitors(session, book, offices),
        sum(int((end - start).total_seconds()) for start, end in book.sitting.incidents) // 60,
        len(book.unidentified()) if offices is None else 0,
    )


def _visitors(session: TrainingSession, book: Book, offices: frozenset[int] | None) -> list[VisitorLine]:
    """Those of the rooms that the reader may see, each name at each site once."""
    marks: dict[tuple[int, str, str], list[RosterEntry]] = defaultdict(list)
    for entry in book.entries:
        if entry.person_id is None and entry.site_id:
            marks[entry.site_id, entry.visitor_name, entry.visitor_kind].append(entry)
    if not marks:
        return []
    sites = {site.pk: site for site in session.sites.select_related("room__office__country")}
    kinds = dict(RosterEntry.VisitorKind.choices)
    lines = []
    for (site, name, kind), entries in marks.items():
        office = sites[site].room.office
        if offices is None or office.pk in offices:
            seen = [Evidence(Source.SITE, entry.starts_at, entry.ends_at, site) for entry in entries]
            minutes = judge(seen, book.sitting).presence.present_seconds // 60
            lines.append(VisitorLine(name, str(kinds[kind]), office.country.name, minutes))
    return sorted(lines, key=lambda line: (line.country, line.name))


def head() -> list[str]:
    """The columns, in the reader's language."""
    return [
        _("Person"),
        _("Country"),
        _("Verdict"),
        _("Minutes"),
        _("Of"),
        "%",
        _("Where seen"),
        _("Remarks"),
    ]


def remarks_of(row: Attendance) -> list[str]:
    """Late, what had to be inferred, corrected: in words."""
    told = [_("came late")] if row.is_late else []
    told += [str(REPAIRS[repair]) for repair in row.evidence.get("repairs", []) if repair in REPAIRS]
    if row.pk and row.corrections.all():
        told.append(_("corrected"))
    return told


def sources_of(row: Attendance) -> str:
    """Where the person was seen, in words."""
    kept = row.evidence
    sources = ["posts"] if kept.get("stays") else []
    sources += sorted({mark["source"] for mark in kept.get("marks", [])})
    sources += ["manual"] if kept.get("roster") else []
    return ", ".join(str(SOURCES[source]) for source in sources if source in SOURCES)


def spreadsheet_of(sheet: Sheet) -> bytes:
    """As a workbook; numbers are numbers, what looks like a formula stays text."""
    rows: list[list[Value]] = [
        [
            row.person.full_name,
            row.office.country.name,
            str(row.get_verdict_display()),
            *((row.minutes, row.counted_minutes, row.percent) if row.counted_minutes else (None, None, None)),
            sources_of(row),
            "; ".join(remarks_of(row)),
        ]
        for row in sheet.rows
    ]
    rows += [
        [line.name, line.country, line.kind, line.minutes, None, None, str(SOURCES["site"]), ""]
        for line in sheet.visitors
    ]
    return export_of(OneWay(sheet.session.title, list(zip(head(), KINDS, strict=True)), rows))


def document_of(sheet: Sheet, *, at: datetime) -> bytes:
    """As a document to print and file."""
    rows = [
        [
            row.person.full_name,
            row.office.country.name,
            str(row.get_verdict_display()),
            *_figures(row),
            sources_of(row),
            "; ".join(remarks_of(row)),
        ]
        for row in sheet.rows
    ]
    rows += [
        [line.name, line.country, line.kind, str(line.minutes), "", "", str(SOURCES["site"]), ""]
        for line in sheet.visitors
    ]
    state = _("Final") if sheet.is_final else _("Provisional")
    told = [f"{state}. " + _("Present from %(percent)s %% on.") % {"percent": floatformat(sheet.session.threshold, -2)}]
    if sheet.incident_minutes:
        told.append(
            ngettext("Incidents: %(count)s minute.", "Incidents: %(count)s minutes.", sheet.incident_minutes)
            % {"count": sheet.incident_minutes}
        )
    return _set(sheet.session, _("Attendance"), head(), rows, notes=told, at=at)


def _figures(row: Attendance) -> list[str]:
    """Minutes, of how many, and per cent; nothing where none count, as for the excused."""
    if not row.counted_minutes:
        return ["", "", ""]
    return [str(row.minutes), str(row.counted_minutes), floatformat(row.percent, -2)]


def blank_document(session: TrainingSession, *, at: datetime) -> bytes:
    """The sheet to be signed at the door and typed in later: a line for each holder of a seat, and some empty."""
    holders = session.workshop.enrolments.holding().select_related("person", "office__country")
    rows = [
        [seat.person.full_name, seat.office.country.name, "", "", ""]
        for seat in holders.order_by("person__family_names", "person__given_names")
    ]
    rows += [[""] * 5] * EMPTY_ROWS
    columns = [_("Person"), _("Country"), _("Came at"), _("Left at"), _("Signature")]
    return _set(session, _("Attendance sheet"), columns, rows, notes=[], at=at)


def _set(
    session: TrainingSession, title: str, columns: list[str], rows: list[list[str]], *, notes: list[str], at: datetime
) -> bytes:
    """In the clock of the workshop: paper does not know who reads it."""
    zone = ZoneInfo(session.workshop.time_zone)
    begins, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    hours = f"{date_format(begins, 'DATE_FORMAT')}, {begins:%H:%M}–{ends:%H:%M} ({session.workshop.host_office.city})"
    content = {
        "language": (get_language() or "es")[:2],
        "network": settings.NETWORK_NAME,
        "title": title,
        "session": session.title,
        "workshop": session.workshop.title,
        "hours": hours,
        "columns": columns,
        "rows": rows,
        "notes": notes,
        "is_blank": not notes,
        "demo": settings.DEMO,
    }
    return typeset(TEMPLATE, content, at=at)
