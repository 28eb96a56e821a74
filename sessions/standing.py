"""How far somebody has come in a workshop: reached, still possible, needed (R23, C4)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from courses.models import Workshop
from sessions.models import Attendance, TrainingSession
from sessions.rules import Course, SessionSum, counted_window, course_of, seconds


def course_for(workshop: Workshop, person: uuid.UUID) -> Course | None:
    """Of one person; ``None`` where nothing counts. Two questions."""
    return courses_for(workshop, [person]).get(person)


def courses_for(workshop: Workshop, people: list[uuid.UUID]) -> dict[uuid.UUID, Course]:
    """Of each of ``people``. Two questions, however many there are."""
    sessions = list(TrainingSession.objects.counting().filter(workshop=workshop))
    if not sessions:
        return {}
    verdicts: dict[uuid.UUID, dict[uuid.UUID, Attendance]] = defaultdict(dict)
    rows = Attendance.objects.filter(session__in=sessions, person__in=people)
    for row in rows.defer("evidence"):
        verdicts[row.person_id][row.session_id] = row
    asked = workshop.attendance_threshold
    return {person: course_by(sessions, verdicts[person], asked) for person in people}


def course_by(sessions: Iterable[TrainingSession], verdicts: Mapping[uuid.UUID, Attendance], asked: Decimal) -> Course:
    """Of one person, by the sessions that count and the ``verdicts`` there are, by session. Asks nothing."""
    return course_of([_sum_of(session, verdicts.get(session.pk)) for session in sessions], asked)


def _sum_of(session: TrainingSession, row: Attendance | None) -> SessionSum:
    """A settled session without a verdict (who came to the workshop later) counts in full, as not attended."""
    if row is not None:
        return SessionSum(row.present_seconds, row.counted_seconds, True, session.is_mandatory, row.verdict)
    length = seconds([counted_window(session.starts_at, session.ends_at, session.ended_at)])
    is_settled = session.state == TrainingSession.State.SETTLED
    return SessionSum(0, length, is_settled, session.is_mandatory)
