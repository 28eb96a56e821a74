"""What the queue and the clock ask of certificates."""

import logging
from datetime import timedelta

from django.utils import timezone

from certificates import actions
from certificates.badges import actions as badges
from certificates.badges.keys import known_keys
from certificates.errors import CertificateError
from certificates.models import Certificate, IssueRun
from certificates.querysets import workshops_due_for_award
from certificates.signing.errors import SigningError
from certificates.signing.sealing import can_seal
from courses.models import Workshop
from foundations.jobs.actions import enqueue
from foundations.jobs.registry import task

log = logging.getLogger("certificates")
GRACE = timedelta(minutes=10)
AT_ONCE = 500


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
    """Without its signature or time stamp a paper waits for :func:`print_missing`: no attempt of a job is used up."""
    try:
        actions.print_certificate(Certificate.objects.select_related("person__user", "workshop").get(pk=certificate_id))
    except SigningError as reason:
        log.warning("certificates.not_signed certificates.certificate:%s: %s", certificate_id, reason)


@task("certificates.print_missing")
def print_missing() -> None:
    """What a lost job or a signature not to be had left unprinted; those just awarded have theirs still to come."""
    if not can_seal():
        return
    stale = Certificate.objects.without_document().filter(awarded_at__lt=timezone.now() - GRACE)
    for pk in stale.values_list("pk", flat=True)[:AT_ONCE]:
        enqueue("certificates.print_document", str(pk))


@task("certificates.issue_badge")
def issue_badge(certificate_id: str) -> None:
    """Whoever has no account gets none; without a key it waits for :func:`issue_missing_badges`."""
    try:
        badges.issue_badge(Certificate.objects.get(pk=certificate_id))
    except CertificateError as refusal:
        log.info("certificates.no_badge certificates.certificate:%s: %s", certificate_id, refusal)


@task("certificates.issue_missing_badges")
def issue_missing_badges() -> None:
    """Of certificates older than the key or the account, and those whose key was withdrawn."""
    if not (known := known_keys()):
        return
    lacking = Certificate.objects.lacking_badge([key.kid for key in known])
    for pk in lacking.values_list("pk", flat=True)[:AT_ONCE]:
        enqueue("certificates.issue_badge", str(pk))


@task("certificates.continue_issue")
def continue_issue(run_id: int) -> None:
    run = IssueRun.objects.select_related("workshop", "asked_by__user").get(pk=run_id)
    actions.continue_issue(run, by=getattr(run.asked_by, "user", None))
