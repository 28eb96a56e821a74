"""Seats on their way: a workshop whose nominations have closed, with an offer running, a kept seat and a substitute."""

from datetime import datetime, timedelta

from courses.actions import (
    accept_seat,
    give_up_seat,
    grant_exception,
    nominate_person,
    release_seats,
    substitute_person,
)
from courses.models import Enrolment, Workshop
from network.models import Office
from training_platform.demo.people import account_of, contact_point_of, prosecutors_of
from training_platform.demo.replay import SECRETARIAT

# Whose offices named one in time, whose second waits, and whose did nothing.
NAMED, SECOND_WAITS = ("CO", "CR", "DO", "GT", "HN", "SV"), ("GT", "DO")
GAVE_UP, HANDED_ON, EXCEPTION = "HN", "CR", "SV"


def set_seats_moving(workshop: Workshop, now: datetime) -> None:
    """Named in time; two unnamed seats went to those who waited, one of whom has answered; Honduras has one kept."""
    named_at, closed = now - timedelta(days=6), workshop.nominations_close_at
    places = {code: _name(workshop, code, int(code == GAVE_UP), at=named_at) for code in NAMED}
    for code in SECOND_WAITS:
        _name(workshop, code, 1, at=named_at + timedelta(hours=3))
    for place in places.values():
        accept_seat(place, by=place.person.user, at=named_at + timedelta(days=1))
    heir = prosecutors_of(Office.objects.get(code=HANDED_ON))[1]
    by = contact_point_of(heir.office)
    taken = substitute_person(
        places[HANDED_ON], heir, by=by, reason="Audiencia señalada.", at=named_at + timedelta(days=2)
    )
    accept_seat(taken, by=heir.user, at=named_at + timedelta(days=3))
    release_seats(workshop, at=closed)
    offered = workshop.enrolments.filter(state=Enrolment.State.OFFERED).order_by("queued_at").first()
    if offered is not None:
        accept_seat(offered, by=offered.person.user, at=closed + timedelta(hours=5))
    give_up_seat(
        places[GAVE_UP], by=places[GAVE_UP].person.user, reason="Cambio de turno.", at=now - timedelta(hours=2)
    )
    extra = prosecutors_of(Office.objects.get(code=EXCEPTION))[1]
    reason = "Lleva el caso que se estudia en el taller."
    grant_exception(workshop, extra, reason=reason, by=account_of(SECRETARIAT), at=now - timedelta(hours=3))


def _name(workshop: Workshop, code: str, place: int, *, at: datetime) -> Enrolment:
    office = Office.objects.get(code=code)
    return nominate_person(workshop, prosecutors_of(office)[place], by=contact_point_of(office), at=at)
