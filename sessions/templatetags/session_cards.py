"""Sessions on other pages.

``{% next_session person %}`` the card of the next session in which somebody holds a seat or has a part;
``{% workshop_sessions workshop user %}`` the timetable of a workshop with what each session is to the reader;
``{% sessions_to_plan workshop user %}`` the same for School and Secretariat, in the administration;
``{% session_holidays session user %}`` the official holidays on which it falls, to those who plan.
"""

from decimal import Decimal

from django import template
from django.utils import timezone

from calendars.holidays import Observed
from courses.holidays import holidays_in_hours
from courses.models import Workshop
from network.models import Person
from network.querysets import standing_of
from network.rules import Standing
from sessions.door import door_of
from sessions.models import Attendance, TrainingSession
from sessions.rules import Course, award_percent
from sessions.standing import course_by

register = template.Library()


@register.inclusion_tag("sessions/_next_session.html")
def next_session(person: Person) -> dict[str, object]:
    """Title, both clocks, how long until it opens, and the button when it is open. One query."""
    mine = TrainingSession.objects.of_person(person).with_place_of(person.pk).for_cards().upcoming()
    found = mine.first()
    if found is None:
        return {"session": None}
    door = door_of(found, Standing(person_id=person.pk))
    return {
        "session": found,
        "workshop": found.workshop,
        "door": door,
        "is_running": found.is_running_at(timezone.now()),
    }


@register.inclusion_tag("sessions/_workshop_sessions.html")
def workshop_sessions(workshop: Workshop, user) -> dict[str, object]:
    """Every session in order; for the network only: outsiders see the outline without a timetable. Two queries."""
    standing = standing_of(user)
    if not standing.person_id:
        return {"lines": []}
    visible = TrainingSession.objects.visible_to(user).with_place_of(standing.person_id)
    found = list(visible.filter(workshop=workshop).order_by("starts_at", "id"))
    verdicts = {}
    if any(session.settled_at and session.seat for session in found):
        rows = Attendance.objects.filter(session__in=found, person=standing.person_id)
        verdicts = {row.session_id: row for row in rows}
    lines = [
        (session, door_of(session, standing), verdicts.get(session.pk), session.is_running_at(timezone.now()))
        for session in found
    ]
    share = _share(found, verdicts) if workshop.is_past() else None
    course = None if workshop.is_past() else _course(found, verdicts, workshop)
    fell_short = share is not None and share < workshop.attendance_threshold
    return {"lines": lines, "workshop": workshop, "share": share, "fell_short": fell_short, "course": course}


@register.inclusion_tag("sessions/staff/_sessions_to_plan.html")
def sessions_to_plan(workshop: Workshop, user) -> dict[str, object]:
    """Every session in order with the way to its page, and the way to add one while that makes sense. One query."""
    visible = TrainingSession.objects.visible_to(user).filter(workshop=workshop)
    may_add = standing_of(user).is_staff and workshop.state != Workshop.State.CANCELLED and not workshop.is_past()
    return {"sessions": list(visible.order_by("starts_at", "id")), "workshop": workshop, "may_add": may_add}


def _course(sessions: list[TrainingSession], verdicts: dict, workshop: Workshop) -> Course | None:
    """How far the reader has come, while sessions are still to come; ``None`` before the first verdict."""
    counting = [session for session in sessions if session.counts and session.state != "cancelled"]
    if not any(session.pk in verdicts for session in counting):
        return None
    return course_by(counting, verdicts, workshop.attendance_threshold)


@register.inclusion_tag("courses/_holidays.html")
def session_holidays(session: TrainingSession, user) -> dict[str, object]:
    """To School and Secretariat, of a session that is still to be held; no question to anybody else."""
    return {"holidays": _holidays(session) if standing_of(user).is_staff else []}


@register.inclusion_tag("courses/staff/_holidays.html")
def session_holidays_planned(session: TrainingSession) -> dict[str, object]:
    """``{% session_holidays_planned session %}``: the same in the administration."""
    return {"holidays": _holidays(session)}


def _holidays(session: TrainingSession) -> list[Observed]:
    is_to_come = session.state == TrainingSession.State.SCHEDULED and session.ends_at > timezone.now()
    return holidays_in_hours(session.workshop, [(session.starts_at, session.ends_at)]) if is_to_come else []


def _share(sessions: list[TrainingSession], verdicts: dict) -> Decimal | None:
    """The reader's share of all that counts, once all of it is settled; ``None`` before, and without a place."""
    counting = [session for session in sessions if session.counts and session.state != "cancelled"]
    if not verdicts or any(session.settled_at is None for session in counting):
        return None
    rows = [verdicts[session.pk] for session in counting if session.pk in verdicts]
    return award_percent((row.present_seconds, row.counted_seconds) for row in rows)
