"""What the stays in a room and the roster come to for each holder of a seat: read-only, before and at settling."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from conferencing.models import Stay
from sessions.models import Attendance, TrainingSession
from sessions.rules import Interval, Presence, counted_window, presence, verdict_of

StaysByPerson = dict[uuid.UUID, list[Stay]]


def stays_by_person(session: TrainingSession, *people: uuid.UUID) -> StaysByPerson:
    """Stays in the session's rooms whose identity came from a token of ours; of some ``people`` or of all."""
    stays = Stay.objects.identified().filter(room__in=session.rooms()).select_related("room")
    found: StaysByPerson = defaultdict(list)
    for stay in stays.filter(identity__in=people) if people else stays:
        found[stay.identity].append(stay)
    return found


def spans_of(stays: Iterable[Stay], *, until: datetime) -> list[Interval]:
    """From joining to leaving; who has not left is there ``until`` then. Nobody is in a room once it is closed."""
    return [(stay.joined_at, min(stay.left_at or until, stay.room.closed_at or until)) for stay in stays]


def presence_of(stays: Iterable[Stay], window: Interval, *, until: datetime, is_ticked: bool) -> Presence:
    """How long one person was there. A tick on the roster counts as the whole session."""
    spans = spans_of(stays, until=until)
    return presence([*spans, window] if is_ticked else spans, window)


def weigh(session: TrainingSession, *, ended_at: datetime | None, at: datetime) -> list[Attendance]:
    """The attendance that settling at ``at`` would write, unsaved, one for each holder of a seat, in their order."""
    window = counted_window(session.starts_at, session.ends_at, ended_at)
    stays, ticked = stays_by_person(session), set(session.roster.values_list("person_id", flat=True))
    holders = session.workshop.enrolments.holding().select_related("person", "office__country")
    rows = []
    for enrolment in holders.order_by("person__family_names", "person__given_names"):
        row = Attendance(session=session, person=enrolment.person, office=enrolment.office, settled_at=at)
        theirs, is_ticked = stays.get(enrolment.person_id, []), enrolment.person_id in ticked
        rows.append(_judge(row, theirs, window, is_ticked=is_ticked))
    return rows


def _judge(row: Attendance, stays: list[Stay], window: Interval, *, is_ticked: bool) -> Attendance:
    """The row with its seconds, its verdict and what they rest on."""
    threshold = row.session.workshop.attendance_threshold
    measured = presence_of(stays, window, until=window[1], is_ticked=is_ticked)
    row.present_seconds, row.counted_seconds = measured.present_seconds, measured.counted_seconds
    row.verdict = verdict_of(measured.present_seconds, measured.counted_seconds, threshold)
    row.evidence = {
        "source": "roster" if is_ticked else "posts" if stays else "none",
        "window": _written(window),
        "threshold": str(threshold),
        "intervals": [_written(interval) for interval in measured.intervals],
        "stays": [_evidence_of(stay) for stay in stays],
        "roster": is_ticked,
    }
    return row


def _evidence_of(stay: Stay) -> dict[str, str | None]:
    """One stay as it was known; ``end`` says whether its end was posted, inferred from the room's, or never known."""
    known = "posted" if stay.left_exactly else "inferred"
    return {
        "from": _instant(stay.joined_at),
        "to": _instant(stay.left_at) if stay.left_at else None,
        "end": known if stay.left_at else "open",
    }


def _written(interval: Interval) -> list[str]:
    return [_instant(interval[0]), _instant(interval[1])]


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
