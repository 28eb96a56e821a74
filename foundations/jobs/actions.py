"""Putting work on the queue, and keeping the queue whole."""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.models import Task as QueueRecord

from foundations.audit.actions import Actor, record_event
from foundations.jobs.messages import queued_keys, recall_messages, send_job
from foundations.jobs.models import Job

log = logging.getLogger("jobs")
DONE_KEPT = timedelta(days=14)
LOST_AFTER = timedelta(minutes=10)


def enqueue(name: str, /, *args: Any, **kwargs: Any) -> Job:
    """Queue the task registered as ``name`` in the caller's transaction: rolled back, it is gone with its cause.

    ``args`` and ``kwargs`` are keys and other JSON values; a UUID arrives as its text. The task runs at least once.
    A value that is not JSON raises :class:`TypeError` here, not in the worker.
    """
    arguments = [[_as_json(value) for value in args], {key: _as_json(value) for key, value in kwargs.items()}]
    with transaction.atomic():
        job = Job.objects.create(name=name, arguments=arguments, enqueued_at=timezone.now())
        send_job(job)
    return job


@transaction.atomic
def revive_job(job: Job, *, by: Actor | None, at: datetime | None = None) -> None:
    """Give a dead job its three attempts again. A job in any other state is left alone.

    ``by`` is ``None`` at the command line, where nobody has an account here.
    """
    now = at or timezone.now()
    if renew_turn(job, at=now):
        record_event("jobs.job_revived", job, by=by, at=now, name=job.name)


@transaction.atomic
def renew_turn(job: Job, *, at: datetime) -> bool:
    """What the clock does with a chore's dead job when its hour comes again; whether it was dead."""
    fields = {"state": Job.State.QUEUED, "attempts": 0, "enqueued_at": at, "finished_at": None}
    revived = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(**fields)
    if revived:
        send_job(job)
        log.info("jobs.revived %s %s", job.name, job.pk)
    return bool(revived)


def resend_lost_jobs(*, at: datetime) -> int:
    """Send the message of every unfinished job that has none on the queue; how many.

    A message is lost when SECRET_KEY changes while it waits. Sending one twice is harmless.
    """
    present = set(queued_keys())
    owed = Job.objects.unfinished().filter(enqueued_at__lt=at - LOST_AFTER)
    lost = [job for job in owed.iterator() if str(job.pk) not in present]
    for job in lost:
        send_job(job)
        log.warning("jobs.resent %s %s", job.name, job.pk)
    return len(lost)


@transaction.atomic
def recall_jobs(names: Iterable[str], *, since: datetime) -> int:
    """Take back the jobs of these names that were queued from ``since`` on and that nobody has begun; how many.

    For a set-up that did their work itself before any worker ran.
    """
    waiting = Job.objects.filter(name__in=list(names), state=Job.State.QUEUED, enqueued_at__gte=since)
    keys = {str(key) for key in waiting.values_list("pk", flat=True)}
    recall_messages(keys)
    waiting.delete()
    if keys:
        log.info("jobs.recalled %s", len(keys))
    return len(keys)


def purge_done_jobs(*, at: datetime) -> int:
    """Forget the jobs done more than 14 days before ``at``, and what the queue noted of failures; how many jobs."""
    QueueRecord.objects.filter(stopped__lt=at - DONE_KEPT).delete()
    count, _by_model = Job.objects.finished_before(at - DONE_KEPT).delete()
    return count


def _as_json(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value
