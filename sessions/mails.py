"""Every letter about sessions, one function each: to everybody who holds a seat in the workshop or has a part."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from conferencing.models import Stay, VideoRoom
from courses.models import Workshop
from equipment.room_panels import RoomPanel
from foundations.outbox.actions import write_letter
from foundations.outbox.letters import Recipient
from foundations.outbox.models import Letter
from network.mails import recipient_of
from network.models import Person
from sessions.models import Attendance, Contest, Correction, Excuse, SessionPart, TrainingSession
from sessions.models.guests import GuestInvitation
from sessions.rooms_ready import OfficeReadiness
from sessions.rules import Course

Messages = dict[UUID, tuple[str, str]]
"""By person, what goes along for the calendar (:mod:`sessions.inviting`)."""


def tell_of_move(session: TrainingSession, *, was_at: datetime, messages: Messages, at: datetime) -> None:
    """The session has other hours; ``was_at`` is when it should have begun. Calendars are told by the same letter."""
    _write("sessions.moved", session, messages, at=at, was_at=was_at)


def tell_of_cancellation(session: TrainingSession, *, reason: str, messages: Messages, at: datetime) -> None:
    """The session will not take place. Calendars are told by the same letter."""
    _write("sessions.cancelled", session, messages, at=at, reason=reason)


def invite(
    session: TrainingSession, recipient: Recipient, *, roles: Sequence[str] = (), message: tuple[str, str], at: datetime
) -> None:
    """To one person with a confirmed seat, or with a part (``roles``): the session for the calendar, and where to say
    whether one comes.
    """
    with translation.override(recipient.language):
        answer = settings.BASE_URL + reverse("sessions:participation", args=[session.pk])
        told = ", ".join(str(SessionPart.Role(role).label) for role in roles)
    _write_to(recipient, "sessions.invited", session, message=message, at=at, answer=answer, roles=told)


def uninvite(session: TrainingSession, recipient: Recipient, *, message: tuple[str, str], at: datetime) -> None:
    """To one person who was invited: the place or the part ended, so the session leaves the calendar."""
    _write_to(recipient, "sessions.uninvited", session, message=message, at=at)


def tell_of_excuse(excuse: Excuse, *, at: datetime) -> None:
    """To the person: whether the excuse was accepted, and the answer."""
    _tell(excuse.person, "sessions.excuse_decided", excuse.session, at=at, excuse=excuse)


def tell_of_correction(attendance: Attendance, correction: Correction, *, at: datetime) -> None:
    """To the person: what the verdict was, what it is, and why."""
    _tell(
        attendance.person,
        "sessions.verdict_corrected",
        attendance.session,
        at=at,
        attendance=attendance,
        correction=correction,
    )


def tell_of_answer(contest: Contest, *, at: datetime) -> None:
    """To the person who contested: the verdict stays, and why."""
    attendance = contest.attendance
    _tell(attendance.person, "sessions.contest_answered", attendance.session, at=at, contest=contest)


def warn_of_rule(workshop: Workshop, person: Person, course: Course, *, at: datetime) -> None:
    """To the person, once for each workshop: the attendance that the certificate asks for can no longer be reached."""
    recipient = recipient_of(person)
    if recipient is None:
        return
    with translation.override(recipient.language):
        address = settings.BASE_URL + reverse("courses:workshop", args=[workshop.slug])
    written = {"workshop": workshop, "course": course, "address": address}
    once_key = f"sessions.rule_unreachable:{workshop.pk}:{person.pk}"
    write_letter("sessions.rule_unreachable", to=recipient, context=written, once_key=once_key, at=at)


def remind_of_room(session: TrainingSession, row: OfficeReadiness, person: Person, *, days: int, at: datetime) -> int:
    """To who keeps a room or speaks for its office: what is missing before the session. Once for each of the reminders.

    Gives how many letters were written: one, or none.
    """
    recipient = recipient_of(person)
    once_key = f"sessions.room_not_ready:{session.pk}:{row.office.pk}:{days}:{person.pk}"
    if recipient is None or Letter.objects.filter(once_key=once_key).exists():
        return 0
    with translation.override(recipient.language):
        there = settings.BASE_URL + reverse("equipment:office_rooms", args=[row.office.code])
    panel = RoomPanel(row.panel.assessed) if row.panel else None  # worded anew: in the recipient's language
    written = {"session": session, "row": row, "panel": panel, "there": there}
    written["address"] = _address_of(session, recipient.language)
    write_letter("sessions.room_not_ready", to=recipient, context=written, once_key=once_key, at=at)
    return 1


def _tell(person: Person, kind: str, session: TrainingSession, *, at: datetime, **context) -> None:
    recipient = recipient_of(person)
    if recipient is not None:
        _write_to(recipient, kind, session, message=("", ""), at=at, **context)


def tell_of_new_room(session: TrainingSession, given_up: VideoRoom, *, at: datetime) -> None:
    """To everybody who may enter, guests too: an address that was passed on is dead, and for them nothing changes."""
    for recipient in entering(session, given_up):
        address = _address_of(session, recipient.language)
        once_key = f"sessions.new_room:{session.room_id}:{recipient.uuid}"
        context = {"session": session, "address": address}
        write_letter("sessions.new_room", to=recipient, context=context, once_key=once_key, at=at)
    for guest in session.guests.to_write_to():
        guest.session = session
        _write_to_guest("sessions.guest_new_room", guest, once_for=f"{session.room_id}:{guest.pk}", at=at)


def invite_guest(guest: GuestInvitation, *, at: datetime) -> None:
    """To a guest: when the session is, and the link."""
    _write_to_guest("sessions.guest", guest, once_for=str(guest.pk), at=at)


def _write_to_guest(kind: str, guest: GuestInvitation, *, once_for: str, at: datetime) -> None:
    """With the link of the invitation, minted when the letter is delivered."""
    workshop = guest.session.workshop
    recipient = Recipient(
        uuid=guest.pk, address=guest.email, language=guest.language, time_zone=workshop.time_zone, name=guest.name
    )
    write_letter(
        kind,
        to=recipient,
        context={"session": guest.session, "guest": guest},
        secret=("sessions.guest", str(guest.pk)),
        once_key=f"{kind}:{once_for}",
        at=at,
    )


def entering(session: TrainingSession, room: VideoRoom) -> list[Recipient]:
    """Holders of a seat, whoever has a part or opens a site's connection, and whoever is in ``room``; each once."""
    keys = {
        *session.workshop.enrolments.holding().values_list("person_id", flat=True),
        *session.parts.values_list("person_id", flat=True),
        *session.sites.filter(withdrawn_at__isnull=True).values_list("operator_id", flat=True),
        *Stay.objects.filter(room=room, left_at__isnull=True).values_list("identity", flat=True),
    }
    people = Person.objects.filter(pk__in=keys).select_related("user", "office").order_by("pk")
    return [recipient for person in people if (recipient := recipient_of(person))]


def _write_to(
    recipient: Recipient, kind: str, session: TrainingSession, *, message: tuple[str, str], at: datetime, **context
) -> None:
    written = context | {"session": session, "address": _address_of(session, recipient.language)}
    once_key = f"{kind}:{session.pk}:{recipient.uuid}:{at:%Y%m%dT%H%M%S%f}"
    write_letter(kind, to=recipient, context=written, calendar=message, once_key=once_key, at=at)


def _write(kind: str, session: TrainingSession, messages: Messages, *, at: datetime, **context) -> None:
    seated = set(session.workshop.enrolments.holding().values_list("person_id", flat=True))
    # Of a draft nobody knows yet but those who prepare it.
    is_known = session.workshop.state != Workshop.State.DRAFT
    leading = set(session.parts.values_list("person_id", flat=True)) if is_known else set()
    for person in Person.objects.filter(pk__in=seated | leading).select_related("user", "office").order_by("pk"):
        recipient = recipient_of(person)
        if recipient is None:
            continue
        message = messages.get(recipient.uuid, ("", ""))
        _write_to(recipient, kind, session, message=message, at=at, has_seat=person.pk in seated, **context)


def _address_of(session: TrainingSession, language: str) -> str:
    with translation.override(language):
        return settings.BASE_URL + reverse("sessions:session", args=[session.pk])
