"""What certificates ask of apps that they do not know: the mark that somebody reached in a workshop's test."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from certificates import events
from courses.models import Workshop


@dataclass(frozen=True)
class Mark:
    """What somebody reached in the test of a workshop, and what is needed to pass it; both out of a hundred."""

    reached: Decimal
    needed: Decimal

    @property
    def passes(self) -> bool:
        return self.reached >= self.needed


def marks_of(workshop: Workshop, people: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mark | None] | None:
    """By person's key the mark, ``None`` for who has none yet; ``None`` altogether where the workshop has no test.

    Whoever keeps tests listens to ``certificates.events.marks_asked`` and answers the same: ``None``, or a mapping.
    """
    answers = events.marks_asked.send(sender=Workshop, workshop=workshop, people=people)
    kept = [marks for _receiver, marks in answers if marks is not None]
    return {person: marks[person] for marks in kept for person in marks} if kept else None
