"""What the programme announces. Every event is sent inside the transaction that caused it, and only by actions."""

from django.dispatch import Signal

workshop_announced = Signal()
"""A workshop has both approvals and is now announced, its syllabus frozen. Carries ``workshop``."""

workshop_cancelled = Signal()
"""A workshop will not take place; its enrolments were ended with it. Carries ``workshop``."""

enrolment_nominated = Signal()
"""A contact point named somebody for a seat of the office. Carries ``enrolment``."""

enrolment_confirmed = Signal()
"""Somebody enrolled, or accepted the seat named for them. Carries ``enrolment``."""

enrolment_waitlisted = Signal()
"""No seat was free: somebody waits. Carries ``enrolment``."""

enrolment_promoted = Signal()
"""A seat became free and went to the first who could have it. Carries ``enrolment``."""

enrolment_ended = Signal()
"""A place was given up, declined or cancelled. Carries ``enrolment``."""
