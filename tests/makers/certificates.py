"""Workshops that are over and the certificates they earn, written straight to the tables."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from certificates.earning import Merit
from certificates.facts import facts_of
from certificates.models import Certificate, IssueRun, Signatory
from certificates.rules import facts_digest
from courses.models import Enrolment, Workshop
from network.models import Person
from sessions.models import Attendance, TrainingSession
from tests.makers.conferencing import make_room
from tests.makers.courses import make_enrolment, make_workshop
from tests.makers.network import make_person

_number = count(1)
LENGTH = timedelta(hours=1)


def make_held_workshop(**overrides) -> Workshop:
    """An announced workshop that ended three days ago, without sessions."""
    day = (timezone.now() - timedelta(days=3)).date()
    return make_workshop(**{"starts_on": day, "ends_on": day} | overrides)


def make_held_session(workshop: Workshop, **overrides) -> TrainingSession:
    """An hour of three days ago, counting and settled."""
    starts_at: datetime = overrides.pop("starts_at", timezone.now() - timedelta(days=3))
    fields = {
        "title_es": "Sesión",
        "title_en": "Session",
        "starts_at": starts_at,
        "ends_at": starts_at + LENGTH,
        "state": TrainingSession.State.SETTLED,
        "settled_at": starts_at + 2 * LENGTH,
        "room": make_room(),
    }
    return TrainingSession.objects.create(workshop=workshop, **fields | overrides)


def make_attendance(session: TrainingSession, person: Person, present: int = 3600, **overrides) -> Attendance:
    """``present`` seconds of 3,600."""
    fields = {
        "office": person.office,
        "verdict": Attendance.Verdict.PRESENT,
        "present_seconds": present,
        "counted_seconds": 3600,
        "settled_at": session.settled_at or timezone.now(),
    }
    return Attendance.objects.create(session=session, person=person, **fields | overrides)


def make_earned_seat(
    person: Person | None = None, *, workshop: Workshop | None = None, present: int = 3600
) -> Enrolment:
    """A confirmed seat in a held workshop of one session, ``present`` seconds of its 3,600 attended."""
    person, workshop = person or make_person(), workshop or make_held_workshop()
    session = workshop.sessions.first() or make_held_session(workshop)
    make_attendance(session, person, present)
    return make_enrolment(workshop=workshop, person=person)


def make_certificate(person: Person | None = None, **overrides) -> Certificate:
    """Awarded, not printed."""
    enrolment, now = make_earned_seat(person), timezone.now()
    number = f"REFCO-2012-{next(_number):05}"
    kind = Certificate.Kind(overrides.get("kind", Certificate.Kind.ATTENDANCE))
    merit = Merit(kind, enrolment.person, enrolment.office, seconds=3600, sessions=1, percent=Decimal(100))
    facts = facts_of(merit, enrolment.workshop, number=number, at=now)
    fields = {
        "number": number,
        "code": secrets.token_hex(16),
        "person": enrolment.person,
        "workshop": enrolment.workshop,
        "office": enrolment.office,
        "language": facts["language"],
        "facts": facts,
        "facts_digest": facts_digest(facts),
        "awarded_at": now,
    }
    return Certificate.objects.create(**fields | overrides)


def make_signatory(**overrides) -> Signatory:
    """Signs since a month ago, without an image."""
    fields = {"name": "Rosa Vega", "post_es": "Secretaria de la red", "post_en": "Secretary of the network"}
    fields |= {"signs_from": timezone.localdate() - timedelta(days=30)}
    return Signatory.objects.create(**fields | overrides)


def make_issue_run(workshop: Workshop, **overrides) -> IssueRun:
    """Confirmed a minute ago; nothing chosen."""
    fields = {"chosen": [], "asked_at": timezone.now() - timedelta(minutes=1)}
    return IssueRun.objects.create(workshop=workshop, **fields | overrides)
