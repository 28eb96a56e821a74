"""Invitations by e-mail (iMIP: RFC 5546, 6047): what each person's calendar was told of each session, kept in step.

A message goes to one person and names nobody else. Its SEQUENCE counts the messages of that person and session and is
never less than the session's own (RFC 5546 §2.1.4); all of them are one series of the outbox, which keeps their order.
Whoever wants none (:class:`calendars.models.Quiet`) gets none, save what takes back an earlier one.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.ical import invitation_text
from calendars.models import Quiet
from courses.models import Enrolment, Workshop
from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from foundations.outbox.letters import Recipient
from network.mails import recipient_of
from network.models import Person, User
from sessions import mails
from sessions.errors import SessionError
from sessions.in_calendars import entry_of
from sessions.models import Participation, SessionPart, TrainingSession
from sessions.querysets import TrainingSessionQuerySet

State = TrainingSession.State
Answer = Participation.Answer
Message = tuple[str, str]
"""An iMIP message and the key of its series."""


@transaction.atomic
def align_invitations(workshop: Workshop, person: Person, *, at: datetime | None = None) -> int:
    """Tell one person's calendar of the sessions to come of one workshop what it was not told yet; gives how many.

    A confirmed seat invites to each, a part to its own; where there is neither any more, or the session is off, what
    was announced is taken back. A session that moved by itself is told by its own letter. Asked again it tells nothing.
    """
    now = at or timezone.now()
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    recipient = recipient_of(person)
    if recipient is None:
        return 0
    has_seat, parts = _has_seat(workshop, person), _parts_of(workshop, person)
    told = {row.session_id: row for row in Participation.objects.filter(person=person, session__workshop=workshop)}
    wants = (has_seat or bool(parts)) and not Quiet.objects.filter(person=person).exists()
    letters = 0
    for session in workshop.sessions.select_related("workshop__host_office").filter(ends_at__gt=now):
        row = told.get(session.pk)
        roles = parts.get(session.pk, [])
        is_asked = session.state == State.SCHEDULED and (has_seat or bool(roles))
        if wants and is_asked and session.starts_at > now and not (row and row.knows(session.calendar_stamped_at)):
            message = _message(session, recipient, "REQUEST", at=now)
            mails.invite(session, recipient, roles=roles, message=message, at=now)
            letters += 1
        elif row and row.is_told and not is_asked:
            mails.uninvite(session, recipient, message=_message(session, recipient, "CANCEL", at=now), at=now)
            letters += 1
    return letters


def _has_seat(workshop: Workshop, person: Person) -> bool:
    """A confirmed one in a workshop that takes place."""
    return (
        Enrolment.objects.confirmed()
        .filter(workshop=workshop, person=person, workshop__state=Workshop.State.ANNOUNCED)
        .exists()
    )


def _parts_of(workshop: Workshop, person: Person) -> dict[UUID, list[str]]:
    """The roles that somebody has in sessions of a workshop that takes place, by session."""
    rows = SessionPart.objects.filter(
        person=person, session__workshop=workshop, session__workshop__state=Workshop.State.ANNOUNCED
    )
    found: dict[UUID, list[str]] = {}
    for session, role in rows.order_by("role").values_list("session", "role"):
        found.setdefault(session, []).append(role)
    return found


def align_workshop(workshop: Workshop) -> None:
    """Have everybody's calendar aligned who holds a confirmed seat or has a part: one job for each, so none is long."""
    if not _has_something_to_come(workshop.pk):
        return
    seated = workshop.enrolments.confirmed().values_list("person_id", flat=True)
    leading = SessionPart.objects.filter(session__workshop=workshop).values_list("person_id", flat=True)
    for person in sorted({*seated, *leading}):
        enqueue("sessions.align_invitations", workshop.pk, str(person))


def enqueue_alignment(workshop_id: int, person_id: UUID) -> None:
    """In the caller's transaction; the letters are written by the job, outside of any lock on seats.

    Nothing is queued about sessions that are over: history that is replayed invites nobody.
    """
    if _has_something_to_come(workshop_id):
        enqueue("sessions.align_invitations", workshop_id, str(person_id))


def _has_something_to_come(workshop_id: int) -> bool:
    return TrainingSession.objects.filter(workshop=workshop_id, ends_at__gt=timezone.now()).exists()


def forget_answers(sessions: TrainingSessionQuerySet) -> None:
    """Who said to come to the former hours has not said so of the new ones."""
    Participation.objects.filter(session__in=sessions).update(answer=Answer.NONE, answered_at=None)


def messages_of_move(session: TrainingSession, *, at: datetime) -> dict[UUID, Message]:
    """By person, the renewed REQUEST for everybody invited who wants invitations: noted as told.

    Invited are confirmed seats and parts of a workshop that was announced.
    """
    forget_answers(TrainingSession.objects.filter(pk=session.pk))
    if session.workshop.state != Workshop.State.ANNOUNCED:
        return {}
    quiet = Quiet.objects.values("person")
    seated = session.workshop.enrolments.confirmed().values("person")
    invited = Person.objects.filter(Q(pk__in=seated) | Q(pk__in=session.parts.values("person")))
    people = invited.exclude(pk__in=quiet).select_related("user", "office").order_by("pk")
    recipients = [recipient_of(person) for person in people]
    return {each.uuid: _message(session, each, "REQUEST", at=at) for each in recipients if each is not None}


def messages_of_cancellation(session: TrainingSession, *, at: datetime) -> dict[UUID, Message]:
    """By person, the CANCEL for everybody whose calendar was told of the session; written down as taken back."""
    told = Participation.objects.filter(session=session, told_at__isnull=False, taken_back_at__isnull=True)
    recipients = [recipient_of(row.person) for row in told.select_related("person__user", "person__office")]
    return {each.uuid: _message(session, each, "CANCEL", at=at) for each in recipients if each is not None}


def _message(session: TrainingSession, to: Recipient, method: str, *, at: datetime) -> Message:
    """The next message of the series; the row says then that it was told."""
    row, _is_new = Participation.objects.select_for_update().get_or_create(session=session, person_id=to.uuid)
    row.sequence = session.sequence if row.sequence is None else max(session.sequence, row.sequence + 1)
    if method == "REQUEST":
        row.told_at, row.taken_back_at = max(at, session.calendar_stamped_at), None
    else:
        row.taken_back_at = at
    row.save(update_fields=["sequence", "told_at", "taken_back_at"])
    text = invitation_text(
        replace(entry_of(session), sequence=row.sequence),
        method=method,
        attendee=to.address,
        answer=Answer(row.answer).partstat,
        stamped_at=at,
        language=to.language,
        whole=session.state == State.CANCELLED or session.workshop.state == Workshop.State.CANCELLED,
    )
    return text, f"{session.uid} {to.uuid}"


@transaction.atomic
def answer_invitation(session: TrainingSession, *, answer: str, by: User, at: datetime | None = None) -> Participation:
    """Say whether one comes to a session: ``accepted`` or ``declined``. The seat stays; the same again changes nothing.

    Raises :class:`SessionError` for whoever takes no part in it, and once it is over or cancelled.
    """
    now = at or timezone.now()
    session = TrainingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not TrainingSession.objects.of_person(by.person_id).filter(pk=session.pk).exists():
        raise SessionError(_("You have neither a seat nor a part in this session, so there is nothing to answer."))
    if session.state != State.SCHEDULED or now >= session.ends_at:
        raise SessionError(_("This session is over or cancelled: there is nothing to answer any more."))
    row, _is_new = Participation.objects.select_for_update().get_or_create(session=session, person_id=by.person_id)
    if row.answer == answer:
        return row
    row.answer, row.answered_at = Answer(answer), now
    row.save(update_fields=["answer", "answered_at"])
    record_event("sessions.invitation_answered", session, by=by, at=at, answer=answer)
    return row
