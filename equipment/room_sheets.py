"""Rooms and gaps as spreadsheets, with the words of the pages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from equipment.room_panels import Have, RoomPanel
from equipment.room_words import PARTS
from foundations.spreadsheets.xlsx import workbook
from network.models import Office


def readiness_sheet(panels: Iterable[RoomPanel]) -> bytes:
    """A row for each room: band, score, points by part, why, what to do first."""
    head = [
        _("Country"), _("Room"), _("Readiness"), _("Score"), *(str(words) for words in PARTS.values()),
        _("Last test call"), _("Days ago"), _("Minutes lost"), _("Why"), _("Cheapest step up"),
    ]  # fmt: skip
    rows = [
        [
            panel.room.office.country.name,
            panel.room.name,
            panel.band,
            panel.assessed.verdict.score,
            *(got for _part, got, _most in panel.parts),
            panel.assessed.call.at.date() if panel.assessed.call else None,
            panel.assessed.verdict.call_days,
            panel.minutes_lost,
            "; ".join(panel.reasons),
            "; ".join(panel.steps),
        ]
        for panel in panels
    ]
    return workbook(_("Readiness of the rooms"), head, rows)


def gaps_sheet(offices: Iterable[tuple[Office, list[Have]]]) -> bytes:
    """A row for each office and kind of item: due, there, usable, lacking, in words."""
    head = [_("Country"), _("Kind of item"), _("Due"), _("There"), _("Usable"), _("Lacking"), _("State")]
    rows = [
        [office.country.name, have.kind.name, have.due, have.has, have.usable, have.told_lacks, have.state]
        for office, haves in offices
        for have in haves
    ]
    return workbook(_("What offices lack"), head, rows)
