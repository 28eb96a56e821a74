"""What happens to seats because time passed: offers lapse, kept seats and unnamed ones become everybody's (R19).

Each question finds what is due and not done; each workshop is served in a transaction of its own.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from courses import mails
from courses.actions.enrolments import end_place
from courses.actions.places import serve_list
from courses.locks import seats_locked
from courses.models import Enrolment, FreedSeat, Workshop
from courses.rules import Cause, unnamed_seats
from courses.seating import seats_of
from foundations.audit.actions import record_event

log = logging.getLogger("courses")


def keep_seats_moving(*, at: datetime | None = None) -> int:
    """The clock's turn on every workshop with something due; gives how many were served."""
    now = at or timezone.now()
    coming = Workshop.objects.announced().upcoming(now)
    turns: list[tuple[Callable, list[Workshop]]] = [
        (lapse_offers, list(coming.filter(pk__in=Enrolment.objects.offered_until(now).values("workshop")))),
        (release_seats, list(coming.due_for_release(now))),
        (pool_kept_seats, list(coming.filter(pk__in=FreedSeat.objects.no_longer_kept(now).values("workshop")))),
    ]
    return sum(_serve(turn, workshop, now) for turn, workshops in turns for workshop in workshops)


def _serve(turn: Callable, workshop: Workshop, now: datetime) -> bool:
    """One that fails is logged and tried again at the next turn, the others are served."""
    try:
        turn(workshop, at=now)
    except Exception:
        log.exception("courses.turn_failed %s %s", turn.__name__, workshop.pk)
        return False
    return True


def lapse_offers(workshop: Workshop, *, at: datetime | None = None) -> int:
    """End the offers that nobody answered in time, tell their people, and offer the seats on; gives how many."""
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        late = list(
            locked.enrolments.offered_until(now)
            .select_for_update(of=("self",))
            .select_related("person__user", "office")
        )
        for enrolment in late:
            end_place(
                enrolment,
                to=Enrolment.State.EXPIRED,
                by=None,
                now=now,
                cause=Cause.TOO_LATE,
                freed=FreedSeat.Cause.EXPIRED,
            )
            mails.tell_of_lapse(enrolment, at=now)
        return len(late)


def release_seats(workshop: Workshop, *, at: datetime | None = None) -> int:
    """Give the seats that no office named anybody for to everybody, once nominations have closed; gives how many.

    Those who wait are offered them in the order of the list, and each office reads what became of its own.
    """
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        if locked.is_open or locked.seats_released_at is not None or now < locked.nominations_close_at:
            return 0
        known = Counter(locked.freed_seats.untaken().values_list("office", flat=True))
        unnamed = unnamed_seats(seats_of(locked, now, every_office=True), known)
        FreedSeat.objects.bulk_create(
            FreedSeat(workshop=locked, office_id=office, cause=FreedSeat.Cause.RELEASED, freed_at=now, pooled_at=now)
            for office, number in unnamed.items()
            for _seat in range(number)
        )
        locked.seats_released_at = now
        locked.save(update_fields=["seats_released_at"])
        record_event("courses.seats_released", locked, at=now, seats=sum(unnamed.values()))
        serve_list(locked, now=now)
        mails.tell_of_released_seats(locked, unnamed, at=now)
        return sum(unnamed.values())


def pool_kept_seats(workshop: Workshop, *, at: datetime | None = None) -> int:
    """Give everybody the freed seats whose office did not use them in time; gives how many."""
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        pooled = locked.freed_seats.no_longer_kept(now).update(pooled_at=now)
        if pooled:
            record_event("courses.seats_pooled", locked, at=now, seats=pooled)
        serve_list(locked, now=now)
        return pooled
