"""What becomes of a certificate after its award: suspended, confirmed, revoked, or replaced by a new version.

Nothing is deleted: the code on the old paper answers for ever, and each step is a row. By the Secretariat alone.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.errors import CertificateError
from certificates.events import certificate_changed
from certificates.facts import certified_day
from certificates.mails import tell_of_change
from certificates.models import Certificate, CertificateStep
from certificates.rules import facts_digest, may_become
from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from network.models import User
from network.querysets import standing_of

State, Cause = Certificate.State, CertificateStep.Cause


@transaction.atomic
def suspend_certificate(
    certificate: Certificate, *, reason: str, by: User | None, at: datetime | None = None
) -> Certificate:
    """Say that the network looks into it: until that is done it is not valid. Its holder is told."""
    return _step(certificate, State.SUSPENDED, Cause.UNDER_REVIEW, reason=reason, by=by, at=at)


@transaction.atomic
def lift_suspension(
    certificate: Certificate, *, reason: str = "", by: User | None, at: datetime | None = None
) -> Certificate:
    """Say that it was looked into and stands."""
    return _step(certificate, State.VALID, Cause.REVIEWED, reason=reason, by=by, at=at)


@transaction.atomic
def revoke_certificate(
    certificate: Certificate, *, cause: str, reason: str, by: User | None, at: datetime | None = None
) -> Certificate:
    """Withdraw it for good, for a ``cause`` that whoever checks the paper is told; ``reason`` stays in the house."""
    return _step(certificate, State.REVOKED, cause, reason=reason, by=by, at=at)


@transaction.atomic
def reissue_certificate(
    certificate: Certificate,
    *,
    language: str | None = None,
    reason: str = "",
    by: User | None,
    at: datetime | None = None,
) -> Certificate:
    """A new version of the same number: with the name as the record has it now, or in another ``language``.

    The facts of the award stay as they were frozen. Raises :class:`CertificateError` where nothing would differ, and
    for a certificate that is not valid.
    """
    now = at or timezone.now()
    locked = _locked(certificate, by=by, at=at)
    if locked.state == State.SUPERSEDED:
        return locked.successor
    changed = {"name": locked.person.full_name, "language": language or locked.language}
    if changed == {"name": locked.facts["name"], "language": locked.language}:
        raise CertificateError(
            _("Name and language are the same as on the certificate: a new version says nothing new.")
        )
    cause = Cause.NAME_CORRECTED if changed["name"] != locked.facts["name"] else Cause.OTHER_LANGUAGE
    _move(locked, State.SUPERSEDED, cause, reason=reason, by=by, now=now)
    version = locked.version + 1
    told = {"version": version, "reissued_on": certified_day(now).isoformat()}
    successor = _next_version(locked, version, locked.facts | changed | told)
    enqueue("certificates.print_document", str(successor.pk))
    record_event("certificates.certificate_reissued", successor, by=by, at=at, number=successor.number, version=version)
    certificate_changed.send(sender=Certificate, certificate=locked)
    return successor


def _next_version(replaced: Certificate, version: int, facts: dict) -> Certificate:
    return Certificate.objects.create(
        number=replaced.number,
        version=version,
        replaces=replaced,
        code=secrets.token_hex(16),
        kind=replaced.kind,
        person=replaced.person,
        workshop=replaced.workshop,
        office=replaced.office,
        language=facts["language"],
        facts=facts,
        facts_digest=facts_digest(facts),
        awarded_at=replaced.awarded_at,
    )


def _step(
    certificate: Certificate, state: str, cause: str, *, reason: str, by: User | None, at: datetime | None
) -> Certificate:
    """Bring it to ``state`` and write to its holder; what is there already changes nothing."""
    now = at or timezone.now()
    locked = _locked(certificate, by=by, at=at)
    if locked.state == state:
        return locked
    step = _move(locked, state, cause, reason=reason, by=by, now=now)
    record_event(f"certificates.certificate_{state}", locked, by=by, at=at, number=locked.number, cause=cause)
    certificate_changed.send(sender=Certificate, certificate=locked)
    tell_of_change(locked, step, at=now)
    return locked


def _locked(certificate: Certificate, *, by: User | None, at: datetime | None) -> Certificate:
    """The row under its lock, for the Secretariat; ``None`` is the set-up."""
    if by is not None and not standing_of(by, at).is_secretariat:
        raise CertificateError(_("Only the Secretariat changes what a certificate is worth."))
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("person", "workshop")
    return rows.get(pk=certificate.pk)


def _move(
    locked: Certificate, state: str, cause: str, *, reason: str, by: User | None, now: datetime
) -> CertificateStep:
    if not may_become(locked.state, state):
        raise CertificateError(
            _("A certificate that is %(state)s cannot be changed like that.") % {"state": locked.get_state_display()}
        )
    locked.state = state
    locked.save(update_fields=["state"])
    by_person = by.person if by else None
    return locked.steps.create(to_state=state, cause=cause, remark=reason.strip(), done_at=now, done_by=by_person)
