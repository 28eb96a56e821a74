"""The wallet on paper and as a spreadsheet: the holder's transcript, and careers for those who keep them nationally."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from certificates.facts import certified_day
from certificates.models import Certificate
from certificates.rules import grouped_code
from certificates.wallet.sums import Grid, grid_of, hours_of
from foundations.printing.pdf import typeset
from foundations.spreadsheets.contract import Kind, Value
from foundations.spreadsheets.outgoing import OneWay, export_of
from network.models import Person
from network.templatetags.clocks import days

TEMPLATE = Path(__file__).parent / "typst" / "transcript.typ"


def transcript_of(person: Person, papers: Sequence[Certificate], *, at: datetime) -> bytes:
    """What of ``papers`` is valid at ``at``, with the code by which each is checked, in the language being spoken.

    It is a summary and has no number of its own: what it says is proved by the codes on it.
    """
    valid = [paper for paper in papers if paper.state == Certificate.State.VALID]
    grid = grid_of(valid)
    office = person.office
    content = {
        "language": (get_language() or "es")[:2],
        "network": settings.NETWORK_NAME,
        "title": _("Transcript of training"),
        "name": person.full_name,
        "office": f"{office.name_on(certified_day(at))}, {office.country.name}" if office else "",
        "dated": _("As of %(day)s.") % {"day": date_format(certified_day(at), "DATE_FORMAT")},
        "sum": _sum_in_words(len(valid), grid),
        "heads": [_("Workshop"), _("Area"), _("Dates"), _("Hours"), _("Certificate and its code")],
        "rows": [_transcript_row(paper) for paper in reversed(valid)],
        "hours_title": _("Hours by area and year"),
        "grid_heads": [_("Area"), *(str(year) for year in grid.years), _("In all")],
        "grid": [
            [area, *(number_format(number) if number else "–" for number in hours), number_format(total)]
            for area, hours, total in grid.rows
        ],
        "grid_sums": [_("In all"), *(number_format(number) for number in (*grid.by_year, grid.total))],
        "check": _("Each certificate can be checked by its code at %(address)s.")
        % {"address": settings.BASE_URL + reverse("verification:start")},
        "nothing": _("There is no valid certificate yet."),
        "demo": _("DEMO: people and facts are fictitious.") if settings.DEMO else "",
    }
    return typeset(TEMPLATE, content, at=at)


def _sum_in_words(number: int, grid: Grid) -> str:
    told = ngettext("%(count)s certificate, %(hours)s hours", "%(count)s certificates, %(hours)s hours", number)
    return told % {"count": number, "hours": number_format(grid.total)}


def _transcript_row(paper: Certificate) -> list[str]:
    starts_on, ends_on = (date.fromisoformat(paper.facts[day]) for day in ("starts_on", "ends_on"))
    return [
        paper.workshop.title,
        paper.workshop.area.name,
        days(starts_on, ends_on, text=True),
        number_format(hours_of(paper)),
        str(paper),
        str(paper.get_kind_display()),
        grouped_code(paper.code),
    ]


def careers_of(papers: Sequence[Certificate]) -> bytes:
    """A row for each certificate, whatever its state, for the registers of national careers. Days are days."""
    columns = [
        (_("Office"), Kind.TEXT),
        (_("Country"), Kind.TEXT),
        (_("Family names"), Kind.TEXT),
        (_("Given names"), Kind.TEXT),
        (_("Certificate"), Kind.TEXT),
        (_("Version"), Kind.WHOLE),
        (_("Kind"), Kind.TEXT),
        (_("State"), Kind.TEXT),
        (_("Workshop"), Kind.TEXT),
        (_("Area"), Kind.TEXT),
        (_("Begins on"), Kind.DATE),
        (_("Ends on"), Kind.DATE),
        (_("Hours"), Kind.DECIMAL),
        (_("Issued on"), Kind.DATE),
    ]
    return export_of(OneWay(_("Certified training"), columns, (_career_row(paper) for paper in papers)))


def _career_row(paper: Certificate) -> list[Value]:
    facts, language = paper.facts, (get_language() or "es")[:2]
    return [
        facts["office"][language],
        paper.office.country.name if paper.office else "",
        paper.person.family_names,
        paper.person.given_names,
        paper.number,
        paper.version,
        str(paper.get_kind_display()),
        str(paper.get_state_display()),
        paper.workshop.title,
        paper.workshop.area.name,
        date.fromisoformat(facts["starts_on"]),
        date.fromisoformat(facts["ends_on"]),
        hours_of(paper),
        date.fromisoformat(facts["awarded_on"]),
    ]
