"""What every change of places is made of: steps, freed seats, offers. All of it under the lock of the workshop."""

from datetime import datetime

from courses import events, mails
from courses.models import Enrolment, EnrolmentTransition, FreedSeat, Workshop
from courses.rules import Cause, answer_until, kept_until
from courses.seating import seats_of
from foundations.audit.actions import record_event
from network.models import User

State = Enrolment.State
LONGEST_REASON = 300


def write_step(
    enrolment: Enrolment,
    *,
    before: str,
    by: User | None,
    now: datetime,
    cause: str = "",
    reason: str = "",
    seat: FreedSeat | None = None,
    on_behalf_of: int | None = None,
) -> None:
    """One row of history and one of the audit book, for a step already taken."""
    EnrolmentTransition.objects.create(
        enrolment=enrolment,
        from_state=before,
        to_state=enrolment.state,
        at=now,
        by=by.person if by else None,
        cause=cause,
        reason=reason[:LONGEST_REASON],
        seat=seat,
        on_behalf_of_id=on_behalf_of,
    )
    record_event(f"courses.enrolment_{enrolment.state}", enrolment, by=by, at=now, before=before, cause=str(cause))


def take_freed_seat(enrolment: Enrolment, *, now: datetime) -> FreedSeat | None:
    """The freed seat that this place gets: one kept for the office, else the one longest in the pool, else none.

    None is right where the office fills a seat of its own that nobody ever left.
    """
    untaken = enrolment.workshop.freed_seats.untaken()
    own = untaken.filter(office=enrolment.office_id)
    seat = own.kept(now).first() or own.first() or untaken.filter(pooled_at__isnull=False).first()
    if seat is not None:
        seat.taken_by, seat.taken_at = enrolment, now
        seat.save(update_fields=["taken_by", "taken_at"])
    return seat


def free_seat(enrolment: Enrolment, *, cause: str, now: datetime) -> None:
    """Note where the seat of a place just ended goes, then serve the list.

    A seat of the office's own is kept for it a while, any other is everybody's at once. After a cut the seat is gone.
    """
    workshop = enrolment.workshop
    if enrolment.is_exception:
        return
    seats = seats_of(workshop, now)
    is_own = seats.returns_to_office(enrolment.office_id)
    if not workshop.is_open and not workshop.has_begun(now) and (is_own or (seats.room or 0) > 0):
        seat = FreedSeat.objects.create(
            workshop=workshop,
            office_id=enrolment.office_id,
            cause=cause,
            freed_at=now,
            freed_by=enrolment,
            kept_until=_kept_until(workshop, now) if is_own else None,
            pooled_at=None if is_own else now,
        )
        serve_list(workshop, now=now)
        seat.refresh_from_db()
        if is_own and seat.taken_at is None:
            mails.tell_of_kept_seat(seat, at=now)
        return
    serve_list(workshop, now=now)


def _kept_until(workshop: Workshop, now: datetime) -> datetime:
    """Until nominations close where nobody else could have the seat before, else for some hours."""
    is_theirs = workshop.seats_released_at is None and workshop.seats_total is None
    if is_theirs and now < workshop.nominations_close_at:
        return workshop.nominations_close_at
    return kept_until(now, workshop.beginning)


def serve_list(workshop: Workshop, *, now: datetime) -> list[Enrolment]:
    """Offer every free seat to whoever is next on the list, until the workshop begins; the offers made."""
    offered: list[Enrolment] = []
    if workshop.state != Workshop.State.ANNOUNCED or workshop.has_begun(now):
        return offered
    waiting = list(workshop.enrolments.waiting().values_list("pk", "office_id"))
    while waiting and (chosen := seats_of(workshop, now).next_of(waiting)) is not None:
        offered.append(_offer(workshop.enrolments.select_related("person__user").get(pk=chosen), now=now))
        waiting = [entry for entry in waiting if entry[0] != chosen]
    return offered


def _offer(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """WAITING → OFFERED, to be answered in time; the letter says by when."""
    seat = take_freed_seat(enrolment, now=now)
    enrolment.state = State.OFFERED
    enrolment.answer_by = answer_until(now, enrolment.workshop.beginning)
    enrolment.save(update_fields=["state", "answer_by"])
    is_pool = seat is not None and seat.office_id != enrolment.office_id
    cause = Cause.OFFERED_POOL if is_pool else Cause.OFFERED_OWN
    write_step(enrolment, before=State.WAITING, by=None, now=now, cause=cause, seat=seat)
    events.enrolment_promoted.send(sender=Enrolment, enrolment=enrolment)
    mails.tell_of_place(enrolment, at=now)
    return enrolment


def announce_place(enrolment: Enrolment, *, now: datetime) -> None:
    """The event and the letter of the state just reached by asking or being named."""
    event = {
        State.NOMINATED: events.enrolment_nominated,
        State.CONFIRMED: events.enrolment_confirmed,
        State.WAITING: events.enrolment_waitlisted,
    }[State(enrolment.state)]
    event.send(sender=Enrolment, enrolment=enrolment)
    mails.tell_of_place(enrolment, at=now)
