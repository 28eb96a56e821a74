"""When people are taken by sessions, and which hours a workshop takes: for :func:`calendars.busy` and ``hours``."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from calendars.sources import Busy, Taken, Window
from courses.models import Enrolment, Workshop
from network.bilingual import in_my_language
from sessions.models import SessionPart, TrainingSession, uid_of_days

DAY = timedelta(days=1)
OF_WORKSHOP = ("pk", "slug", "title_es", "title_en", "time_zone", "starts_on", "ends_on")
OF_SESSION = ("pk", "uid", "title_es", "title_en", "starts_at", "ends_at")


class _Row(NamedTuple):
    """What takes one person's time: a session, or the days of a workshop that has none."""

    person: UUID
    workshop: int
    slug: str
    workshop_es: str
    workshop_en: str
    zone: str
    starts_on: date
    ends_on: date
    session: UUID
    uid: str
    title_es: str
    title_en: str
    starts_at: datetime
    ends_at: datetime
    has_timetable: bool


def time_taken(people: Collection[UUID], window: Window) -> Taken:
    """Sessions in which each of ``people`` holds a seat or has a part; whole days of workshops without a timetable.

    One question, whatever the number of people.
    """
    rows = [_Row(*row) for row in _of_seats(people, window).union(_of_parts(people, window), all=True)]
    found: dict[UUID, dict[str, Busy]] = defaultdict(dict)
    for row in rows:
        span = _session(row) if row.has_timetable else _days(row)
        if span.overlaps([window]):
            found[row.person][span.uid] = span
    return {person: list(spans.values()) for person, spans in found.items()}


def _of_seats(people: Collection[UUID], window: Window) -> QuerySet:
    standing = TrainingSession.objects.standing().filter(workshop=OuterRef("workshop")).order_by()
    in_window = Q(workshop__sessions__starts_at__lt=window.end, workshop__sessions__ends_at__gt=window.start)
    in_window &= ~Q(workshop__sessions__state=TrainingSession.State.CANCELLED)
    # A day more on either side: the window is of instants, the days are of the host's zone.
    days = Q(workshop__starts_on__lte=window.end.date() + DAY, workshop__ends_on__gte=window.start.date() - DAY)
    held = Enrolment.objects.holding().filter(person__in=people, workshop__state=Workshop.State.ANNOUNCED)
    held = held.annotate(has_timetable=Exists(standing)).order_by()
    held = held.filter(in_window | (days & Q(has_timetable=False)))
    columns = (*(f"workshop__{name}" for name in OF_WORKSHOP), *(f"workshop__sessions__{name}" for name in OF_SESSION))
    return held.values_list("person", *columns, "has_timetable")


def _of_parts(people: Collection[UUID], window: Window) -> QuerySet:
    parts = SessionPart.objects.filter(
        person__in=people, session__starts_at__lt=window.end, session__ends_at__gt=window.start
    ).exclude(session__state=TrainingSession.State.CANCELLED)
    columns = (*(f"session__workshop__{name}" for name in OF_WORKSHOP), *(f"session__{name}" for name in OF_SESSION))
    return parts.annotate(has_timetable=Value(True)).order_by().values_list("person", *columns, "has_timetable")


def _session(row: _Row) -> Busy:
    return Busy(
        title=in_my_language(row.title_es, row.title_en),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        url=reverse("sessions:session", args=[row.session]),
        uid=row.uid,
        about=in_my_language(row.workshop_es, row.workshop_en),
        workshop=row.slug,
    )


def _days(row: _Row) -> Busy:
    there, title = ZoneInfo(row.zone), in_my_language(row.workshop_es, row.workshop_en)
    return Busy(
        title=title,
        starts_at=datetime.combine(row.starts_on, time(), there),
        ends_at=datetime.combine(row.ends_on + DAY, time(), there),
        url=reverse("courses:workshop", args=[row.slug]),
        uid=uid_of_days(row.workshop),
        about=title,
        workshop=row.slug,
        by_days=True,
    )


def session_hours(workshop: str) -> list[Window]:
    """When the sessions of a workshop are held that were not called off. One question."""
    standing = TrainingSession.objects.standing().filter(workshop__slug=workshop).order_by()
    return [Window(*row) for row in standing.values_list("starts_at", "ends_at")]
