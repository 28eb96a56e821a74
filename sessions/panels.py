"""What the pages of a session show: my attendance and how it was computed, who is inside, the roster."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferencing.models import Stay
from network.bilingual import in_my_language
from network.models import Person
from network.rules import full_name
from sessions.models import Attendance, Participation, TrainingSession
from sessions.models.guests import GuestInvitation
from sessions.roster import tickable
from sessions.rules import Interval, Weighed
from sessions.weighing import Book, read_book

REPAIRS = {
    "inferred": _("The end of a stay was not told: it follows from the end of the room."),
    "open": _("Nobody told of the end of a stay: it was taken to last until the end of the session."),
    "resolved": _("A device without a name was recognised as yours by whoever led the session."),
}
SOURCES = {
    "posts": _("the video server"),
    "resolved": _("a device that was recognised"),
    "site": _("the roster of a connected site"),
    "door": _("the sign-in at the door"),
    "sheet": _("the printed sheet"),
    "manual": _("a tick on the roster"),
}


@dataclass(frozen=True)
class MyAttendance(Weighed):
    """How long I was there, of how long; final with a verdict, or provisional while the session is not settled."""

    present_seconds: int
    counted_seconds: int
    intervals: list[Interval]
    is_ticked: bool
    verdict: str = ""
    label: str = ""
    incidents: list[Interval] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    is_late: bool = False
    row: Attendance | None = None

    @property
    def is_final(self) -> bool:
        return bool(self.verdict)

    @property
    def is_excused(self) -> bool:
        return self.verdict == "excused"

    @property
    def told_repairs(self) -> list[str]:
        """What had to be inferred, in words."""
        return [str(REPAIRS[repair]) for repair in self.repairs if repair in REPAIRS]

    @property
    def told_sources(self) -> list[str]:
        """Where it was seen, in words."""
        return [str(SOURCES[source]) for source in self.sources if source in SOURCES]


def my_attendance(session: TrainingSession, person_id: uuid.UUID, *, at: datetime | None = None) -> MyAttendance | None:
    """The verdict where there is one, else what was seen so far; ``None`` before it begins."""
    now = at or timezone.now()
    if session.state == TrainingSession.State.SETTLED:
        mine = Attendance.objects.filter(session=session, person=person_id).select_related("contest")
        row = mine.prefetch_related("corrections").first()
        return computed(row) if row else None
    if session.state == TrainingSession.State.CANCELLED or now < session.starts_at:
        return None
    book = read_book(session, person=person_id)
    judged = book.judge(person_id, until=min(now, book.sitting.window[1]))
    so_far = judged.presence
    return MyAttendance(
        so_far.present_seconds,
        so_far.counted_seconds,
        so_far.intervals,
        book.is_ticked(person_id),
        incidents=list(book.sitting.incidents),
        sources=list(judged.sources),
        is_late=judged.is_late,
    )


def computed(row: Attendance) -> MyAttendance:
    """A verdict with what it rests on, as far as that is still kept."""
    kept = row.evidence
    sources = ["posts"] if kept.get("stays") else []
    sources += sorted({mark["source"] for mark in kept.get("marks", [])})
    return MyAttendance(
        row.present_seconds,
        row.counted_seconds,
        _read(kept.get("intervals", [])),
        bool(kept.get("roster")),
        row.verdict,
        row.get_verdict_display(),
        incidents=_read(kept.get("incidents", [])),
        repairs=kept.get("repairs", []),
        sources=sources,
        is_late=row.is_late,
        row=row,
    )


def _read(written: list[list[str]]) -> list[Interval]:
    return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in written]


@dataclass(frozen=True)
class Inside:
    """Who is in the room now, and how many devices there are without a name of ours."""

    people: list[Person]
    unidentified: int
    guests: list[GuestInvitation]


def people_inside(session: TrainingSession, book: Book | None = None) -> Inside:
    """By the posts that have come so far; of a session that is neither cancelled nor settled."""
    stays = book.stays if book else Stay.objects.ongoing().filter(room=session.room_id)
    ids = [stay.identity for stay in stays if stay.left_at is None and stay.room_id == session.room_id]
    people = Person.objects.filter(pk__in={key for key in ids if key}).select_related("office__country").in_order()
    guests = session.guests.filter(pk__in={key for key in ids if key})
    return Inside(list(people), ids.count(None), list(guests))


@dataclass(frozen=True)
class RosterLine:
    """One holder of a seat on the roster: of which country, whether ticked, and how long the room saw them so far."""

    person_id: uuid.UUID
    name: str
    country: str
    is_ticked: bool
    minutes: int


def roster_lines(
    session: TrainingSession, user, *, book: Book | None = None, at: datetime | None = None
) -> list[RosterLine]:
    """The people whom ``user`` may tick, which of them are ticked already, and their provisional minutes.

    Their words alone are asked for: made into objects, the rows would cost a roster of two hundred half of its time.
    """
    book = book or read_book(session)
    in_order = tickable(session, user).order_by(
        "office__country__name_es", "person__family_names", "person__given_names"
    )
    names, countries = ("given_names", "family_names"), ("name_es", "name_en")
    columns = *(f"person__{word}" for word in names), *(f"office__country__{word}" for word in countries)
    until = min(at or timezone.now(), book.sitting.window[1])
    return [
        RosterLine(
            person,
            full_name(given, family),
            in_my_language(spanish, english),
            book.is_ticked(person),
            book.minutes(person, until),
        )
        for person, given, family, spanish, english in in_order.values_list("person_id", *columns)
    ]


def answers_to(session: TrainingSession) -> dict[str, int]:
    """How many of those with a seat said that they will come, and that they will not. One question."""
    holders = session.workshop.enrolments.holding().values("person")
    rows = session.participations.filter(person__in=holders).exclude(answer=Participation.Answer.NONE)
    return dict(rows.values_list("answer").annotate(Count("pk")).order_by())
