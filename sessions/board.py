"""The board of whoever leads: who is in, which sites, who is missing, devices without a name. Read-only."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.utils.translation import get_language

from conferencing.models import Stay
from network.models import Person
from sessions.models import ConnectedSite, Incident, RosterEntry, TrainingSession
from sessions.rules import Source
from sessions.weighing import Book, read_book


@dataclass(frozen=True)
class BoardLine:
    """One holder of a seat: where they are now, if anywhere, and the whole minutes so far."""

    person: Person
    country: str
    minutes: int
    where: str = ""
    """``screen`` of one's own, before a ``site``, at the ``door``, ``ticked``; empty: not there now."""
    site: str = ""


@dataclass(frozen=True)
class SiteLine:
    """One site: whether it is connected now, and how many are marked in before its screen."""

    site: ConnectedSite
    is_connected: bool
    people: list[RosterEntry]


@dataclass(frozen=True)
class Board:
    """All of it, at one instant."""

    inside: list[BoardLine]
    missing: list[BoardLine]
    sites: list[SiteLine]
    nameless: list[Stay]
    incident: Incident | None
    at: datetime

    @property
    def people(self) -> list[Person]:
        """Whom a device without a name can be given to, those missing first."""
        return [line.person for line in (*self.missing, *self.inside)]


def board_of(session: TrainingSession, *, at: datetime) -> Board:
    """The board of a session that is neither cancelled nor settled. Seven questions, however many people there are."""
    book = read_book(session)
    rows = session.sites.planned().select_related("room__office__country", "session")
    sites = list(rows.order_by("room__office__country__name_es", "room__name"))
    present = _entries_now(book, at)
    connected = {stay.identity for stay in book.stays if _is_on(stay)}
    names = {site.pk: f"{site.room.office.country.name} · {site.room.name}" for site in sites}
    holders = session.workshop.enrolments.holding().select_related("person", "office__country")
    lines = []
    for seat in holders.order_by("person__family_names", "person__given_names"):
        where, site = _where(seat.person_id, book, connected, present)
        minutes = book.minutes(seat.person_id, min(at, book.sitting.window[1]))
        lines.append(BoardLine(seat.person, seat.office.country.name, minutes, where, names.get(site, "")))
    return Board(
        inside=[line for line in lines if line.where],
        missing=[line for line in lines if not line.where],
        sites=[
            SiteLine(site, site.pk in connected, [entry for entry in present if entry.site_id == site.pk])
            for site in sites
        ],
        nameless=book.unidentified(),
        incident=session.incidents.filter(stopped_at__isnull=True).first(),
        at=at,
    )


def _is_on(stay: Stay) -> bool:
    return stay.left_at is None and stay.room.closed_at is None


def _entries_now(book: Book, at: datetime) -> list[RosterEntry]:
    """Marks that are open now."""
    return [
        entry for entry in book.entries if entry.starts_at and entry.starts_at <= at and (entry.ends_at or at) >= at
    ]


def _where(
    person: uuid.UUID, book: Book, connected: set[uuid.UUID | None], present: list[RosterEntry]
) -> tuple[str, uuid.UUID | None]:
    if person in connected:
        return "screen", None
    for entry in present:
        if entry.person_id == person and (entry.site_id is None or entry.site_id in connected):
            return ("site", entry.site_id) if entry.site_id else ("door", None)
    ticked = any(row.source is Source.MANUAL for row in book.evidence.get(person, ()))
    return ("ticked", None) if ticked else ("", None)


def stamp_of(session: TrainingSession, *, at: datetime) -> str:
    """What changes when the board does: three short counts and the minute. The tag of an answer (RFC 9110 §8.8.3)."""
    stays = Stay.objects.filter(room__subject=session.pk).aggregate(
        Count("pk"), Count("left_at"), Count("identity"), Max("pk")
    )
    marks = session.roster.aggregate(Count("pk"), Max("pk"))
    rest = TrainingSession.objects.filter(pk=session.pk).aggregate(
        Count("incidents", distinct=True),
        Count("incidents__stopped_at", distinct=True),
        Count("occupant_decisions", distinct=True),
        Count("sites", distinct=True),
        Count("sites__withdrawn_at", distinct=True),
    )
    minute = int(at.timestamp()) // 60
    told = (session.state, session.ends_at, session.room_id, minute, get_language(), stays, marks, rest)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]
