"""What happened to places and seats, and why, in plain words from their rows; nothing is told that was not kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext as _p

from courses.messages import waiting_sentence
from courses.models import Enrolment, EnrolmentTransition, FreedSeat, Workshop
from courses.rules import Cause

State = Enrolment.State
STEPS_WITH = (
    *("by", "on_behalf_of__country", "seat__office__country"),
    *("enrolment__person", "enrolment__office__country", "enrolment__replaces__person"),
)


@dataclass(frozen=True)
class Line:
    """One sentence about one instant, and the reason that somebody gave."""

    at: datetime
    text: str
    reason: str = ""


def steps_of(workshop: Workshop, *, limit: int, **where: object) -> list[EnrolmentTransition]:
    """The latest steps of a workshop's places, the last first; ``where`` narrows them. One question."""
    steps = EnrolmentTransition.objects.filter(enrolment__workshop=workshop, **where)
    return list(steps.select_related(*STEPS_WITH).order_by("-at", "-pk")[:limit])


def lines(steps: Iterable[EnrolmentTransition]) -> list[Line]:
    """Each step as a sentence that names people: for those who may read the place."""
    return [Line(step.at, _told(step), step.reason) for step in steps]


def _told(step: EnrolmentTransition) -> str:
    words = {
        "by": step.by.full_name if step.by else "",
        "person": step.enrolment.person.full_name,
        "office": step.enrolment.office.country.name,
        "from": step.seat.office.country.name if step.seat else "",
        "replaced": step.enrolment.replaces.person.full_name if step.enrolment.replaces else "",
    }
    sentence = _by_cause(step) or _by_states(step)
    told = sentence % words
    if step.on_behalf_of_id:
        told += " " + _("The Secretariat acted on behalf of %(office)s.") % {"office": step.on_behalf_of.country.name}
    return told


def _by_cause(step: EnrolmentTransition) -> str:
    """A sentence where the cause says more than the states."""
    return {
        Cause.SUBSTITUTE: _("%(by)s handed the seat of %(replaced)s on to %(person)s."),
        Cause.EXCEPTION: _("%(by)s gave %(person)s a seat beyond the seats, as an exception."),
        Cause.OFFERED_OWN: _(
            "A seat of %(office)s became free and was offered to %(person)s, first of the office's list."
        ),
        Cause.OFFERED_POOL: _(
            "A seat that %(from)s did not use went to the common list and was offered to %(person)s of %(office)s, the "
            "first who waited there."
        ),
        Cause.REORDERED: _("%(by)s put the people of %(office)s who wait into another order: %(person)s."),
        Cause.MOVED: _("The workshop was moved to other days; %(person)s kept the place."),
        Cause.RECONFIRMED: _("%(by)s said that the new days suit %(person)s."),
        Cause.TOO_LATE: _("%(person)s did not answer the offer in time; the seat went on."),
        Cause.CANCELLED: _("The workshop was cancelled, and the place of %(person)s ended with it."),
    }.get(step.cause, "")


def _by_states(step: EnrolmentTransition) -> str:
    is_own = step.by_id == step.enrolment.person_id
    if step.to_state == State.CONFIRMED:
        if not step.from_state:
            return _("%(person)s enrolled and has a seat.")
        return (
            _("%(person)s accepted the seat.") if is_own else _("%(by)s accepted the seat in the name of %(person)s.")
        )
    if step.to_state == State.WAITING:
        put = _("%(person)s was put on the waiting list.")
        return f"{put} {waiting_sentence(step.cause or step.reason)}".strip()
    if step.to_state == State.WITHDRAWN:
        return _("%(person)s gave the place up.") if is_own else _("%(by)s took %(person)s out.")
    return {
        State.NOMINATED: _("%(by)s named %(person)s."),
        State.OFFERED: _("A seat was offered to %(person)s."),
        State.DECLINED: _("%(person)s declined the seat."),
        State.EXPIRED: _("%(person)s did not answer the offer in time; the seat went on."),
        State.REPLACED: _("%(by)s gave the seat of %(person)s to a colleague."),
        State.CANCELLED: _("The place of %(person)s ended with the workshop."),
    }.get(State(step.to_state), "")


# --- Where a seat went ------------------------------------------------------------------------------------------------


def seat_stories(workshop: Workshop, **where: object) -> list[Line]:
    """Where each freed seat of a workshop went and why, by office: nobody's name. One question."""
    seats = FreedSeat.objects.filter(workshop=workshop, **where)
    told = seats.select_related("office__country", "taken_by__office__country", "workshop").order_by("-freed_at", "-pk")
    return [Line(seat.freed_at, seat_story(seat)) for seat in told]


def seat_story(seat: FreedSeat) -> str:
    """Why a seat became free, for whom it was kept, and who has it now."""
    office = seat.office.country.name
    began = {
        FreedSeat.Cause.GIVEN_UP: _("A seat of %(office)s was given up."),
        FreedSeat.Cause.DECLINED: _("A seat of %(office)s was declined."),
        FreedSeat.Cause.EXPIRED: _("A seat of %(office)s was offered and not answered in time."),
        FreedSeat.Cause.RELEASED: _("%(office)s had named nobody for a seat when nominations closed."),
    }[FreedSeat.Cause(seat.cause)] % {"office": office}
    return f"{began} {_went(seat, office)}"


def _went(seat: FreedSeat, office: str) -> str:
    if seat.taken_by is None:
        return (
            _("It is kept for %(office)s.") % {"office": office}
            if seat.pooled_at is None
            else _("Nobody waits for it.")
        )
    if seat.taken_by.office_id == seat.office_id:
        return _("It went to the first of its own list, or to somebody it named.")
    return _("Nobody of %(office)s used it, so it went to %(heir)s, the first on the common list.") % {
        "office": office,
        "heir": seat.taken_by.office.country.name,
    }


# --- Why I wait -------------------------------------------------------------------------------------------------------


def why_waiting(enrolment: Enrolment, *, ahead: int, colleagues: int) -> list[str]:
    """To whoever waits: why, how many are ahead and by what rule, and what comes next. One question.

    ``ahead`` are all before them on the list, ``colleagues`` those of the same office among them.
    """
    workshop = enrolment.workshop
    steps = enrolment.transitions.filter(to_state=State.WAITING)
    first = steps.exclude(cause=Cause.REORDERED).exclude(cause=Cause.MOVED).first()
    told = [waiting_sentence((first.cause or first.reason) if first else "")]
    if not ahead:
        told.append(_("You are the first on the list: the next seat that is free is offered to you."))
    elif workshop.is_open:
        told.append(
            ngettext(
                "%(ahead)s person asked before you. Seats are offered in the order of asking.",
                "%(ahead)s people asked before you. Seats are offered in the order of asking.",
                ahead,
            )
            % {"ahead": ahead}
        )
    else:
        told.append(
            ngettext(
                "Of your office, %(colleagues)s person is ahead of you; a seat of your office goes to them first.",
                "Of your office, %(colleagues)s people are ahead of you; a seat of your office goes to them first.",
                colleagues,
            )
            % {"colleagues": colleagues}
        )
        told.append(
            ngettext(
                "On the common list, %(ahead)s person is ahead of you: seats that offices do not use go there.",
                "On the common list, %(ahead)s people are ahead of you: seats that offices do not use go there.",
                ahead,
            )
            % {"ahead": ahead}
        )
    told.append(_p("waiting list", "We shall write as soon as a seat is offered to you, and say by when to answer."))
    return [sentence for sentence in told if sentence]
