"""The demonstration many times over, for load tests: copies in bulk, marked as such, around the actions.

Each copy is the base once more: its people, accounts, workshops, seats, sessions and verdicts, on the same days and in the
same states. What a copy leaves out: roles (so no office gets more contact points), certificates, traces of the video
server, letters and audit events. Never for showing: names and titles of copies say that they are load.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models, transaction

from courses.models import Approval, Enrolment, EnrolmentTransition, FreedSeat, Workshop
from foundations.audit.actions import record_event
from network.models import Person, User
from sessions.models import Attendance, SessionPart, TrainingSession, uid_of

LARGEST_SCALE = 50
MARK = "carga"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "carga.refco.example")
TOGETHER = 2000  # rows in one statement
Row = TypeVar("Row", bound=models.Model)


@dataclass
class Copied:
    """What became of the base's keys in one copy."""

    number: int
    people: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    workshops: dict[int, int] = field(default_factory=dict)
    enrolments: dict[int, int] = field(default_factory=dict)
    sessions: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def key(self, kind: str, place: int) -> uuid.UUID:
        """The same key for the same row of the same copy, in every database."""
        return uuid.uuid5(NAMESPACE, f"{kind}:{self.number}:{place}")


def multiply(scale: int) -> int:
    """Bring the demonstration to ``scale`` times its size, from 1 to 50; gives how many copies were made now.

    Copies that are there stay. Each is a transaction of its own.
    """
    if not 1 <= scale <= LARGEST_SCALE:
        raise ValueError(f"The scale goes from 1 to {LARGEST_SCALE}.")
    missing = [number for number in range(2, scale + 1) if not copy_of_workshops(number).exists()]
    for number in missing:
        _copy_all(Copied(number))
    if missing:
        record_event("training_platform.load_multiplied", scale=scale, copies=len(missing))
    return len(missing)


def copy_of_workshops(number: int) -> models.QuerySet[Workshop]:
    """The workshops of one copy."""
    return Workshop.objects.filter(slug__startswith=f"{MARK}-{number}-")


@transaction.atomic
def _copy_all(copied: Copied) -> None:
    _copy_people(copied)
    _copy_workshops(copied)
    _copy_seats(copied)
    _copy_sessions(copied)


def _copy_people(copied: Copied) -> None:
    base = list(Person.objects.exclude(family_names__contains=f"({MARK} ").order_by("user__pk", "family_names", "pk"))
    copied.people = {person.pk: copied.key("person", place) for place, person in enumerate(base)}
    _add(
        _again(person, id=copied.people[person.pk], family_names=f"{person.family_names} ({MARK} {copied.number})")
        for person in base
    )
    accounts = User.objects.filter(person__in=base).order_by("pk")
    _add(
        _again(
            account,
            email=f"{MARK}-{copied.number}-{place}@{MARK}.example",
            password=f"{UNUSABLE_PASSWORD_PREFIX}{MARK}",
            person_id=copied.people[account.person_id],
            is_staff=False,
            is_superuser=False,
        )
        for place, account in enumerate(accounts)
    )


def _copy_workshops(copied: Copied) -> None:
    base = list(Workshop.objects.exclude(slug__startswith=f"{MARK}-").order_by("pk"))
    new = _add(
        _again(
            workshop,
            slug=f"{MARK}-{copied.number}-{workshop.slug}"[:100],
            title_es=f"[{MARK} {copied.number}] {workshop.title_es}"[:200],
            title_en=f"[{MARK} {copied.number}] {workshop.title_en}"[:200],
        )
        for workshop in base
    )
    copied.workshops = {old.pk: fresh.pk for old, fresh in zip(base, new, strict=True)}
    for name in ("topics", "units", "schools"):
        links = Workshop._meta.get_field(name).remote_field.through.objects.filter(workshop__in=base)
        _add(_again(link, workshop_id=copied.workshops[link.workshop_id]) for link in links)
    _add(
        _again(word, workshop_id=copied.workshops[word.workshop_id])
        for word in Approval.objects.filter(workshop__in=base)
    )


def _copy_seats(copied: Copied) -> None:
    base = list(Enrolment.objects.filter(workshop__in=copied.workshops).order_by("pk"))
    new = _add(
        _again(
            place,
            workshop_id=copied.workshops[place.workshop_id],
            person_id=copied.people[place.person_id],
            replaces_id=None,
        )
        for place in base
    )
    copied.enrolments = {old.pk: fresh.pk for old, fresh in zip(base, new, strict=True)}
    heirs = [(old, fresh) for old, fresh in zip(base, new, strict=True) if old.replaces_id]
    for old, fresh in heirs:
        fresh.replaces_id = copied.enrolments[old.replaces_id]
    Enrolment.objects.bulk_update([fresh for _old, fresh in heirs], ["replaces"])
    seats = _copy_freed_seats(copied)
    steps = EnrolmentTransition.objects.filter(enrolment__in=copied.enrolments).order_by("pk")
    _add(
        _again(step, enrolment_id=copied.enrolments[step.enrolment_id], seat_id=seats.get(step.seat_id))
        for step in steps
    )


def _copy_freed_seats(copied: Copied) -> dict[int, int]:
    """Seats that became free, by the key of the original."""
    base = list(FreedSeat.objects.filter(workshop__in=copied.workshops).order_by("pk"))
    new = _add(
        _again(
            seat,
            workshop_id=copied.workshops[seat.workshop_id],
            freed_by_id=copied.enrolments.get(seat.freed_by_id),
            taken_by_id=copied.enrolments.get(seat.taken_by_id),
        )
        for seat in base
    )
    return {old.pk: fresh.pk for old, fresh in zip(base, new, strict=True)}


def _copy_sessions(copied: Copied) -> None:
    base = list(
        TrainingSession.objects.filter(workshop__in=copied.workshops).select_related("room").order_by("room__pk")
    )
    copied.sessions = {session.pk: copied.key("session", place) for place, session in enumerate(base)}
    rooms = _add(
        _again(session.room, name=copied.key("room", place).hex, subject=copied.sessions[session.pk])
        for place, session in enumerate(base)
    )
    _add(
        _again(
            session,
            id=copied.sessions[session.pk],
            uid=uid_of(copied.sessions[session.pk]),
            workshop_id=copied.workshops[session.workshop_id],
            room_id=room.pk,
        )
        for session, room in zip(base, rooms, strict=True)
    )
    for kind in (SessionPart, Attendance):
        rows = kind.objects.filter(session__in=copied.sessions).order_by("pk")
        _add(
            _again(row, session_id=copied.sessions[row.session_id], person_id=copied.people[row.person_id])
            for row in rows
        )


def _again(row: Row, **changes: object) -> Row:
    """``row`` once more with ``changes``, not saved; without a key of its own unless one is given."""
    fields = row._meta.concrete_fields
    values = {each.attname: getattr(row, each.attname) for each in fields if not each.primary_key}
    return type(row)(**values | changes)


def _add(rows: Iterable[Row]) -> list[Row]:
    """Insert in bulk; the rows with their keys, in their order."""
    rows = list(rows)
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=TOGETHER) if rows else []
