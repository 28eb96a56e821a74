"""Long tasks take turns: one at a time, so that a worker is left for all the others, and none is begun twice.

A message comes back to the queue after ``retry`` seconds, whatever became of it, and a long task takes longer. So a job
that is running is left alone for as long as its task declares (``within``); when its worker was killed, it is begun
again after that. A cluster that starts anew has nothing in hand: its supervisor lets go of everything at once.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from foundations.jobs.models import Job
from foundations.jobs.registry import long_tasks

GRACE = timedelta(seconds=5)
"""Between the end of a job's time and the end of its worker."""


def long_jobs_at_work(at: datetime) -> list[Job]:
    """Those that some worker has in hand, or had when it was killed."""
    seconds = long_tasks()
    running = Job.objects.filter(state=Job.State.RUNNING, name__in=seconds, started_at__isnull=False)
    return [job for job in running if job.started_at + timedelta(seconds=seconds[job.name]) + GRACE > at]  # type: ignore[operator]


def is_put_off(job: Job) -> bool:
    """Whether a long job has to wait: for its own end, or for that of another one."""
    return job.name in long_tasks() and bool(long_jobs_at_work(timezone.now()))


def release_jobs() -> int:
    """What a cluster that is gone had in hand is anybody's again; how many. Its attempts stay counted."""
    return Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.QUEUED)
