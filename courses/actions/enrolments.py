"""Places taken, accepted, confirmed again and given up (R4, R19, R22)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import events, mails
from courses.actions.places import announce_place, free_seat, take_freed_seat, write_step
from courses.errors import CourseError
from courses.leaving import refuse_when_over
from courses.locks import seats_locked
from courses.models import Enrolment, FreedSeat, Workshop
from courses.naming import office_to_act_for, refuse_obstacles
from courses.rules import ENROLLING_KINDS, Cause, Place
from courses.seating import seats_of
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
        refuse_obstacles(locked, person)
        return _take_place(locked, person, office_id=person.office_id, state=State.CONFIRMED, by=by, now=now)


def nominate_person(workshop: Workshop, person: Person, *, by: User, at: datetime | None = None) -> Enrolment:
    """Name ``person`` for a seat of their office; when its seats are taken they wait, and the history says why.

    After nominations have closed a contact point still fills a seat that was freed and is kept for the office. Returns
    the live enrolment if there is one already. Raises :class:`CourseError` with the reason.
    """
    now = at or timezone.now()
    with seats_locked(workshop) as locked:
        if existing := locked.enrolments.live().filter(person=person).first():
            return existing
        if locked.is_open:
            _refuse_closed(locked, now)
            raise CourseError(_("This workshop is open: people enrol by themselves on its page."))
        office_id, on_behalf_of = office_to_act_for(person, by=by, at=at)
        if not locked.freed_seats.kept(now).filter(office=office_id).exists() or locked.has_begun(now):
            _refuse_closed(locked, now)
        refuse_obstacles(locked, person)
        return _take_place(
            locked,
            person,
            office_id=office_id,
            state=State.NOMINATED,
            by=by,
            now=now,
            nominated_by=by.person,
            on_behalf_of=on_behalf_of,
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


def _take_place(
    workshop: Workshop,
    person: Person,
    *,
    office_id: int,
    state: str,
    by: User,
    now: datetime,
    nominated_by: Person | None = None,
    on_behalf_of: int | None = None,
) -> Enrolment:
    """Under the lock: a seat when there is one, else the end of the waiting list."""
    place = seats_of(workshop, now).place_for(office_id)
    got = place is Place.SEAT
    enrolment = Enrolment.objects.create(
        workshop=workshop,
        person=person,
        office_id=office_id,
        nominated_by=nominated_by,
        state=state if got else State.WAITING,
        asked_at=now,
        queued_at=None if got else now,
    )
    seat = take_freed_seat(enrolment, now=now) if got else None
    write_step(enrolment, before="", by=by, now=now, cause="" if got else place, seat=seat, on_behalf_of=on_behalf_of)
    announce_place(enrolment, now=now)
    return enrolment


@transaction.atomic
def grant_exception(
    workshop: Workshop, person: Person, *, reason: str, by: User, at: datetime | None = None
) -> Enrolment:
    """A seat beyond the seats, with its reason: the Secretariat's alone. It takes nobody's and leaves none.

    Whoever waits leaves the list with it. Raises :class:`CourseError` when the person holds a seat already.
    """
    now = at or timezone.now()
    if not standing_of(by, at).is_secretariat:
        raise CourseError(_("Only the Secretariat makes exceptions."))
    if not reason.strip():
        raise CourseError(_("Say why the exception is made."))
    with seats_locked(workshop) as locked:
        if locked.state != Workshop.State.ANNOUNCED or locked.has_begun(now):
            raise CourseError(_("Exceptions are made from the announcement until the workshop begins."))
        if person.office_id is None:
            raise CourseError(_("Seats are for people of the network's offices."))
        enrolment = locked.enrolments.live().filter(person=person).first()
        if enrolment is not None and enrolment.holds_seat:
            raise CourseError(_("This person already has a place in this workshop."))
        before = enrolment.state if enrolment else ""
        enrolment = enrolment or Enrolment(workshop=locked, person=person, office_id=person.office_id, asked_at=now)
        enrolment.state, enrolment.is_exception = State.NOMINATED, True
        enrolment.nominated_by = enrolment.nominated_by or by.person
        enrolment.save()
        write_step(enrolment, before=before, by=by, now=now, cause=Cause.EXCEPTION, reason=reason.strip())
        announce_place(enrolment, now=now)
        return enrolment


def refuse_hand(enrolment: Enrolment, *, by: User, at: datetime | None) -> None:
    """Only the person, the office's contact points, the School and the Secretariat change a place."""
    standing = standing_of(by, at)
    theirs = by.person_id == enrolment.person_id or enrolment.office_id in standing.offices_as("contact_point")
    if not theirs and not standing.is_staff:
        raise CourseError(_("This place is not yours to change: the person does, or the contact point of the office."))


def _refuse_other_voice(enrolment: Enrolment, *, by: User) -> None:
    if by.person_id != enrolment.person_id and enrolment.person.may_sign_in:
        raise CourseError(_("This person has an account and accepts the seat there. Nobody else says yes for them."))


@transaction.atomic
def accept_seat(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> Enrolment:
    """The person says yes: NOMINATED or OFFERED → CONFIRMED. Joining a session counts as saying it.

    An offer is accepted until its end. For somebody who cannot sign in, whoever looks after the place says it. Raises
    :class:`CourseError`.
    """
    now = at or timezone.now()
    refuse_hand(enrolment, by=by, at=at)
    _refuse_other_voice(enrolment, by=by)
    mine = Enrolment.objects.filter(pk=enrolment.pk)
    for before, open_ones in (
        (State.NOMINATED, mine.filter(state=State.NOMINATED)),
        (State.OFFERED, mine.filter(state=State.OFFERED, answer_by__gt=now)),
    ):
        if open_ones.update(state=State.CONFIRMED, answer_by=None):
            enrolment.refresh_from_db()
            write_step(enrolment, before=before, by=by, now=now)
            events.enrolment_confirmed.send(sender=Enrolment, enrolment=enrolment)
            return enrolment
    enrolment.refresh_from_db()
    if enrolment.state == State.CONFIRMED:
        return enrolment
    raise CourseError(_too_late(enrolment))


def _too_late(enrolment: Enrolment) -> str:
    if enrolment.state in (State.OFFERED, State.EXPIRED):
        return _(
            "The time to accept this seat has passed and it went to the next in line. You can ask for another one."
        )
    if enrolment.state == State.REPLACED:
        return _("Your office gave this seat to a colleague. Ask its contact point if that is a mistake.")
    return _(
        "This seat is no longer yours to accept: it was given up or ended. Your office's contact point "
        "can name you again."
    )


@transaction.atomic
def reconfirm_seat(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> Enrolment:
    """The holder says that the new days suit; the seat was theirs all along. Again changes nothing."""
    now = at or timezone.now()
    refuse_hand(enrolment, by=by, at=at)
    _refuse_other_voice(enrolment, by=by)
    asked = Enrolment.objects.filter(pk=enrolment.pk, state=State.CONFIRMED, asked_again_at__isnull=False)
    if asked.update(asked_again_at=None):
        enrolment.refresh_from_db()
        write_step(enrolment, before=State.CONFIRMED, by=by, now=now, cause=Cause.RECONFIRMED)
    return enrolment


def give_up_seat(enrolment: Enrolment, *, by: User, reason: str = "", at: datetime | None = None) -> Enrolment:
    """Decline a seat or withdraw from a seat or the list; a freed seat goes to the next in line, who is told.

    The person's own no to a seat that was named or offered is DECLINED, everything else WITHDRAWN. Raises
    :class:`CourseError` when the workshop is over.
    """
    now = at or timezone.now()
    with seats_locked(enrolment.workshop) as locked:
        # The place's own row as well: accepting it takes no lock on the workshop.
        current = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        if current.state not in Enrolment.LIVE:
            return current
        refuse_hand(current, by=by, at=at)
        refuse_when_over(locked, now)
        declined = current.state in Enrolment.TO_ACCEPT and by.person_id == current.person_id
        theirs = by.person_id == current.person_id or current.office_id in standing_of(by, at).offices_as(
            "contact_point"
        )
        end_place(
            current,
            to=State.DECLINED if declined else State.WITHDRAWN,
            by=by,
            now=now,
            reason=reason,
            freed=FreedSeat.Cause.DECLINED if declined else FreedSeat.Cause.GIVEN_UP,
            on_behalf_of=None if theirs else current.office_id,
        )
        return current


def end_place(
    enrolment: Enrolment,
    *,
    to: str,
    by: User | None,
    now: datetime,
    freed: str = "",
    cause: str = "",
    reason: str = "",
    on_behalf_of: int | None = None,
) -> None:
    """Under the lock: a live place ends as ``to``; with ``freed`` its seat goes on, and says so."""
    held, before, enrolment.state = enrolment.holds_seat, enrolment.state, to
    enrolment.answer_by = enrolment.asked_again_at = None
    enrolment.save(update_fields=["state", "answer_by", "asked_again_at"])
    write_step(enrolment, before=before, by=by, now=now, cause=cause, reason=reason, on_behalf_of=on_behalf_of)
    events.enrolment_ended.send(sender=Enrolment, enrolment=enrolment)
    if held and freed:
        free_seat(enrolment, cause=freed, now=now)


def end_with_workshop(enrolment: Enrolment, *, reason: str, by: User, now: datetime) -> None:
    """Under the workshop's lock: a place ends with its workshop, and its holder is told why."""
    end_place(enrolment, to=State.CANCELLED, by=by, now=now, cause=Cause.CANCELLED, reason=reason)
    mails.tell_of_cancellation(enrolment, reason=reason, at=now)
