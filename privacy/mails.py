"""Every letter about personal data. None carries the words of a request or of a breach: those are read signed in."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation

from foundations.audit.models import AuditCheck
from foundations.outbox.actions import write_letter
from network.mails import recipient_of
from network.models import Appointment, Person
from privacy.models import Breach, Correction


def secretariat(at: datetime) -> list[Person]:
    """Everybody who holds the Secretariat's role at ``at``."""
    held = Appointment.objects.valid(at).holding(Appointment.Role.SECRETARIAT)
    return list(Person.objects.filter(appointments__in=held).select_related("user", "office").distinct().in_order())


def tell_secretariat_of_request(correction: Correction, *, at: datetime) -> None:
    """Somebody asks to correct something."""
    _tell_secretariat(
        "privacy.correction_asked",
        correction,
        page="corrections:inspect",
        once_key=f"privacy.correction_asked:{correction.pk}",
        at=at,
    )


def tell_of_answer(correction: Correction, *, at: datetime) -> None:
    """To the person: corrected, or not and why."""
    if recipient := recipient_of(correction.person):
        write_letter(
            f"privacy.correction_{correction.state}",
            to=recipient,
            context={"correction": correction, "address": _address("privacy:correction_list", recipient.language)},
            once_key=f"privacy.correction_{correction.state}:{correction.pk}",
            at=at,
        )


def remind_of_breach(breach: Breach, *, hours: int, at: datetime) -> None:
    """The authority was not told yet, ``hours`` after the discovery."""
    _tell_secretariat(
        "privacy.breach_clock",
        breach,
        page="breaches:inspect",
        once_key=f"privacy.breach_clock:{breach.pk}:{hours}",
        at=at,
        hours_left=breach.hours_left(at),
    )


def raise_alarm(check: AuditCheck, *, at: datetime) -> None:
    """The chain of seals of the audit book is broken."""
    _tell_secretariat(
        "privacy.book_broken", check, page="audit_events:index", once_key=f"privacy.book_broken:{check.pk}", at=at
    )


def _tell_secretariat(kind: str, subject: models.Model, *, page: str, once_key: str, at: datetime, **context) -> None:
    for person in secretariat(at):
        recipient = recipient_of(person)
        if recipient is None:
            continue
        keys = [] if page.endswith(":index") else [subject.pk]
        address = _address(page, recipient.language, *keys)
        write_letter(
            kind,
            to=recipient,
            context=context | {"subject": subject, "address": address},
            once_key=f"{once_key}:{person.pk}",
            at=at,
        )


def _address(name: str, language: str, *keys) -> str:
    with translation.override(language):
        return settings.BASE_URL + reverse(name, args=keys)
