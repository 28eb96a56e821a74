"""What was seen in a session, gathered and weighed for each holder of a seat: read-only, before and at settling."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import QuerySet

from conferencing.models import Stay
from sessions.models import Attendance, OccupantDecision, RosterEntry, TrainingSession
from sessions.rules import (
    Evidence,
    Interval,
    Judgement,
    Repair,
    Sitting,
    Source,
    counted_window,
    judge,
)


@dataclass
class Book:
    """All that was seen in one session: the sitting, and the evidence by person; the rows that it was read from."""

    sitting: Sitting
    evidence: dict[uuid.UUID, list[Evidence]]
    stays: list[Stay]
    entries: list[RosterEntry]
    decided: dict[int, OccupantDecision] = field(default_factory=dict)
    connected: set[uuid.UUID] = field(default_factory=set)
    """The sites whose connection nobody told the end of."""

    def judge(self, person: uuid.UUID, *, is_excused: bool = False, until: datetime | None = None) -> Judgement:
        """The verdict on one person; what has no end runs ``until`` then, else to the end of the session."""
        return judge(self.evidence.get(person, ()), self.sitting, is_excused=is_excused, until=until)

    def is_ticked(self, person: uuid.UUID) -> bool:
        """Whether somebody said that this person was there for the whole session."""
        return any(row.source is Source.MANUAL for row in self.evidence.get(person, ()))

    def minutes(self, person: uuid.UUID, until: datetime) -> int:
        """Whole minutes so far, ticks of the whole session left aside."""
        seen = [row for row in self.evidence.get(person, ()) if row.source is not Source.MANUAL]
        return judge(seen, self.sitting, until=until).presence.present_seconds // 60

    def unidentified(self) -> list[Stay]:
        """Stays of occupants without a token of ours on whom nobody has decided yet."""
        return [stay for stay in self.stays if stay.identity is None and stay.pk not in self.decided]


def read_book(session: TrainingSession, *, ended_at: datetime | None = None, person: uuid.UUID | None = None) -> Book:
    """Gather what was seen, of everybody or of one ``person``. Three questions; one more where somebody had no name."""
    entries = list(_entries(session, person))
    stays = list(_stays(session, entries, person))
    nameless = [stay.pk for stay in stays if stay.identity is None]
    decisions = session.occupant_decisions.all() if nameless else []
    window = counted_window(session.starts_at, session.ends_at, ended_at or session.ended_at)
    sites = {entry.site_id for entry in entries if entry.site_id}
    book = Book(
        sitting=Sitting(
            window=window,
            threshold=session.threshold,
            incidents=_incidents(session, window[1]),
            connections=tuple(
                (stay.identity, (stay.joined_at, _end_of(stay) or window[1]))
                for stay in stays
                if stay.identity in sites
            ),
        ),
        evidence=defaultdict(list),
        stays=stays,
        entries=entries,
        decided={decision.stay: decision for decision in decisions},
        connected={stay.identity for stay in stays if stay.identity in sites and _end_of(stay) is None},
    )
    _note_stays(book)
    _note_entries(book, window)
    return book


def _entries(session: TrainingSession, person: uuid.UUID | None) -> QuerySet[RosterEntry]:
    standing = session.roster.standing().order_by("starts_at", "pk")
    return standing.filter(person=person) if person else standing


def _stays(session: TrainingSession, entries: Iterable[RosterEntry], person: uuid.UUID | None) -> QuerySet[Stay]:
    """Of one person: hers, those of the sites before which she sat, and those that somebody said were hers."""
    stays = Stay.objects.filter(room__subject=session.pk).select_related("room")
    if person is None:
        return stays
    sites = [entry.site_id for entry in entries if entry.site_id]
    resolved = session.occupant_decisions.filter(person=person).values("stay")
    return stays.filter(identity__in=[person, *sites]) | stays.filter(pk__in=resolved)


def _incidents(session: TrainingSession, end: datetime) -> tuple[Interval, ...]:
    """One that still runs ends with the session. None are asked for where the session says that it has none."""
    if not getattr(session, "has_incidents", True):
        return ()
    rows = session.incidents.values_list("started_at", "stopped_at").order_by("started_at")
    return tuple((start, stop or max(start, end)) for start, stop in rows)


def _note_stays(book: Book) -> None:
    for stay in book.stays:
        decision = book.decided.get(stay.pk)
        owner = stay.identity or (decision.person_id if decision else None)
        if owner is None:
            continue
        repair = Repair.RESOLVED if decision else _repair_of(stay)
        source = Source.RESOLVED if decision else Source.POSTS
        book.evidence[owner].append(Evidence(source, stay.joined_at, _end_of(stay), repair=repair))


def _repair_of(stay: Stay) -> Repair | None:
    if stay.left_exactly:
        return None
    return Repair.END_INFERRED if _end_of(stay) else Repair.END_OPEN


def _end_of(stay: Stay) -> datetime | None:
    """When it ended; nobody is in a room once it is closed."""
    return min((end for end in (stay.left_at, stay.room.closed_at) if end), default=None)


def _note_entries(book: Book, window: Interval) -> None:
    for entry in book.entries:
        if entry.person_id is None:
            continue
        if entry.source == RosterEntry.Source.MANUAL:
            book.evidence[entry.person_id].append(Evidence(Source.MANUAL, *window))
        elif entry.starts_at:
            seen = Evidence(Source(entry.source), entry.starts_at, entry.ends_at, entry.site_id)
            book.evidence[entry.person_id].append(seen)


def weigh(session: TrainingSession, *, ended_at: datetime | None, at: datetime) -> list[Attendance]:
    """The attendance that settling at ``at`` would write, unsaved, one for each holder of a seat, in their order."""
    book = read_book(session, ended_at=ended_at)
    excused = set(session.excuses.accepted().values_list("person_id", flat=True))
    holders = session.workshop.enrolments.holding().select_related("person__user", "person__office", "office__country")
    rows = []
    for enrolment in holders.order_by("person__family_names", "person__given_names"):
        row = Attendance(session=session, person=enrolment.person, office=enrolment.office, settled_at=at)
        write_verdict(row, book, is_excused=enrolment.person_id in excused)
        rows.append(row)
    return rows


def write_verdict(row: Attendance, book: Book, *, is_excused: bool) -> None:
    """Put into ``row`` its seconds, its verdict and what they rest on."""
    judged = book.judge(row.person_id, is_excused=is_excused)
    measured = judged.presence
    row.present_seconds, row.counted_seconds = measured.present_seconds, measured.counted_seconds
    row.verdict, row.is_late = judged.verdict, judged.is_late
    seen = sorted(book.evidence.get(row.person_id, ()), key=lambda one: one.starts_at)
    row.evidence = {
        "source": _main_source(judged),
        "window": _written(book.sitting.window),
        "threshold": str(book.sitting.threshold),
        "incidents": [_written(incident) for incident in book.sitting.incidents],
        "intervals": [_written(interval) for interval in measured.intervals],
        "stays": [_stay_told(one) for one in seen if one.source in (Source.POSTS, Source.RESOLVED)],
        "marks": [_mark_told(one) for one in seen if one.source in (Source.SITE, Source.DOOR, Source.SHEET)],
        "repairs": list(judged.repairs),
        "roster": Source.MANUAL in judged.sources,
        "excused": is_excused,
    }


def _main_source(judged: Judgement) -> str:
    """The one that decides: a tick of the whole session, else the first of those that there are."""
    if Source.MANUAL in judged.sources:
        return "roster"
    return next((str(source) for source in Source if source in judged.sources), "none")


def _stay_told(seen: Evidence) -> dict[str, str | None]:
    """One stay as it was known; ``end``: posted, inferred, open, or that somebody said whose it was (resolved)."""
    return {
        "from": _instant(seen.starts_at),
        "to": _instant(seen.ends_at) if seen.ends_at else None,
        "end": str(seen.repair or "posted"),
    }


def _mark_told(seen: Evidence) -> dict[str, str | None]:
    return {
        "source": str(seen.source),
        "from": _instant(seen.starts_at),
        "to": _instant(seen.ends_at) if seen.ends_at else None,
    }


def _written(interval: Interval) -> list[str]:
    return [_instant(interval[0]), _instant(interval[1])]


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
