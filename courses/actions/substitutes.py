"""A seat handed on within its office, and the office's own order of who waits (R22)."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from courses import events, mails
from courses.actions.enrolments import end_place
from courses.actions.places import announce_place, write_step
from courses.errors import CourseError
from courses.locks import seats_locked
from courses.models import Enrolment, Workshop
from courses.naming import acts_on_behalf, office_to_act_for, refuse_obstacles
from courses.rules import Cause
from network.models import Person, User

State = Enrolment.State


def substitute_person(
    enrolment: Enrolment, person: Person, *, by: User, reason: str = "", at: datetime | None = None
) -> Enrolment:
    """Hand a seat on to a colleague of the same office, until the workshop begins; gives the colleague's place.

    The colleague inherits the seat, the sessions and their addresses, and accepts as anybody named does; who waited
    leaves the list with it. Both are told. Of two contact points the first does it, the second reads to whom it went.
    Raises :class:`CourseError`.
    """
    now = at or timezone.now()
    with seats_locked(enrolment.workshop) as locked:
        current = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        if current.state == State.REPLACED and current.replaced_by.person_id == person.pk:
            return current.replaced_by
        office_id, on_behalf_of = office_to_act_for(person, by=by, at=at)
        _refuse_substitute(locked, current, person, office_id=office_id, now=now)
        waited = locked.enrolments.waiting().filter(person=person).first()
        end_place(current, to=State.REPLACED, by=by, now=now, reason=reason, on_behalf_of=on_behalf_of)
        before = waited.state if waited else ""
        heir = waited or Enrolment(workshop=locked, person=person, office_id=office_id, asked_at=now)
        heir.state, heir.nominated_by, heir.replaces = State.NOMINATED, by.person, current
        heir.is_exception = current.is_exception
        heir.save()
        write_step(heir, before=before, by=by, now=now, cause=Cause.SUBSTITUTE, on_behalf_of=on_behalf_of)
        events.enrolment_replaced.send(sender=Enrolment, enrolment=heir, replaced=current)
        announce_place(heir, now=now)
        mails.tell_of_replacement(current, at=now)
        return heir


def _refuse_substitute(
    workshop: Workshop, current: Enrolment, person: Person, *, office_id: int, now: datetime
) -> None:
    if current.state == State.REPLACED:
        heir = current.replaced_by.person.full_name
        raise CourseError(_("This seat was handed on already: it went to %(name)s.") % {"name": heir})
    if not current.holds_seat:
        raise CourseError(_("This place was given up or ended already: there is no seat to hand on."))
    if workshop.is_open:
        raise CourseError(_("This workshop is open: people enrol by themselves on its page."))
    if office_id != current.office_id:
        raise CourseError(_("A seat is handed on within its office only."))
    if workshop.state != Workshop.State.ANNOUNCED or workshop.has_begun(now):
        raise CourseError(_("The workshop has begun: its seats can no longer be handed on."))
    if workshop.enrolments.holding().filter(person=person).exists():
        raise CourseError(_("This person already has a place in this workshop."))
    refuse_obstacles(workshop, person)


def move_up(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> Enrolment:
    """Exchange the place on the list with the colleague just ahead: an office orders its own people, nobody else's.

    Whoever stands first among the office's stays there. Raises :class:`CourseError`.
    """
    now = at or timezone.now()
    with seats_locked(enrolment.workshop) as locked:
        current = locked.enrolments.get(pk=enrolment.pk)
        on_behalf_of = acts_on_behalf(current.office_id, by=by, at=at)
        if current.state != State.WAITING:
            raise CourseError(_("This person does not wait any more."))
        colleagues = list(locked.enrolments.waiting().of_office(current.office_id))
        position = next(index for index, row in enumerate(colleagues) if row.pk == current.pk)
        if position == 0:
            return current
        ahead = colleagues[position - 1]
        # Bulk loads may have put both down in one instant: the exchange then makes one instant two.
        theirs, mine = ahead.queued_at or now, current.queued_at or now
        for row, place in ((ahead, mine), (current, min(theirs, mine - timedelta(microseconds=1)))):
            row.queued_at = place
            row.save(update_fields=["queued_at"])
            write_step(row, before=State.WAITING, by=by, now=now, cause=Cause.REORDERED, on_behalf_of=on_behalf_of)
        return current
