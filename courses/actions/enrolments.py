"""Places taken, accepted and given up, and who comes next (R4, R19, R22)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import events, mails
from courses.errors import CourseError
from courses.leaving import PROMOTED, next_in_line, refuse_when_over
from courses.locks import seats_locked
from courses.models import Enrolment, EnrolmentTransition, Workshop
from courses.rules import ENROLLING_KINDS, NAMED_KINDS, Place, Seats, held_by_office
from foundations.audit.actions import record_event
from network.models import Person, User
from network.querysets import standing_of

State = Enrolment.State


def enrol_person(workshop: Workshop, person: Person, *, by: User, at: datetime | None = None) -> Enrolment:
    """Enrol ``person`` in an open workshop: a confirmed seat, or a place on the waiting list when it is full.

    Returns the live enrolment if there is one already. Raises :class:`CourseError` with the reason.
    """
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        if existing := locked.enrolments.live().filter(person=person).first():
            return existing
        _refuse_closed(locked, now)
        if not locked.is_open:
            raise CourseError(_("The seats of this workshop are filled by each office's contact points."))
        if person.office_id is None or person.kind not in ENROLLING_KINDS or by.person_id != person.pk:
            raise CourseError(_("Only prosecutors of an office of the network enrol themselves."))
        return _take_place(locked, person, office_id=person.office_id, state=State.CONFIRMED, by=by, now=now)


def nominate_person(workshop: Workshop, person: Person, *, by: User, at: datetime | None = None) -> Enrolment:
    """Name ``person`` for a seat of their office; when its seats are taken they wait, and the history says why.

    Returns the live enrolment if there is one already. Raises :class:`CourseError` with the reason.
    """
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        if existing := locked.enrolments.live().filter(person=person).first():
            return existing
        _refuse_closed(locked, now)
        if locked.is_open:
            raise CourseError(_("This workshop is open: people enrol by themselves on its page."))
        office_id = _office_to_name_for(person, by=by, at=at)
        return _take_place(
            locked, person, office_id=office_id, state=State.NOMINATED, by=by, now=now, nominated_by=by.person
        )


def _refuse_closed(workshop: Workshop, now: datetime) -> None:
    if workshop.state == Workshop.State.CANCELLED:
        raise CourseError(_("This workshop was cancelled."))
    if workshop.state != Workshop.State.ANNOUNCED:
        raise CourseError(_("This workshop is not announced yet: it takes people once it is."))
    if now >= workshop.nominations_close_at:
        raise CourseError(
            _(
                "Enrolment in this workshop has closed. Seats that become free go to its waiting list; the "
                "other workshops stand in the list."
            )
        )


def _office_to_name_for(person: Person, *, by: User, at: datetime | None) -> int:
    """The person's office, if ``by`` may name people for it."""
    standing = standing_of(by, at)
    if person.office_id is None or person.merged_into_id:
        raise CourseError(
            _("This person belongs to no office of the network. If that is wrong, the Secretariat corrects the record.")
        )
    if person.kind not in NAMED_KINDS:
        raise CourseError(_("Seats are for people of the network's offices."))
    if not standing.is_secretariat and person.office_id not in standing.offices_as("contact_point"):
        raise CourseError(
            _("You name people of your own office only. Those of another one are named by its contact point.")
        )
    return person.office_id


def _refuse_hand(enrolment: Enrolment, *, by: User, at: datetime | None) -> None:
    """Only the person, the office's contact points, the School and the Secretariat change a place."""
    standing = standing_of(by, at)
    theirs = by.person_id == enrolment.person_id or enrolment.office_id in standing.offices_as("contact_point")
    if not theirs and not standing.is_staff:
        raise CourseError(_("This place is not yours to change: the person does, or the contact point of the office."))


def _take_place(
    workshop: Workshop,
    person: Person,
    *,
    office_id: int,
    state: str,
    by: User,
    now: datetime,
    nominated_by: Person | None = None,
) -> Enrolment:
    """Under the lock: a seat when there is one, else the waiting list."""
    seats = Seats(workshop.seats_per_office, workshop.seats_total)
    place = seats.place_for(office_id, _held(workshop))
    enrolment = Enrolment.objects.create(
        workshop=workshop,
        person=person,
        office_id=office_id,
        nominated_by=nominated_by,
        state=state if place is Place.SEAT else State.WAITING,
        asked_at=now,
    )
    _write_step(enrolment, before="", by=by, now=now, reason="" if place is Place.SEAT else place.value)
    _announce(enrolment, now)
    return enrolment


def _held(workshop: Workshop) -> dict[int, int]:
    return held_by_office(workshop.enrolments.holding().values_list("office_id", flat=True))


def _write_step(enrolment: Enrolment, *, before: str, by: User | None, now: datetime, reason: str = "") -> None:
    EnrolmentTransition.objects.create(
        enrolment=enrolment,
        from_state=before,
        to_state=enrolment.state,
        at=now,
        by=by.person if by else None,
        reason=reason[:300],
    )
    record_event(f"courses.enrolment_{enrolment.state}", enrolment, by=by, at=now, before=before)


def _announce(enrolment: Enrolment, now: datetime) -> None:
    """The event and the letter of the state just reached."""
    event = {
        State.NOMINATED: events.enrolment_nominated,
        State.CONFIRMED: events.enrolment_confirmed,
        State.WAITING: events.enrolment_waitlisted,
    }[State(enrolment.state)]
    event.send(sender=Enrolment, enrolment=enrolment)
    mails.tell_of_place(enrolment, at=now)


@transaction.atomic
def accept_seat(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> Enrolment:
    """The nominee says yes: NOMINATED → CONFIRMED. Joining a session counts as saying it.

    For a nominee who cannot sign in, whoever looks after the place says it. Raises :class:`CourseError`.
    """
    now = at or timezone.now()
    _refuse_hand(enrolment, by=by, at=at)
    if by.person_id != enrolment.person_id and enrolment.person.may_sign_in:
        raise CourseError(_("This person has an account and accepts the seat there. Nobody else says yes for them."))
    moved = Enrolment.objects.filter(pk=enrolment.pk, state=State.NOMINATED).update(state=State.CONFIRMED)
    enrolment.refresh_from_db()
    if not moved:
        if enrolment.state == State.CONFIRMED:
            return enrolment
        raise CourseError(
            _(
                "This seat is no longer yours to accept: it was given up or ended. Your office's contact point "
                "can name you again."
            )
        )
    _write_step(enrolment, before=State.NOMINATED, by=by, now=now)
    events.enrolment_confirmed.send(sender=Enrolment, enrolment=enrolment)
    return enrolment


def give_up_seat(enrolment: Enrolment, *, by: User, reason: str = "", at: datetime | None = None) -> Enrolment:
    """Decline a nomination or withdraw from a seat or the list; a freed seat goes to the next in line, who is told.

    The person's own no to a nomination is DECLINED, everything else WITHDRAWN. Raises :class:`CourseError` when the
    workshop is over.
    """
    now = at or timezone.now()
    with seats_locked(enrolment.workshop) as locked:
        # The place's own row as well: accepting it takes no lock on the workshop.
        current = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        if current.state not in Enrolment.LIVE:
            return current
        _refuse_hand(current, by=by, at=at)
        refuse_when_over(locked, now)
        held_seat, before = current.holds_seat, current.state
        declined = before == State.NOMINATED and by.person_id == current.person_id
        current.state = State.DECLINED if declined else State.WITHDRAWN
        current.save(update_fields=["state"])
        _write_step(current, before=before, by=by, now=now, reason=reason)
        events.enrolment_ended.send(sender=Enrolment, enrolment=current)
        if held_seat:
            _promote_next(locked, freed_office=current.office_id, now=now)
        return current


def _promote_next(workshop: Workshop, *, freed_office: int, now: datetime) -> Enrolment | None:
    """Under the lock: hand a freed seat to whoever is next, until the workshop begins."""
    enrolment = next_in_line(workshop, freed_office=freed_office, now=now)
    if enrolment is None:
        return None
    enrolment.state = State.NOMINATED if enrolment.nominated_by_id else State.CONFIRMED
    enrolment.save(update_fields=["state"])
    _write_step(enrolment, before=State.WAITING, by=None, now=now, reason=PROMOTED)
    events.enrolment_promoted.send(sender=Enrolment, enrolment=enrolment)
    mails.tell_of_place(enrolment, at=now)
    return enrolment


def end_with_workshop(enrolment: Enrolment, *, reason: str, by: User, now: datetime) -> None:
    """Under the workshop's lock: a place ends with its workshop, and its holder is told why."""
    before, enrolment.state = enrolment.state, State.CANCELLED
    enrolment.save(update_fields=["state"])
    _write_step(enrolment, before=before, by=by, now=now, reason=reason)
    events.enrolment_ended.send(sender=Enrolment, enrolment=enrolment)
    mails.tell_of_cancellation(enrolment, reason=reason, at=now)
