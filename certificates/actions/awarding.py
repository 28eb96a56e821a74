"""Awarding what was earned: considered, numbered without gaps, its facts frozen (C5)."""

import logging
import secrets
import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.earning import Merit, merits_of
from certificates.errors import CertificateError
from certificates.events import certificate_awarded
from certificates.facts import certified_day, facts_of
from certificates.models import AwardRound, Certificate, CertificateCounter
from certificates.rules import facts_digest, is_over, number_text
from courses.models import Enrolment, Workshop
from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from network.models import User
from sessions.models import TrainingSession

log = logging.getLogger("certificates")
Kind = Certificate.Kind
SEATED = (Kind.ATTENDANCE, Kind.ACHIEVEMENT)


def award_certificates(workshop: Workshop, *, by: User | None = None, at: datetime | None = None) -> list[Certificate]:
    """Award everybody with a seat who attended enough their certificate of attendance; returns all certificates.

    Each is awarded in a transaction of its own.

    Again is harmless: who has a certificate keeps it, and who earned one by a correction gets it. Where one person
    fails, the others are served and the round stays due. Errors: :class:`CertificateError` when the workshop is not
    over, not settled, or when somebody failed.
    """
    now = at or timezone.now()
    check_ready(workshop, at=now)
    holding = workshop.enrolments.holding().select_related("person__user", "person__office", "office__country")
    awarded, failed = [], 0
    for enrolment in holding:
        try:
            awarded.append(award_certificate(enrolment, by=by, at=now))
        except Exception:
            log.exception("certificates.award_failed courses.enrolment:%s", enrolment.pk)
            failed += 1
    if failed:
        raise CertificateError(_("Not everybody could be considered; it will be tried again."))
    certificates = [certificate for certificate in awarded if certificate]
    _conclude_round(workshop, considered=len(awarded), certified=len(certificates), by=by, at=now)
    return certificates


def check_ready(workshop: Workshop, *, at: datetime) -> None:
    """Refuse a workshop that was not held, is not over, or has a counting session that is not settled."""
    counting = list(workshop.sessions.counting().values_list("state", flat=True))
    if workshop.state != Workshop.State.ANNOUNCED:
        raise CertificateError(_("This workshop is not announced."))
    if not counting:
        raise CertificateError(_("This workshop has no session that counts for a certificate."))
    if not is_over(workshop.ends_on, workshop.time_zone, at):
        raise CertificateError(_("This workshop is not over yet."))
    if any(state != TrainingSession.State.SETTLED for state in counting):
        raise CertificateError(_("The attendance of this workshop is not settled yet."))


def _conclude_round(workshop: Workshop, *, considered: int, certified: int, by: User | None, at: datetime) -> None:
    with transaction.atomic():
        AwardRound.objects.update_or_create(workshop=workshop, defaults={"concluded_at": at})
        record_event("certificates.round_concluded", workshop, by=by, at=at, considered=considered, certified=certified)


def award_certificate(
    enrolment: Enrolment, *, by: User | None = None, at: datetime | None = None
) -> Certificate | None:
    """Award the certificate of attendance that this seat earned; as :func:`award_kind` does."""
    return award_kind(enrolment.workshop, enrolment.person_id, kind=Kind.ATTENDANCE, by=by, at=at)


def award_kind(
    workshop: Workshop, person_id: uuid.UUID, *, kind: Kind, by: User | None = None, at: datetime | None = None
) -> Certificate | None:
    """Award what the person earned of this ``kind``; ``None`` when that is nothing, what there is when it was before.

    The number is taken under the lock of the year's counter in the same transaction, so numbers have neither gaps nor
    doubles. Printing is queued; the event ``certificate_awarded`` is sent. Errors: :class:`CertificateError` as in
    :func:`award_certificates`.
    """
    now = at or timezone.now()
    check_ready(workshop, at=now)
    held = Certificate.objects.current().filter(person=person_id, workshop=workshop, kind=kind)
    if existing := held.first():
        return existing
    merit = next(iter(merits_of(workshop, kinds=[kind], people=[person_id])), None)
    if merit is None or not merit.is_earned:
        return None
    with transaction.atomic():
        counter = _locked_counter(certified_day(now).year)
        if existing := held.first():
            return existing
        if kind in SEATED and not workshop.enrolments.holding().filter(person=person_id).exists():
            return None
        facts = facts_of(merit, workshop, number=_next_number(counter), at=now)
        return _keep_award(merit, workshop, facts, by=by, at=now)


def _locked_counter(year: int) -> CertificateCounter:
    """The year's counter, locked: of several issuers the first makes the row and the others wait for it."""
    counter, _created = CertificateCounter.objects.select_for_update().get_or_create(year=year)
    return counter


def _next_number(counter: CertificateCounter) -> str:
    counter.last += 1
    counter.save(update_fields=["last"])
    return number_text(settings.NETWORK_NAME, counter.year, counter.last)


def _keep_award(merit: Merit, workshop: Workshop, facts: dict, *, by: User | None, at: datetime) -> Certificate:
    certificate = Certificate.objects.create(
        number=facts["number"],
        code=secrets.token_hex(16),
        kind=merit.kind,
        person=merit.person,
        workshop=workshop,
        office=merit.office,
        language=facts["language"],
        facts=facts,
        facts_digest=facts_digest(facts),
        awarded_at=at,
    )
    enqueue("certificates.print_document", str(certificate.pk))
    record_event(
        "certificates.certificate_awarded",
        certificate,
        by=by,
        at=at,
        number=certificate.number,
        workshop=workshop.pk,
        kind=certificate.kind,
        percent=facts.get("percent"),
    )
    certificate_awarded.send(sender=Certificate, certificate=certificate)
    return certificate
