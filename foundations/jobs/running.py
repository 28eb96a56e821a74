"""What happens to a job in the worker: counted, run, kept as done, waiting or dead."""

import logging
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django_q.exceptions import TimeoutException
from django_tasks.base import Task, TaskContext
from django_tasks.utils import normalize_json

from foundations.jobs.actions import enqueue, renew_turn
from foundations.jobs.backend import result_of
from foundations.jobs.models import CLUSTER, Heartbeat, Job
from foundations.jobs.registry import give_up, task_named
from foundations.jobs.turns import is_put_off

log = logging.getLogger("jobs")
ATTEMPTS = 3
PATIENCE_SECONDS, LOOK_SECONDS = 5.0, 0.25
State = Job.State


class UnknownTask(LookupError):
    """No task is registered under a job's name, and no library's task has that path."""


class JobFailed(Exception):
    """A job's attempt failed; the queue will present it again. Names the job and the place, never a value."""


class PutOff(JobFailed):
    """A long job's turn has not come; nothing was counted, and the queue will present it again."""


def run_job(key: str) -> None:
    """Run the job with this key once, unless it is done, dead or unknown.

    1. The attempt is counted in a transaction of its own before the work, so that a killed worker counts too.
    2. Done: the result is kept. Failed: the job waits, and :class:`JobFailed` tells the queue to present it again.
    3. After the third attempt the job is dead: logged, kept for a person, told to whoever registered its task, and
       acknowledged to the queue.

    A long job waits a moment for the end of another one, then raises :class:`PutOff`.

    The queue is at-least-once: a job killed between its work and its last line runs again.
    """
    job = _begin(key)
    if job is None:
        return
    try:
        result = _call(job)
    except UnknownTask:
        _bury(job, "no task has this name")
    except (Exception, TimeoutException) as error:  # noqa: BLE001 - whatever a job throws is its own failure, not ours
        _end_badly(job, error)
    else:
        _end(job, State.DONE, result=_storable(result), error="")


def run_chore(name: str) -> None:
    """One turn of a line of the clock. A turn still owed is enough; a turn given up is tried again in its place."""
    turn = Job.objects.turns_of(name).exclude(state=State.DONE).first()
    if turn is None:
        enqueue(name)
    elif turn.state == State.DEAD:
        renew_turn(turn, at=timezone.now())


def beat() -> None:
    """The cluster's pulse, sent through the queue by the supervisor."""
    Heartbeat.objects.update_or_create(name=CLUSTER, defaults={"beat_at": timezone.now()})


def _begin(key: str) -> Job | None:
    """Count the attempt and return the job to run; ``None`` when there is nothing to run."""
    _await_turn(key)
    now = timezone.now()
    with transaction.atomic(durable=True):
        owed = Job.objects.unfinished().filter(pk=key, attempts__lt=ATTEMPTS)
        counted = owed.update(state=State.RUNNING, attempts=F("attempts") + 1, started_at=now)
    job = Job.objects.filter(pk=key).first()
    if counted or job is None:
        return job
    if job.state in (State.QUEUED, State.RUNNING):
        _bury(job, job.error or "the worker was lost each time")
    return None


def _await_turn(key: str) -> None:
    job = Job.objects.unfinished().filter(pk=key).first()
    until = time.monotonic() + PATIENCE_SECONDS
    while job is not None and is_put_off(job):
        if job.state == State.RUNNING or time.monotonic() > until:
            raise PutOff(f"{job.name} {job.pk}: another long job is running")
        time.sleep(LOOK_SECONDS)


def _call(job: Job) -> Any:
    """Call what the job names, in the default language and time zone, whatever the job before it left behind."""
    args, kwargs = job.arguments
    function = _function_of(job)
    with translation.override(settings.LANGUAGE_CODE), timezone.override(timezone.get_default_timezone()):
        return function(*args, **kwargs)


def _function_of(job: Job) -> Callable[..., Any]:
    """The registered function, or a library's task by its dotted path; nothing else is ever called."""
    try:
        return task_named(job.name)
    except LookupError:
        task = _library_task(job.name)
    return partial(task.call, TaskContext(task_result=result_of(job))) if task.takes_context else task.call


def _library_task(path: str) -> Task:
    try:
        found = import_string(path)
    except ImportError:
        found = None
    if not isinstance(found, Task):
        raise UnknownTask(path)
    return found


def _end_badly(job: Job, error: BaseException) -> None:
    place = _place_of(error)
    if job.attempts >= ATTEMPTS:
        _bury(job, place)
        return
    _end(job, State.QUEUED, error=place)
    log.warning("jobs.failed %s %s attempt %s: %s", job.name, job.pk, job.attempts, place)
    if isinstance(error, TimeoutException):
        raise error  # the queue replaces a worker that ran out of time
    raise JobFailed(f"{job.name} {job.pk}: {place}") from None


def _bury(job: Job, place: str) -> None:
    _end(job, State.DEAD, error=place)
    log.error("jobs.dead %s %s: %s", job.name, job.pk, place)
    args, kwargs = job.arguments
    give_up(job.name, *args, **kwargs)


def _end(job: Job, state: State, **fields: object) -> None:
    finished_at = None if state == State.QUEUED else timezone.now()
    Job.objects.filter(pk=job.pk).exclude(state=State.DONE).update(state=state, finished_at=finished_at, **fields)


def _place_of(error: BaseException) -> str:
    """Class of the error and where it arose. Not its message: that may hold a name or an address."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} at {'/'.join(PurePath(last.filename).parts[-2:])}:{last.lineno} in {last.name}"


def _storable(result: Any) -> Any:
    """What the job returned, when it is JSON; nothing otherwise."""
    try:
        return normalize_json(result)
    except (TypeError, ValueError):
        return None
