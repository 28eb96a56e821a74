"""Rooms and gaps as spreadsheets, with the words of the pages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from equipment.room_panels import Have, RoomPanel
from equipment.room_words import PARTS
from foundations.spreadsheets.contract import Kind
from foundations.spreadsheets.outgoing import OneWay, export_of
from network.models import Office


def readiness_sheet(panels: Iterable[RoomPanel]) -> bytes:
    """A row for each room: band, score, points by part, why, what to do first."""
    columns = [
        *((words, Kind.TEXT) for words in (_("Country"), _("Room"), _("Readiness"))),
        (_("Score"), Kind.WHOLE),
        *((str(words), Kind.WHOLE) for words in PARTS.values()),
        (_("Last test call"), Kind.DATE),
        *((words, Kind.WHOLE) for words in (_("Days ago"), _("Minutes lost"))),
        *((words, Kind.TEXT) for words in (_("Why"), _("Cheapest step up"))),
    ]
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
    return export_of(OneWay(_("Readiness of the rooms"), columns, rows))


def gaps_sheet(offices: Iterable[tuple[Office, list[Have]]]) -> bytes:
    """A row for each office and kind of item: due, there, usable, lacking, in words."""
    columns = [
        *((words, Kind.TEXT) for words in (_("Country"), _("Kind of item"))),
        *((words, Kind.WHOLE) for words in (_("Due"), _("There"), _("Usable"), _("Lacking"))),
        (_("State"), Kind.TEXT),
    ]
    rows = [
        [office.country.name, have.kind.name, have.due, have.has, have.usable, have.told_lacks, have.state]
        for office, haves in offices
        for have in haves
    ]
    return export_of(OneWay(_("What offices lack"), columns, rows))
