"""Excuses: asked with reasons, decided by who leads; an accepted one takes the session out of the sum (R23)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundations.audit.actions import record_event
from network.models import Person, User
from network.querysets import standing_of
from sessions import mails
from sessions.actions.corrections import reweigh
from sessions.errors import SessionError
from sessions.locks import locked_session
from sessions.models import Excuse, TrainingSession
from sessions.roster import leads

State = Excuse.State


@transaction.atomic
def ask_excuse(
    session: TrainingSession, person: Person, *, reason: str, by: User, at: datetime | None = None
) -> Excuse:
    """Say why ``person`` could not or cannot take part; by that person, or by a contact point of the office.

    One for each session: asked again it is the same one. Raises :class:`SessionError` without a seat, without reasons,
    and for anybody else.
    """
    locked = locked_session(session)
    seat = locked.workshop.enrolments.holding().filter(person=person).first()
    offices = standing_of(by, at).offices_as("contact_point")
    if seat is None or not (person == by.person or seat.office_id in offices):
        raise SessionError(_("One asks for oneself, with a seat; a contact point for the people of the office."))
    if locked.state == TrainingSession.State.CANCELLED:
        raise SessionError(_("This session was cancelled: nobody needs an excuse."))
    if not reason.strip():
        raise SessionError(_("Please write the reasons."))
    if asked := locked.excuses.filter(person=person).first():
        return asked
    excuse = Excuse.objects.create(
        session=locked, person=person, reason=reason.strip(), asked_by=by.person, asked_at=at or timezone.now()
    )
    record_event("sessions.excuse_asked", locked, by=by, at=at, person=str(person.pk))
    return excuse


@transaction.atomic
def decide_excuse(excuse: Excuse, *, accept: bool, by: User, answer: str = "", at: datetime | None = None) -> Excuse:
    """Accept an excuse or not; after the settling an accepted one corrects the verdict. Decided twice is once.

    By who leads the session, School and Secretariat; nobody decides on the own one. One that is not accepted needs an
    answer. Raises :class:`SessionError`.
    """
    now = at or timezone.now()
    locked = locked_session(excuse.session)
    excuse = Excuse.objects.select_for_update(of=("self",)).select_related("person__user").get(pk=excuse.pk)
    if not leads(locked, by, at) or excuse.person_id == by.person_id:
        raise SessionError(_("Those who lead the session decide on excuses, and nobody on the own one."))
    if excuse.state != State.ASKED:
        return excuse
    if not accept and not answer.strip():
        raise SessionError(_("Please say why it is not accepted."))
    excuse.state = State.ACCEPTED if accept else State.REFUSED
    excuse.answer, excuse.decided_by, excuse.decided_at = answer.strip(), by.person, now
    excuse.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    record_event("sessions.excuse_decided", locked, by=by, at=at, person=str(excuse.person_id), accepted=accept)
    mails.tell_of_excuse(excuse, at=now)
    row = locked.attendance.filter(person=excuse.person_id).first()
    if accept and row is not None:
        reweigh(row, is_excused=True, reason=_("An excuse was accepted."), by=by, at=now)
    return excuse
