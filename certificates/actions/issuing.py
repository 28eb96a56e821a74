"""Issuing in bulk what the Secretariat read in a list and confirmed: in short turns, each of which can be lost."""

import logging
import time
import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.actions.awarding import Kind, award_kind, check_ready
from certificates.errors import CertificateError
from certificates.models import IssueRun
from courses.models import Workshop
from foundations.audit.actions import record_event
from foundations.jobs.actions import enqueue
from network.models import User
from network.querysets import standing_of

log = logging.getLogger("certificates")
LONGEST_TURN = 8.0  # seconds; with its last certificate a turn stays below ten


@transaction.atomic
def begin_issue(
    workshop: Workshop, *, chosen: Collection[tuple[str, str]], by: User, at: datetime | None = None
) -> IssueRun:
    """Queue the issue of the ``chosen`` pairs of kind and person's key; the one under way, if there is one.

    Raises :class:`CertificateError` for others than the Secretariat, for nothing, and as
    :func:`certificates.actions.check_ready` does.
    """
    now = at or timezone.now()
    if not standing_of(by, at).is_secretariat:
        raise CertificateError(_("Only the Secretariat issues certificates."))
    locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if run := locked.issue_runs.filter(finished_at__isnull=True).first():
        return run
    check_ready(locked, at=now)
    if not chosen:
        raise CertificateError(_("There is nothing to issue."))
    pairs = [list(pair) for pair in chosen]
    run = IssueRun.objects.create(workshop=locked, chosen=pairs, asked_by=by.person, asked_at=now)
    enqueue("certificates.continue_issue", run.pk)
    record_event("certificates.issue_begun", run, by=by, at=at, workshop=locked.pk, number=len(run.chosen))
    return run


def continue_issue(run: IssueRun, *, by: User | None = None, at: datetime | None = None) -> bool:
    """Issue what is left of ``run``, for eight seconds at most; whether it is done. Each award has its own transaction.

    What is there already stays, so a turn that was lost is taken again without doubles. Who has not earned it any more,
    or whose award fails, is noted and left out; a next turn is queued where time ran out.
    """
    until = time.monotonic() + LONGEST_TURN
    for kind, person in _left(run):
        if time.monotonic() > until:
            enqueue("certificates.continue_issue", run.pk)
            return False
        if not _issued(run, kind, person, by=by, at=at):
            _refuse(run, kind, person)
    _finish(run, by=by, at=at)
    return True


def _left(run: IssueRun) -> Iterator[tuple[str, str]]:
    """The pairs that are neither issued nor refused yet."""
    rows = run.workshop.certificates.current().values_list("kind", "person")
    made = {(kind, str(person)) for kind, person in rows} | {tuple(pair) for pair in run.refused}
    return (pair for pair in map(tuple, run.chosen) if pair not in made)


def _issued(run: IssueRun, kind: str, person: str, *, by: User | None, at: datetime | None) -> bool:
    try:
        return award_kind(run.workshop, uuid.UUID(person), kind=Kind(kind), by=by, at=at) is not None
    except Exception:
        log.exception("certificates.issue_failed certificates.issuerun:%s", run.pk)
        return False


@transaction.atomic
def _refuse(run: IssueRun, kind: str, person: str) -> None:
    locked = IssueRun.objects.select_for_update().get(pk=run.pk)
    if [kind, person] not in locked.refused:
        locked.refused.append([kind, person])
        locked.save(update_fields=["refused"])


@transaction.atomic
def _finish(run: IssueRun, *, by: User | None, at: datetime | None) -> None:
    now = at or timezone.now()
    if IssueRun.objects.filter(pk=run.pk, finished_at__isnull=True).update(finished_at=now):
        run.refresh_from_db()
        record_event("certificates.issue_finished", run, by=by, at=at, refused=len(run.refused))
