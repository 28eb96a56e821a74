"""What the pages of a session show: my attendance and how it was computed, who is inside, the roster."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from conferencing.models import Stay
from network.bilingual import in_my_language
from network.models import Person
from network.rules import full_name
from sessions.guest_models import GuestInvitation
from sessions.models import Attendance, Participation, TrainingSession
from sessions.roster import tickable
from sessions.rules import Interval, counted_window, present_percent
from sessions.weighing import presence_of, stays_by_person


@dataclass(frozen=True)
class MyAttendance:
    """How long I was there, of how long; final with a verdict, or provisional while the session is not settled."""

    present_seconds: int
    counted_seconds: int
    intervals: list[Interval]
    is_ticked: bool
    verdict: str = ""
    label: str = ""

    @property
    def is_final(self) -> bool:
        return bool(self.verdict)

    @property
    def minutes(self) -> int:
        return self.present_seconds // 60

    @property
    def counted_minutes(self) -> int:
        return self.counted_seconds // 60

    @property
    def percent(self) -> Decimal:
        return present_percent(self.present_seconds, self.counted_seconds)


def my_attendance(session: TrainingSession, person_id: uuid.UUID, *, at: datetime | None = None) -> MyAttendance | None:
    """The verdict where there is one, else what the room and the roster say so far; ``None`` before it begins."""
    now = at or timezone.now()
    if session.state == TrainingSession.State.SETTLED:
        row = Attendance.objects.filter(session=session, person=person_id).first()
        return computed(row) if row else None
    if session.state == TrainingSession.State.CANCELLED or now < session.starts_at:
        return None
    window = counted_window(session.starts_at, session.ends_at, session.ended_at)
    is_ticked = session.roster.filter(person=person_id).exists()
    mine = stays_by_person(session, person_id).get(person_id, [])
    so_far = presence_of(mine, window, until=min(now, window[1]), is_ticked=is_ticked)
    return MyAttendance(so_far.present_seconds, so_far.counted_seconds, so_far.intervals, is_ticked)


def computed(row: Attendance) -> MyAttendance:
    """A verdict with what it rests on, as far as that is still kept."""
    written = row.evidence.get("intervals", [])
    return MyAttendance(
        row.present_seconds,
        row.counted_seconds,
        [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in written],
        bool(row.evidence.get("roster")),
        row.verdict,
        row.get_verdict_display(),
    )


@dataclass(frozen=True)
class Inside:
    """Who is in the room now, and how many devices there are without a name of ours."""

    people: list[Person]
    unidentified: int
    guests: list[GuestInvitation]


def people_inside(session: TrainingSession) -> Inside:
    """By the posts that have come so far."""
    ids = list(Stay.objects.ongoing().filter(room=session.room_id).values_list("identity", flat=True))
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


def roster_lines(session: TrainingSession, user, *, at: datetime | None = None) -> list[RosterLine]:
    """The people whom ``user`` may tick, which of them are ticked already, and their provisional minutes.

    Their words alone are asked for: made into objects, the rows would cost a roster of two hundred half of its time.
    """
    ticked = set(session.roster.values_list("person_id", flat=True))
    in_order = tickable(session, user).order_by(
        "office__country__name_es", "person__family_names", "person__given_names"
    )
    names, countries = ("given_names", "family_names"), ("name_es", "name_en")
    columns = *(f"person__{word}" for word in names), *(f"office__country__{word}" for word in countries)
    seen = _minutes_seen(session, at or timezone.now())
    return [
        RosterLine(
            person, full_name(given, family), in_my_language(spanish, english), person in ticked, seen.get(person, 0)
        )
        for person, given, family, spanish, english in in_order.values_list("person_id", *columns)
    ]


def _minutes_seen(session: TrainingSession, at: datetime) -> dict[uuid.UUID, int]:
    """By the posts that have come so far, whole minutes of everybody whom the room saw; the roster left aside."""
    window = counted_window(session.starts_at, session.ends_at, session.ended_at)
    until = min(at, window[1])
    return {
        person: presence_of(stays, window, until=until, is_ticked=False).present_seconds // 60
        for person, stays in stays_by_person(session).items()
    }


def answers_to(session: TrainingSession) -> dict[str, int]:
    """How many of those with a seat said that they will come, and that they will not. One question."""
    holders = session.workshop.enrolments.holding().values("person")
    rows = session.participations.filter(person__in=holders).exclude(answer=Participation.Answer.NONE)
    return dict(rows.values_list("answer").annotate(Count("pk")).order_by())
