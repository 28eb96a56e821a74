"""Every verb of the programme: workshops drafted, approved and announced; seats taken, accepted and given up."""

from courses.actions.enrolments import accept_seat, enrol_person, give_up_seat, nominate_person
from courses.actions.passing_on import mark_passed_on
from courses.actions.workshops import (
    announce_workshop,
    approve_workshop,
    cancel_workshop,
    draft_workshop,
    return_workshop,
    revise_workshop,
)

__all__ = [
    "accept_seat",
    "announce_workshop",
    "approve_workshop",
    "cancel_workshop",
    "draft_workshop",
    "enrol_person",
    "give_up_seat",
    "mark_passed_on",
    "nominate_person",
    "return_workshop",
    "revise_workshop",
]
