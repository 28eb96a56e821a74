"""Every letter about sessions, one function each. They go to everybody who holds a seat in the workshop."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from foundations.outbox.actions import write_letter
from network.mails import recipient_of
from sessions.models import TrainingSession


def tell_of_move(session: TrainingSession, *, was_at: datetime, at: datetime) -> None:
    """The session has other hours; ``was_at`` is when it should have begun."""
    _write("sessions.moved", session, at=at, was_at=was_at)


def tell_of_cancellation(session: TrainingSession, *, reason: str, at: datetime) -> None:
    """The session will not take place."""
    _write("sessions.cancelled", session, at=at, reason=reason)


def _write(kind: str, session: TrainingSession, *, at: datetime, **context) -> None:
    holders = session.workshop.enrolments.holding().select_related("person__user", "person__office")
    for enrolment in holders:
        recipient = recipient_of(enrolment.person)
        if recipient is None:
            continue
        written = context | {"session": session, "address": _address_of(session, recipient.language)}
        once_key = f"{kind}:{session.pk}:{enrolment.person_id}:{at:%Y%m%dT%H%M%S%f}"
        write_letter(kind, to=recipient, context=written, once_key=once_key, at=at)


def _address_of(session: TrainingSession, language: str) -> str:
    with translation.override(language):
        return settings.BASE_URL + reverse("sessions:session", args=[session.pk])
