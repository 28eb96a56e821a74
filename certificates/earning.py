"""Who earned which certificate of a workshop, and who misses it by what. Questions only; nothing is kept.

Attendance: enough of the sessions that count, and no mandatory one missed. Achievement: the same, and a passed test.
Trainer and coordination: taught, or moderated, a session that was held. Host: was a contact point or a custodian of the
host office while the workshop ran.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Max

from certificates.contracts import marks_of
from certificates.models import Certificate
from certificates.rules import Miss, attendance_misses, attended_seconds, award_verdict, mark_misses
from courses.models import Enrolment, Workshop
from network.models import Appointment, Office, Person
from sessions.models import Attendance, SessionPart, TrainingSession
from sessions.rules import counted_window, seconds

Kind = Certificate.Kind
PARTS = {Kind.TRAINER: SessionPart.Role.TRAINER, Kind.COORDINATION: SessionPart.Role.MODERATOR}
HOSTING = (Appointment.Role.CONTACT_POINT, Appointment.Role.CUSTODIAN)
CAME = (Attendance.Verdict.PRESENT, Attendance.Verdict.EXCUSED)


@dataclass(frozen=True)
class Merit:
    """What one person has to show for one kind; ``misses`` says what is lacking, and nothing where it was earned.

    ``seconds`` are those of the workshop that count for this person, or that the person led in ``sessions`` of it.
    """

    kind: Kind
    person: Person
    office: Office | None
    misses: tuple[Miss, ...] = ()
    seconds: int = 0
    sessions: int = 0
    percent: Decimal | None = None
    mark: Decimal | None = None
    needed: Decimal | None = None

    @property
    def is_earned(self) -> bool:
        return not self.misses


@dataclass
class _Asked:
    """One look at a workshop, at all its people or at ``people`` alone."""

    workshop: Workshop
    people: Collection[uuid.UUID] | None
    lengths: dict[uuid.UUID, int] = field(default_factory=dict)
    mandatory: set[uuid.UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        """The seconds of each counting session: those in its verdicts, less incidents; else those of its clock."""
        sessions = self.workshop.sessions.counting().annotate(counted=Max("attendance__counted_seconds"))
        for pk, is_mandatory, counted, *clock in sessions.values_list(
            "pk", "is_mandatory", "counted", "starts_at", "ends_at", "ended_at"
        ):
            self.lengths[pk] = seconds([counted_window(*clock)]) if counted is None else counted
            if is_mandatory:
                self.mandatory.add(pk)

    def among(self, rows: models.QuerySet) -> models.QuerySet:
        """Those of the people that were asked for."""
        return rows if self.people is None else rows.filter(person__in=self.people)

    @cached_property
    def seats(self) -> list[Enrolment]:
        held = self.workshop.enrolments.holding().select_related("person__user", "office__country")
        return list(self.among(held).order_by("pk"))

    @cached_property
    def attendance(self) -> Mapping[uuid.UUID, list[tuple[uuid.UUID, str, int, int]]]:
        found = defaultdict(list)
        rows = self.among(Attendance.objects.filter(session__in=self.lengths)).order_by()
        for person, *verdict in rows.values_list(
            "person_id", "session_id", "verdict", "present_seconds", "counted_seconds"
        ):
            found[person].append(tuple(verdict))
        return found

    @cached_property
    def attended(self) -> list[Merit]:
        return [self._of_seat(seat) for seat in self.seats]

    def _of_seat(self, seat: Enrolment) -> Merit:
        rows = self.attendance.get(seat.person_id, [])
        attended = attended_seconds(self.lengths, {pk: (present, counted) for pk, _verdict, present, counted in rows})
        _earned, percent = award_verdict(attended, self.workshop.attendance_threshold)
        came = {pk for pk, verdict, _present, _counted in rows if verdict in CAME}
        misses = attendance_misses(percent, self.workshop.attendance_threshold, len(self.mandatory - came))
        counted = sum(counted for _present, counted in attended)
        return Merit(Kind.ATTENDANCE, seat.person, seat.office, misses, seconds=counted, percent=percent)


def merits_of(
    workshop: Workshop, *, kinds: Iterable[Kind] = tuple(Kind), people: Collection[uuid.UUID] | None = None
) -> list[Merit]:
    """What everybody, or ``people`` alone, has to show for each of ``kinds``: at most six questions, however many.

    A kind that nobody of the workshop can earn (without a test, nobody achieves) has no rows.
    """
    asked = _Asked(workshop, people)
    return [merit for kind in kinds for merit in _BY_KIND[kind](asked, kind)]


def due_by_workshop(workshops: Collection[Workshop]) -> Counter[int]:
    """By workshop's key, how many have earned what the Secretariat issues and have no paper yet: three questions.

    Attendance is left out, for it is issued by itself, and achievement, of which each workshop's test is asked
    (:func:`certificates.contracts.marks_of`): the list of one workshop tells both.
    """
    earned = {*_led_in(workshops), *_hosted(workshops)}
    papers = Certificate.objects.current().filter(workshop__in=workshops)
    earned -= {
        (workshop, Kind(kind), person) for workshop, kind, person in papers.values_list("workshop", "kind", "person")
    }
    return Counter(workshop for workshop, _kind, _person in earned)


def _led_in(workshops: Collection[Workshop]) -> Iterator[tuple[int, Kind, uuid.UUID]]:
    kinds = {role.value: kind for kind, role in PARTS.items()}
    counting = TrainingSession.objects.counting().filter(workshop__in=workshops, state="settled")
    parts = SessionPart.objects.filter(session__in=counting, role__in=kinds).order_by()
    for workshop, role, person in parts.values_list("session__workshop", "role", "person"):
        yield workshop, kinds[role], person


def _hosted(workshops: Collection[Workshop]) -> Iterator[tuple[int, Kind, uuid.UUID]]:
    held = Appointment.objects.filter(office__in={each.host_office_id for each in workshops}, role__in=HOSTING)
    rows = list(held.order_by().values_list("office", "person", "starts_at", "ends_at"))
    for workshop in workshops:
        first, after = _days_of(workshop)
        for office, person, starts_at, ends_at in rows:
            if office == workshop.host_office_id and starts_at < after and (ends_at is None or ends_at > first):
                yield workshop.pk, Kind.HOST, person


def _days_of(workshop: Workshop) -> tuple[datetime, datetime]:
    """From the first hour of its first day until its last day is over, where it is held."""
    first, last = (
        datetime.combine(day, time(), ZoneInfo(workshop.time_zone)) for day in (workshop.starts_on, workshop.ends_on)
    )
    return first, last + timedelta(days=1)


def _attendance(asked: _Asked, _kind: Kind) -> list[Merit]:
    return asked.attended


def _achievement(asked: _Asked, kind: Kind) -> Iterator[Merit]:
    marks = marks_of(asked.workshop, [seat.person_id for seat in asked.seats])
    if marks is None:
        return
    for merit in asked.attended:
        mark = marks.get(merit.person.pk)
        reached, needed = (mark.reached, mark.needed) if mark else (None, None)
        misses = (*merit.misses, *mark_misses(reached, needed))
        yield Merit(
            kind,
            merit.person,
            merit.office,
            misses,
            seconds=merit.seconds,
            percent=merit.percent,
            mark=reached,
            needed=needed,
        )


def _led(asked: _Asked, kind: Kind) -> Iterator[Merit]:
    parts = SessionPart.objects.filter(session__in=asked.lengths, session__state="settled", role=PARTS[kind])
    told = asked.among(parts).select_related("person__user", "person__office__country").order_by("pk")
    led: dict[Person, list[int]] = defaultdict(list)
    for part in told:
        led[part.person].append(asked.lengths[part.session_id])
    for person, lengths in led.items():
        yield Merit(kind, person, person.office, seconds=sum(lengths), sessions=len(lengths))


def _hosts(asked: _Asked, kind: Kind) -> Iterator[Merit]:
    held = Appointment.objects.overlapping(*_days_of(asked.workshop)).filter(
        office=asked.workshop.host_office, role__in=HOSTING
    )
    told = asked.among(held).select_related("person__user", "office__country").order_by("pk")
    for appointment in {each.person_id: each for each in told}.values():
        length = sum(asked.lengths.values())
        yield Merit(kind, appointment.person, appointment.office, seconds=length)


_BY_KIND = {
    Kind.ATTENDANCE: _attendance,
    Kind.ACHIEVEMENT: _achievement,
    Kind.TRAINER: _led,
    Kind.HOST: _hosts,
    Kind.COORDINATION: _led,
}
