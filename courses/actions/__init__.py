"""Every verb of the programme: workshops drafted, announced, changed; seats taken, accepted, given up, handed on."""

from courses.actions.changes import change_names, change_seats, move_workshop
from courses.actions.clockwork import keep_seats_moving, lapse_offers, pool_kept_seats, release_seats
from courses.actions.enrolments import (
    accept_seat,
    enrol_person,
    give_up_seat,
    grant_exception,
    nominate_person,
    reconfirm_seat,
)
from courses.actions.passing_on import mark_passed_on
from courses.actions.reminders import send_reminders, write_to_offices
from courses.actions.substitutes import move_up, substitute_person
from courses.actions.workshops import (
    announce_workshop,
    approve_workshop,
    cancel_workshop,
    draft_workshop,
    note_beginning,
    return_workshop,
    revise_workshop,
)

__all__ = [
    "accept_seat",
    "announce_workshop",
    "approve_workshop",
    "cancel_workshop",
    "change_names",
    "change_seats",
    "draft_workshop",
    "enrol_person",
    "give_up_seat",
    "grant_exception",
    "keep_seats_moving",
    "lapse_offers",
    "mark_passed_on",
    "move_up",
    "move_workshop",
    "nominate_person",
    "note_beginning",
    "pool_kept_seats",
    "reconfirm_seat",
    "release_seats",
    "return_workshop",
    "revise_workshop",
    "send_reminders",
    "substitute_person",
    "write_to_offices",
]
