"""A change tried out before it is made: the action itself within a savepoint that is rolled back, and what it did.

The same code runs twice, so what was read is what happens; where something changed between reading and confirming, the
rehearsal is shown again (:attr:`Rehearsal.mark`).
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from courses.models import EnrolmentTransition, Workshop
from courses.rules import Cause
from courses.seating import over_quota
from foundations.outbox.models import Letter
from network.models import Office


@dataclass(frozen=True)
class Mailing:
    """Letters of one kind in one language: how many go, and one of them as its reader gets it."""

    kind: str
    language: str
    number: int
    sample: Letter


@dataclass
class Rehearsal:
    """What a change would do: who gains a seat, who loses a place, whom it asks again, which letters go.

    ``over`` are the offices that would hold more seats than they have, and how many more.
    """

    gained: list[EnrolmentTransition] = field(default_factory=list)
    lost: list[EnrolmentTransition] = field(default_factory=list)
    asked_again: list[EnrolmentTransition] = field(default_factory=list)
    over: list[tuple[Office, int]] = field(default_factory=list)
    mailings: list[Mailing] = field(default_factory=list)

    @property
    def letters(self) -> int:
        return sum(mailing.number for mailing in self.mailings)

    @property
    def mark(self) -> str:
        """What was read, as a short hash: confirming asks for the same one."""
        steps = [
            f"{step.enrolment.person_id}:{step.to_state}:{step.cause}"
            for step in (*self.gained, *self.lost, *self.asked_again)
        ]
        offices = [f"{office.pk}:{number}" for office, number in self.over]
        mails = [f"{mailing.kind}:{mailing.language}:{mailing.number}" for mailing in self.mailings]
        return hashlib.sha256("|".join((*sorted(steps), *offices, *mails)).encode()).hexdigest()[:32]


def rehearse(workshop: Workshop, change: Callable[[datetime], object], *, at: datetime) -> Rehearsal:
    """Do ``change`` as of ``at`` and undo it; what it did. Refusals pass through."""
    rehearsal = Rehearsal()
    with transaction.atomic():
        last_step = EnrolmentTransition.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        change(at)
        _read_steps(rehearsal, workshop, last_step)
        _read_letters(rehearsal, at)
        beyond = over_quota(Workshop.objects.get(pk=workshop.pk), at)
        offices = Office.objects.filter(pk__in=beyond).in_order()
        rehearsal.over = [(office, beyond[office.pk]) for office in offices]
        transaction.set_rollback(True)
    return rehearsal


def _read_steps(rehearsal: Rehearsal, workshop: Workshop, last_step: int) -> None:
    steps = EnrolmentTransition.objects.filter(pk__gt=last_step, enrolment__workshop=workshop)
    for step in steps.select_related("enrolment__person", "enrolment__office__country"):
        live = type(step.enrolment).LIVE
        if step.cause == Cause.MOVED:
            if step.to_state == "confirmed":
                rehearsal.asked_again.append(step)
        elif step.to_state in live:
            rehearsal.gained.append(step)
        else:
            rehearsal.lost.append(step)


def _read_letters(rehearsal: Rehearsal, at: datetime) -> None:
    """Letters bear the instant of their cause, and no other change has this one."""
    letters = list(Letter.objects.filter(created_at=at).order_by("kind", "language", "address"))
    numbers = Counter((letter.kind, letter.language) for letter in letters)
    samples = {(letter.kind, letter.language): letter for letter in reversed(letters)}
    rehearsal.mailings = [Mailing(*key, number, samples[key]) for key, number in numbers.items()]
