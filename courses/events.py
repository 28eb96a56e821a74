"""What the programme announces. Events are sent inside the transaction that caused them, and only by actions.

Two of them ask.
"""

from django.dispatch import Signal

workshop_announced = Signal()
"""A workshop has both approvals and is now announced, its syllabus frozen. Carries ``workshop``."""

workshop_moved = Signal()
"""A workshop has other days; whoever holds a seat keeps it. Carries ``workshop``, ``days`` (how many later, or earlier
below nought), ``by`` and ``at``."""

workshop_cancelled = Signal()
"""A workshop will not take place; its enrolments were ended with it. Carries ``workshop``."""

enrolment_nominated = Signal()
"""A contact point named somebody for a seat of the office. Carries ``enrolment``."""

enrolment_confirmed = Signal()
"""Somebody enrolled, or accepted the seat named for them. Carries ``enrolment``."""

enrolment_waitlisted = Signal()
"""No seat was free: somebody waits. Carries ``enrolment``."""

enrolment_promoted = Signal()
"""A seat became free and was offered to the first who could have it. Carries ``enrolment``."""

leaving_asked = Signal()
"""Somebody asks whether places may still be given up: who knows why not raises ``CourseError``.

Sent by pages as well. Carries ``workshop`` and ``at``.
"""

completion_asked = Signal()
"""Somebody asks who has completed a curriculum: whoever knows answers with a set of people's keys.

Sent by pages as well. Carries ``course`` (its key in all languages) and ``people`` (keys).
"""

enrolment_replaced = Signal()
"""A seat went on to a colleague of the office. Carries ``enrolment`` (the new one) and ``replaced``."""

enrolment_ended = Signal()
"""A place was given up, declined, replaced, cancelled, or its offer lapsed. Carries ``enrolment``."""
