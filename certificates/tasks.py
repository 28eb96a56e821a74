"""What the queue and the clock ask of certificates."""

import logging
from datetime import timedelta

from django.utils import timezone

from certificates import actions
from certificates.errors import CertificateError
from certificates.models import Certificate
from certificates.querysets import workshops_due_for_award
from courses.models import Workshop
from foundations.jobs.actions import enqueue
from foundations.jobs.registry import task

log = logging.getLogger("certificates")
GRACE = timedelta(minutes=10)


@task("certificates.award_workshop")
def award_workshop(workshop_id: int) -> None:
    """Too early is no failure: the clock asks again."""
    try:
        actions.award_certificates(Workshop.objects.get(pk=workshop_id))
    except CertificateError as refusal:
        log.info("certificates.not_awarded courses.workshop:%s: %s", workshop_id, refusal)


@task("certificates.award_due")
def award_due() -> None:
    """Workshops whose settling went unheard, ended later than it, or were corrected since."""
    for pk in workshops_due_for_award().values_list("pk", flat=True):
        enqueue("certificates.award_workshop", pk)


@task("certificates.print_document")
def print_document(certificate_id: str) -> None:
    actions.print_certificate(Certificate.objects.select_related("person__user", "workshop").get(pk=certificate_id))


@task("certificates.print_missing")
def print_missing() -> None:
    """What a lost job left unprinted; those just awarded have theirs still to come."""
    stale = Certificate.objects.without_document().filter(awarded_at__lt=timezone.now() - GRACE)
    for pk in stale.values_list("pk", flat=True)[:500]:
        enqueue("certificates.print_document", str(pk))
